import { ofTypes, targets } from "../../lib/links.ts";
import { at, isSet, itemsAt, UNKNOWN } from "../../lib/plain.ts";
import type { StackSubject } from "../../lib/rule.ts";
import { stackRule } from "../../lib/rule.ts";

const WEB_ACLS = ["aws:wafv2/webAcl:WebAcl"];
const LOGGING = ["aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration"];

/** Headers that carry a viewer's right to watch. */
const SECRET_HEADERS = ["cookie", "authorization"];

export const webAclLogged = stackRule(
  {
    name: "web-acl-logged",
    group: "delivery",
    description: "A web ACL writes down what it saw, without the cookies, tokens and signed query strings that would let a reader in.",
    severity: "medium",
    remediation: "Add a WebAclLoggingConfiguration with redactedFields for queryString and the headers cookie and authorization.",
    source: "https://docs.aws.amazon.com/waf/latest/developerguide/logging.html",
    control: "WAF.11",
  },
  [...WEB_ACLS, ...LOGGING],
  function* (stack) {
    const logged = new Set(ofTypes(stack, LOGGING).flatMap((logging) => targets(stack, logging, "resourceArn", WEB_ACLS)));
    for (const webAcl of ofTypes(stack, WEB_ACLS).filter((candidate) => !logged.has(candidate))) {
      yield [webAcl, "has no logs. Add a WebAclLoggingConfiguration for it."];
    }
    for (const logging of ofTypes(stack, LOGGING)) {
      const kept = keptSecrets(logging);
      if (kept.length > 0) {
        yield [logging, `writes down ${kept.join(", ")}, with which anybody could watch. Add to redactedFields.`];
      }
    }
  },
);

function keptSecrets({ props }: StackSubject): readonly string[] {
  const fields = itemsAt(props, "redactedFields").filter((field) => field !== UNKNOWN);
  const headers = fields
    .map((field) => at(field, "singleHeader", "name"))
    .map((name) => (typeof name === "string" ? name.toLowerCase() : ""));
  const keptHeaders = SECRET_HEADERS.filter((header) => !headers.includes(header)).map((header) => `the header ${header}`);
  return fields.some((field) => isSet(at(field, "queryString"))) ? keptHeaders : ["the query string", ...keptHeaders];
}
