import assert from "node:assert/strict";
import { inputPlans, srtTemplate, type Channel, type Source } from "../../components/encode/index.ts";
import { ARENA } from "../support/lineups.ts";
import { closeOracles, judge, oraclesReady, UNKNOWN, type RecordedResource } from "./index.ts";

const LISTENER: Source = { type: "srt-listener", timecode: "embedded", latencyMilliseconds: 120, encryption: "aes192", streamId: "arena" };
const CALLER: Source = {
  type: "srt-caller",
  timecode: "none",
  latencyMilliseconds: 15_000,
  encryption: "aes128",
  addresses: ["a", "b"].map((host) => ({ host: `${host}.broadcaster.tv`, port: 9000 })),
};
const VPC = { subnetIds: ["subnet-0a1b2c3d", "subnet-1b2c3d4e"], securityGroupIds: ["sg-0a1b2c3d"] };
const VALUES: Readonly<Record<string, string>> = {
  SecurityGroupId: "1234567",
  PassphraseArn: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:onair/prod/feed/srt-AbCdEf",
  RoleArn: UNKNOWN,
};

/** The stack of an SRT input as the program makes it, with one word of its template in another's place. */
function stack(name: string, source: Source, word?: readonly [from: string, to: string], vpc?: typeof VPC): RecordedResource {
  const channel: Channel = { ...ARENA, name: "feed", source };
  const [plan] = inputPlans(channel, { environment: "prod", production: true });
  assert.ok(plan?.type === "SRT_LISTENER" || plan?.type === "SRT_CALLER");
  const { body, parameters } = srtTemplate(plan, vpc);
  if (word !== undefined) assert.ok(body.includes(word[0]), `${name}: ${body}`);
  return {
    type: "aws:cloudformation/stack:Stack",
    name,
    region: "eu-west-1",
    inputs: {
      name: `onair-prod-${name}--srt`,
      onFailure: "DELETE",
      templateBody: word === undefined ? body : body.replaceAll(word[0], word[1]),
      parameters: Object.fromEntries(parameters.map((parameter) => [parameter, VALUES[parameter] ?? ""])),
    },
  };
}

const properties = "templateBody.Resources.Input.Properties";
const SPOILT: Readonly<Record<string, { readonly made: RecordedResource; readonly at: string; readonly by: string }>> = {
  "an algorithm that is none": {
    made: stack("algorithm", LISTENER, ["AES192", "DES"]),
    at: `${properties}.SrtSettings.SrtListenerSettings.Decryption.Algorithm`,
    by: "botocore",
  },
  "no latency": {
    made: stack("latency", LISTENER, ['"MinimumLatency":120,', ""]),
    at: `${properties}.SrtSettings.SrtListenerSettings.MinimumLatency`,
    by: "botocore",
  },
  "a property that is none": {
    made: stack("property", CALLER, ["SrtListenerAddress", "SrtAddress"]),
    at: `${properties}.SrtSettings.SrtCallerSources[0].SrtAddress`,
    by: "cfn-lint",
  },
  "a port that is a number": {
    made: stack("port", CALLER, ['"SrtListenerPort":"9000"', '"SrtListenerPort":9000']),
    at: `${properties}.SrtSettings.SrtCallerSources[0].SrtListenerPort`,
    by: "botocore",
  },
  "a type that is none": { made: stack("type", LISTENER, ["SRT_LISTENER", "SRT_PUSH"]), at: `${properties}.Type`, by: "botocore" },
  "an output of the template that the type has not": {
    made: stack("output", LISTENER, ['["Input","Arn"]', '["Input","Addresses"]']),
    at: "templateBody.Outputs.InputArn.Value.Fn::GetAtt",
    by: "cfn-lint",
  },
};

describe("oracles over the templates of SRT inputs", function () {
  this.timeout(120_000);

  before(async function () {
    if (!(await oraclesReady())) this.skip();
  });
  after(() => closeOracles());

  it("[L1 L2] have no complaint about a listener, one in a VPC, and callers with and without encryption", async () => {
    const clear: Source = { type: "srt-caller", timecode: "none", latencyMilliseconds: 1000, addresses: CALLER.addresses };
    const made = [stack("listener", LISTENER), stack("placed", LISTENER, undefined, VPC), stack("caller", CALLER), stack("clear", clear)];
    const { complaints, judged } = await judge(made);
    assert.deepEqual(complaints, []);
    assert.equal(judged["aws:cloudformation/stack:Stack"]?.count, made.length);
  });

  it("[L1 L2] refuse what AWS would refuse of them", async () => {
    const { complaints } = await judge(Object.values(SPOILT).map(({ made }) => made));
    for (const [what, { made, at, by }] of Object.entries(SPOILT)) {
      const found = complaints.filter(({ resource }) => resource === made.name);
      assert.ok(
        found.some(({ path, oracle }) => oracle === by && path.startsWith(at)),
        `${what}: expected ${by} at ${at}, got ${JSON.stringify(found, null, 1)}`,
      );
    }
  });
});
