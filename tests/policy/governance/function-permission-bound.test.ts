import { functionPermissionBound } from "../../../policy/rules/governance/function-permission-bound.ts";
import { TYPES } from "../fixtures.ts";
import { changed, describeRule, UNKNOWN_STRING } from "../harness.ts";

const PERMISSION = { action: "lambda:InvokeFunction", principal: "apigateway.amazonaws.com", sourceArn: UNKNOWN_STRING };
const bare = changed(PERMISSION, "sourceArn", undefined);

describeRule(functionPermissionBound, {
  rows: "S4",
  elsewhere: TYPES.topic,
  compliant: { type: "aws:lambda/permission:Permission", props: PERMISSION },
  cases: [
    {
      when: "a service on anybody's behalf",
      props: bare,
      expect: [/lets "apigateway.amazonaws.com" call the function for anybody. Set sourceArn/],
    },
    { when: "everyone", props: changed(bare, "principal", "*"), expect: [/lets "\*" call/] },
    {
      when: "a principal that is not known yet",
      props: changed(bare, "principal", UNKNOWN_STRING),
      expect: [/a value unknown until it is deployed call/],
    },
    { when: "everyone of an organization", props: { ...bare, principal: "*", principalOrgId: "o-1" }, expect: [] },
    { when: "an account", props: changed(bare, "principal", "123456789012"), expect: [] },
    { when: "an open URL", props: changed(PERMISSION, "functionUrlAuthType", "NONE"), expect: [/opens the function's URL to everyone/] },
  ],
});
