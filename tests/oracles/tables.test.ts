import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { judgedTypes, namedInputs, refusedInputs, unplacedInputs } from "./ask.ts";
import { closeOracles, oraclesReady, unexcused } from "./index.ts";
import { everyInput, inputsOf, type Typing } from "./typings.ts";

/** Whether a table's path (`rules[].status`, `.*` for a map's values) leads somewhere in the typing. */
function leads(members: Record<string, Typing> | undefined, path: readonly string[]): boolean {
  const [head, ...rest] = path;
  if (head === undefined) return true;
  if (head === "*") return leads(members, rest);
  const typing = members?.[head];
  return typing !== undefined && leads(typing.members, rest);
}

/** A policy typed as an object is written as text by every program; its members are IAM's, not the resource's. */
function asWritten(inputs: Record<string, unknown>): Record<string, unknown> {
  const policies = Object.keys(inputs).filter((name) => /^(assumeRoleP|p)olicy$/.test(name));
  return { ...inputs, ...Object.fromEntries(policies.map((name) => [name, "{}"])) };
}

describe("oracles: the tables know every input of the providers' typings", function () {
  this.timeout(60_000);
  before(async function () {
    if (!(await oraclesReady())) this.skip();
  });
  after(closeOracles);

  it("has a place or a written reason for each of them", async () => {
    const refused = new Set(await refusedInputs());
    const missing: string[] = [];
    for (const type of Object.keys(await judgedTypes())) {
      const unplaced = await unplacedInputs(type, asWritten(everyInput(inputsOf(type))));
      for (const [target, paths] of Object.entries(unplaced)) {
        for (const path of paths) if (!refused.has(`${type} ${path.split(/[.[]/)[0] ?? ""}`)) missing.push(`${type} -> ${target}: ${path}`);
      }
    }
    assert.deepEqual(missing, []);
  });

  it("names no input that the typings do not have", async () => {
    const stale = Object.entries(await namedInputs()).flatMap(([type, paths]) => {
      const members = inputsOf(type);
      return paths.filter((path) => !leads(members, path.replaceAll("[]", "").split("."))).map((path) => `${type}: ${path}`);
    });
    // A bridged bucket resource may lack one of the inputs they share; the shared list is checked as a whole.
    const shared = /^aws:s3\/bucket[\w:]+: (region|expectedBucketOwner|skipDestroy|timeouts)$/;
    assert.deepEqual(
      stale.filter((line) => !shared.test(line)),
      [],
    );
  });

  it("notices an input that has no place", async () => {
    const unplaced = await unplacedInputs("aws:sns/topic:Topic", { name: "x", colour: "red" });
    assert.deepEqual(unplaced, { "AWS::SNS::Topic": ["colour"] });
  });

  it("excuses unjudged types by a written reason only", () => {
    const unjudged = {
      "onair:edge:GlobalEdge": 1,
      "pulumi:providers:aws": 2,
      "aws:acm/certificateValidation:CertificateValidation": 1,
      "aws:ec2/vpc:Vpc": 1,
    };
    assert.deepEqual(unexcused(unjudged), ["aws:ec2/vpc:Vpc"]);
  });
});
