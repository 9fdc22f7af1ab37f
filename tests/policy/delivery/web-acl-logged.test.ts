import { webAclLogged } from "../../../policy/rules/delivery/web-acl-logged.ts";
import { replaced, TYPES, WEB_ACL, without } from "../fixtures.ts";
import { describeRule, resource, UNKNOWN_LIST, UNKNOWN_STRING } from "../harness.ts";

const REDACTED = [{ queryString: {} }, { singleHeader: { name: "Cookie" } }, { singleHeader: { name: "authorization" } }];
const stack = [
  resource(TYPES.webAcl, "viewers", WEB_ACL),
  resource(TYPES.webAclLogging, "logs", { resourceArn: UNKNOWN_STRING, redactedFields: REDACTED }, { resourceArn: ["viewers"] }),
];
const fields = (redactedFields: unknown) => replaced(stack, "logs", { resourceArn: UNKNOWN_STRING, redactedFields });

describeRule(webAclLogged, {
  rows: "S4 E7",
  elsewhere: TYPES.distribution,
  compliant: { type: TYPES.webAcl, stack },
  cases: [
    { when: "no logs", stack: without(stack, "logs"), expect: [/^WebAcl "viewers" has no logs. Add a WebAclLoggingConfiguration/] },
    { when: "the logs of another ACL", stack: [...stack, resource(TYPES.webAcl, "second", WEB_ACL)], expect: [/^WebAcl "second"/] },
    {
      when: "nothing redacted",
      stack: fields([]),
      expect: [/writes down the query string, the header cookie, the header authorization, with which/],
    },
    { when: "cookies written down", stack: fields([REDACTED[0], REDACTED[2]]), expect: [/writes down the header cookie,/] },
    { when: "signatures written down", stack: fields(REDACTED.slice(1)), expect: [/writes down the query string,/] },
    { when: "fields that are not known yet", stack: fields(UNKNOWN_LIST), expect: [/writes down the query string/] },
  ],
});
