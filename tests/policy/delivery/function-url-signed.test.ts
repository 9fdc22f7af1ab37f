import { functionUrlSigned } from "../../../policy/rules/delivery/function-url-signed.ts";
import { TYPES } from "../fixtures.ts";
import { describeRule, UNKNOWN_STRING } from "../harness.ts";

describeRule(functionUrlSigned, {
  rows: "S4",
  elsewhere: TYPES.topic,
  compliant: { type: "aws:lambda/functionUrl:FunctionUrl", props: { authorizationType: "AWS_IAM" } },
  cases: [
    { when: "a URL for all", props: { authorizationType: "NONE" }, expect: [/authorizationType "NONE", so that anybody can call it/] },
    { when: "a type that is not known yet", props: { authorizationType: UNKNOWN_STRING }, expect: [/Set it to "AWS_IAM"/] },
  ],
});
