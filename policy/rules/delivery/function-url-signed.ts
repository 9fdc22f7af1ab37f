import { shown } from "../../lib/plain.ts";
import { resourceRule } from "../../lib/rule.ts";

export const functionUrlSigned = resourceRule(
  {
    name: "function-url-signed",
    group: "delivery",
    description: "The URL of a Lambda function answers signed requests only, such as those of a distribution with origin access control.",
    severity: "high",
    remediation: "Set authorizationType AWS_IAM, and put a distribution with an origin access control of type lambda before it.",
    source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html",
    control: "CloudFront.16",
  },
  ["aws:lambda/functionUrl:FunctionUrl"],
  function* ({ props }) {
    if (props["authorizationType"] !== "AWS_IAM") {
      yield `has authorizationType ${shown(props["authorizationType"])}, so that anybody can call it. Set it to "AWS_IAM".`;
    }
  },
);
