import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { canonical } from "./canonical.ts";
import { coverage, coverageTable, UNKNOWN } from "./index.ts";

const wanted = [
  { path: "rateControl", values: ["QVBR", "CBR"] },
  { path: "uplink", values: ["both", "single"] },
];

describe("oracles: coverage of choices", () => {
  it("counts labels that were wanted, whatever else was hit", () => {
    const result = coverage(["rateControl=QVBR", "rateControl=VBR", "uplink=both", "uplink=both", "codec=AV1"], wanted);
    assert.deepEqual([result.hit, result.wanted, result.percent], [2, 4, 50]);
  });

  it("spells out what is missing", () => {
    const lines = coverageTable(coverage(["rateControl=QVBR", "rateControl=CBR", "uplink=both"], wanted)).split("\n");
    assert.match(lines[0] ?? "", /^rateControl +2\/2$/);
    assert.match(lines[1] ?? "", /^uplink +1\/2 +missed: single$/);
    assert.match(lines[2] ?? "", /^covered +3\/4 = 75\.0 %$/);
  });

  it("refuses a label of another form", () => {
    assert.throws(() => coverage(["QVBR"], wanted), /path=value/);
  });

  it("is complete when nothing was wanted", () => {
    assert.equal(coverage([], []).percent, 100);
  });
});

describe("oracles: bodies that differ in names alone", () => {
  const name = fc.stringMatching(/^[a-z][a-z0-9]{1,8}$/);
  const body = (a: string, b: string): string => JSON.stringify({ name: `onair-${a}`, other: [b, `/out/${a}/*`], level: "STANDARD" });

  it("are the same text for any two pairs of names of one make-up", () => {
    assert.equal(canonical(body("news", "sport"), ["news", "sport"]), canonical(body("kids", "documentary"), ["kids", "documentary"]));
  });

  it("are never the same when the names are used differently", () => {
    fc.assert(
      fc.property(name, name, (a, b) => {
        fc.pre(a !== b && !body("", "").includes(a) && !body("", "").includes(b));
        assert.notEqual(canonical(body(a, b), [a, b]), canonical(body(a, a), [a, b]));
      }),
    );
  });

  it("differ when the names are made of other kinds of characters", () => {
    const made = ["news", "News", "4news", "ne-ws", "ne--ws", "ne_ws", "-news", "news-"].map((each) => canonical(body(each, each), [each]));
    assert.equal(new Set(made).size, made.length);
  });

  it("keeps words that merely contain a name, and texts without names", () => {
    assert.equal(canonical("STANDARD newsroom news2", ["news"]), "STANDARD newsroom news2");
    assert.equal(canonical("a.b", ["."]), "a.b");
  });

  it("tell apart texts that use one region or id from texts that use two, and never touch the mark of the unknown", () => {
    const arns = (a: string, b: string): string =>
      canonical(JSON.stringify([`arn:aws:sns:${a}:1:x`, `arn:aws:sns:${b}:1:x`, "1234567"]), ["x"]);
    assert.equal(arns("us-east-1", "eu-west-1"), arns("ap-southeast-2", "ca-central-1"));
    assert.notEqual(arns("us-east-1", "eu-west-1"), arns("us-east-1", "us-east-1"));
    const id = "01234567-89ab-cdef-0123-456789abcdef";
    assert.equal(canonical(id, ["x"]), canonical("11234567-89ab-cdef-0123-456789abcdef", ["x"]));
    assert.equal(canonical(UNKNOWN, ["x"]), UNKNOWN);
  });
});
