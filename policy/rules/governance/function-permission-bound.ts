import { isSet, shown, UNKNOWN } from "../../lib/plain.ts";
import { resourceRule } from "../../lib/rule.ts";

export const functionPermissionBound = resourceRule(
  {
    name: "function-permission-bound",
    group: "governance",
    description: "Who may call a Lambda function is named, and a service may only on behalf of one account or resource.",
    severity: "critical",
    remediation: "Set sourceArn (and sourceAccount for S3) beside the service, name the account or role, or use principalOrgId.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html",
    control: "Lambda.1",
  },
  ["aws:lambda/permission:Permission"],
  function* ({ props }) {
    const { principal, sourceArn, sourceAccount, principalOrgId } = props;
    const isWide = principal === "*" || principal === UNKNOWN || (typeof principal === "string" && principal.endsWith(".amazonaws.com"));
    if (isWide && !isSet(sourceArn) && !isSet(sourceAccount) && !isSet(principalOrgId)) {
      yield `lets ${shown(principal)} call the function for anybody. Set sourceArn or sourceAccount.`;
    }
    if (props["functionUrlAuthType"] === "NONE") {
      yield "opens the function's URL to everyone. Set functionUrlAuthType AWS_IAM.";
    }
  },
);
