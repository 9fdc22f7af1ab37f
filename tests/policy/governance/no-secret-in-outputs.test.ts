import { noSecretInOutputs } from "../../../policy/rules/governance/no-secret-in-outputs.ts";
import { TYPES } from "../fixtures.ts";
import { describeRule, resource, UNKNOWN_STRING } from "../harness.ts";

const outputs = (props: Readonly<Record<string, unknown>>) => [resource(TYPES.stack, "onair-prod", props)];
const PEM = ["-----BEGIN ", "PRIVATE KEY-----\nMIIE"].join("");

describeRule(noSecretInOutputs, {
  rows: "S4",
  elsewhere: TYPES.topic,
  compliant: { type: TYPES.stack, stack: outputs({ viewerUrl: "https://watch.example.com", keyArn: UNKNOWN_STRING }) },
  cases: [
    {
      when: "a private key",
      stack: outputs({ contract: { key: PEM } }),
      expect: [/shows a private key in its output contract.key. Take it out/],
    },
    {
      when: "an address with a password",
      stack: outputs({ pull: ["srt://me:hunter2@203.0.113.7:5000"] }),
      expect: [/a password inside an address in its output pull\[0\]/],
    },
    { when: "outputs that are not known yet", stack: outputs({ contract: UNKNOWN_STRING }), expect: [] },
  ],
});
