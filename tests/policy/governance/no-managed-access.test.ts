import { noManagedAccess } from "../../../policy/rules/governance/no-managed-access.ts";
import { TYPES } from "../fixtures.ts";
import { describeRule, UNKNOWN_STRING } from "../harness.ts";

const ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess";

describeRule(noManagedAccess, {
  rows: "S4",
  elsewhere: TYPES.topic,
  compliant: {
    type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    props: { policyArn: "arn:aws:iam::123456789012:policy/publish" },
  },
  cases: [
    {
      when: "a policy of AWS",
      props: { policyArn: ADMIN },
      expect: [/has "arn:aws:iam::aws:policy\/AdministratorAccess".*Write a policy of your own/],
    },
    {
      when: "policies of AWS on a role",
      type: TYPES.role,
      props: { managedPolicyArns: [ADMIN, UNKNOWN_STRING] },
      expect: [/AdministratorAccess/],
    },
    {
      when: "a service's own policy",
      props: { policyArn: "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole" },
      expect: [],
    },
    { when: "one that is accepted", props: { policyArn: ADMIN }, config: { accepted: [ADMIN] }, expect: [] },
    { when: "one that is not known yet", props: { policyArn: UNKNOWN_STRING }, expect: [] },
  ],
});
