import { ofTypes } from "../../lib/links.ts";
import { stackRule } from "../../lib/rule.ts";
import { secretIn } from "../../lib/secrets.ts";
import { leaves } from "../../lib/walk.ts";

const STACK = ["pulumi:pulumi:Stack"];

export const noSecretInOutputs = stackRule(
  {
    name: "no-secret-in-outputs",
    group: "governance",
    description: "No stack output holds a secret: whoever may read the stack, or refer to it, would have it.",
    severity: "critical",
    remediation: "Take the secret out of the outputs and hand on the ARN of where it is kept; change a secret that was shown here.",
    source: "https://www.pulumi.com/docs/iac/concepts/secrets/",
  },
  STACK,
  function* (stack) {
    for (const subject of ofTypes(stack, STACK)) {
      for (const { path, text } of leaves(subject.props)) {
        const what = secretIn(text);
        if (what !== undefined) {
          yield [subject, `shows ${what} in its output ${path}. Take it out, and hand on the ARN of where it is kept.`];
        }
      }
    }
  },
);
