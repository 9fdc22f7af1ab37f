import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { alignmentOf } from "../../components/encode/index.ts";
import { failoverCodes, failoverFigures, type Figure } from "../support/failoverFigures.ts";
import { ARENA } from "../support/lineups.ts";
import { ROOT } from "../support/shipped.ts";

const DOCS = join(ROOT, "docs");
const PAGE = readFileSync(join(DOCS, "failover.md"), "utf8");

/** Rows of the table under a heading, their cells trimmed. */
function rows(page: string, heading: string): string[][] {
  const section = page.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  const lines = section.split("\n").filter((line) => line.startsWith("|"));
  return lines.slice(2).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** What a page says otherwise than the program, in words. */
function drift(page: string, figures: Readonly<Record<string, Figure>>): string[] {
  const listed = rows(page, "Figures").map(([name = "", value, from]) => [name.replaceAll("`", ""), value, from]);
  const computed = Object.entries(figures).map(([name, { value, from }]) => [name, value, from]);
  const told = computed.flatMap(([name = "", value, from]) => {
    const row = listed.find(([known]) => known === name);
    return row !== undefined && row[1] === value && row[2] === from
      ? []
      : [`${name}: the table says ${row?.[1] ?? "nothing"}, it is ${value ?? ""}`];
  });
  const strangers = listed.filter(([name]) => !(String(name) in figures)).map(([name]) => `${String(name)}: no such figure`);
  const inline = [...page.matchAll(/\[([^\]]+)\]\(#figures "([^"]+)"\)/g)].flatMap(([, value = "", name = ""]) =>
    figures[name]?.value === value ? [] : [`${name}: the page says ${value}, it is ${figures[name]?.value ?? "unknown"}`],
  );
  return [...told, ...strangers, ...inline];
}

describe("docs/failover.md", () => {
  const figures = failoverFigures();

  it("[E3 E4] gives the figures of what is deployed, in its table and in every sentence", () => {
    assert.deepEqual(drift(PAGE, figures), []);
    assert.ok([...PAGE.matchAll(/\(#figures "/g)].length > 12, "figures stand where they are needed");
  });

  it("[E3] notices a figure that has moved, in the table or in a sentence", () => {
    for (const [name, { value }] of Object.entries(figures))
      assert.notDeepEqual(drift(PAGE, { ...figures, [name]: { value: `${value}0`, from: figures[name]?.from ?? "" } }), [], name);
    assert.notDeepEqual(drift(PAGE.replace(/\[2 s\]\(#figures/, "[3 s](#figures"), figures), []);
    assert.notDeepEqual(drift(PAGE.replace('(#figures "connect")', '(#figures "conect")'), figures), []);
  });

  it("[E3] lists the failover codes of both kinds of group", () => {
    const { default: ordered, "media-quality-based": scored } = failoverCodes();
    const sentence = /Failover codes: ([\d ]+); with media-quality selection ([\d ]+)\./.exec(PAGE);
    assert.deepEqual([sentence?.[1], sentence?.[2]], [ordered.join(" "), scored.join(" ")]);
  });

  it("[E3] lists the conditions of alignment that the program judges, in its order, each with the page that it names", () => {
    const conditions = alignmentOf(ARENA).conditions ?? [];
    assert.deepEqual(
      rows(PAGE, "Seamless or visible").map(([id = ""]) => id.replaceAll("`", "")),
      conditions.map(({ id }) => id),
    );
  });

  it("points at sections and pages that are there", () => {
    for (const [, file = "", anchor = ""] of PAGE.matchAll(/\]\(([a-z-]+\.md)?(?:#([a-z-]+))?(?: "[^"]*")?\)/g)) {
      const target = file === "" ? PAGE : readFileSync(join(DOCS, file), "utf8");
      const headings = [...target.matchAll(/^#+ (.+)$/gm)].map(([, words = ""]) =>
        words
          .toLowerCase()
          .replace(/[^a-z0-9 -]/g, "")
          .replaceAll(" ", "-"),
      );
      assert.ok(anchor === "" || headings.includes(anchor), `${file}#${anchor}`);
    }
  });
});
