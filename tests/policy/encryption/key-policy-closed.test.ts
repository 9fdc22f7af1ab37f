import { keyPolicyClosed } from "../../../policy/rules/encryption/key-policy-closed.ts";
import { ACCOUNT_STATEMENT, policy, TYPES } from "../fixtures.ts";
import type { Props } from "../harness.ts";
import { describeRule, UNKNOWN_STRING } from "../harness.ts";

const json = (...statements: readonly Props[]): Props => ({ policy: JSON.stringify(policy(ACCOUNT_STATEMENT, ...statements)) });
const everyone = { Sid: "open", Effect: "Allow", Principal: "*", Action: "kms:Decrypt", Resource: "*" };
const bound = { StringEquals: { "kms:CallerAccount": "123456789012" } };

describeRule(keyPolicyClosed, {
  rows: "S4 O4",
  elsewhere: TYPES.alias,
  compliant: { type: TYPES.key, props: json() },
  cases: [
    { when: "no policy, which leaves the key to the account", props: {}, expect: [] },
    { when: "everyone", props: json(everyone), expect: [/admits everyone in statement "open".*Name the principals/] },
    { when: "every account", props: json({ ...everyone, Principal: { AWS: "*" } }), expect: [/admits everyone/] },
    {
      when: "every account in a list",
      props: json({ ...everyone, Principal: { AWS: ["arn:aws:iam::1:root", "*"] } }),
      expect: [/admits everyone/],
    },
    { when: "everyone in an unnamed statement", props: json({ ...everyone, Sid: "" }), expect: [/admits everyone in statement 2/] },
    { when: "everyone of the account", props: json({ ...everyone, Condition: bound }), expect: [] },
    {
      when: "everyone like the account",
      props: json({ ...everyone, Condition: { StringLike: { "kms:CallerAccount": "*" } } }),
      expect: [/admits everyone/],
    },
    { when: "everyone denied", props: json({ ...everyone, Effect: "Deny" }), expect: [] },
    {
      when: "all principals but one",
      props: json({ ...everyone, Principal: undefined, NotPrincipal: { AWS: "x" } }),
      expect: [/uses NotPrincipal.*Name what is admitted/],
    },
    {
      when: "all actions but one",
      props: json({ ...ACCOUNT_STATEMENT, Action: undefined, NotAction: "kms:Decrypt" }),
      expect: [/uses NotAction/],
    },
    { when: "a policy that is not known yet", props: { policy: UNKNOWN_STRING }, expect: [/unknown before the deployment.*literal/] },
    {
      when: "a principal that is not known yet",
      props: { policy: policy({ ...everyone, Principal: UNKNOWN_STRING }) },
      expect: [/principal in statement "open" that is unknown/],
    },
    { when: "a role that is not known yet", props: { policy: policy({ ...everyone, Principal: { AWS: UNKNOWN_STRING } }) }, expect: [] },
    {
      when: "an effect that is not known yet, for everyone",
      props: { policy: policy({ ...everyone, Effect: UNKNOWN_STRING }) },
      expect: [/admits everyone/],
    },
    {
      when: "everyone in a replica key",
      type: "aws:kms/replicaKey:ReplicaKey",
      props: json(everyone),
      expect: [/^ReplicaKey .*admits everyone/],
    },
  ],
});
