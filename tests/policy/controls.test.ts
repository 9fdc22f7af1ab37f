import assert from "node:assert/strict";
import { catalogues } from "../../policy/controls/index.ts";
import { rules } from "../../policy/rules/index.ts";

const controls = catalogues.flatMap((catalogue) => catalogue.controls);
const names = new Set(rules.map((rule) => rule.name));

describe("controls", () => {
  it("[S4] keeps each by a rule that exists, or says why not", () => {
    for (const { id, rules: kept = [], why = "" } of controls) {
      assert.deepEqual(
        kept.filter((rule) => !names.has(rule)),
        [],
        `${id} names rules that do not exist`,
      );
      assert.equal(new Set(kept).size, kept.length, id);
      assert.ok(kept.length > 0 || /^[A-Z].{10,}\.$/.test(why), `${id} has neither a rule nor a reason`);
    }
  });

  it("[S4] names each once in its catalogue, with what it asks for and a page", () => {
    for (const catalogue of catalogues) {
      const ids = catalogue.controls.map(({ id }) => id);
      assert.deepEqual(
        ids.filter((id, index) => ids.indexOf(id) !== index),
        [],
      );
      assert.match(catalogue.source, /^https:\/\/docs\.aws\.amazon\.com\//);
      for (const { asks, source } of catalogue.controls) {
        assert.ok(asks.length > 2);
        assert.match(source ?? catalogue.source, /^https:\/\/docs\.aws\.amazon\.com\//);
      }
    }
  });

  it("[S4] knows the control that a rule cites, as one that the rule keeps", () => {
    for (const { name, framework } of rules) {
      if (framework !== undefined) {
        const control = controls.find(({ id }) => id === framework.reference);
        assert.ok(control?.rules?.includes(name) === true, `${name} cites ${framework.reference}`);
      }
    }
  });

  it("[S4] holds every catalogue that the pack is measured by", () => {
    const sizes = Object.fromEntries(catalogues.map((catalogue) => [catalogue.title, catalogue.controls.length]));
    assert.ok((sizes["AWS Security Hub CSPM"] ?? 0) >= 90, JSON.stringify(sizes));
    assert.ok((sizes["Streaming Media Lens"] ?? 0) >= 50, JSON.stringify(sizes));
    assert.ok((sizes["Media services"] ?? 0) >= 13, JSON.stringify(sizes));
  });
});
