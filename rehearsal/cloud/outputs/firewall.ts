import { objects, text } from "../values.ts";
import { capacityOf } from "../webAcl.ts";
import { regionalArn, type Maker } from "./making.ts";

export const firewall: Record<string, Maker> = {
  "aws:wafv2/webAcl:WebAcl": (making) => {
    const { inputs, seed } = making;
    const id = seed.uuid();
    const scope = inputs["scope"] === "CLOUDFRONT" ? "global" : "regional";
    return {
      id,
      outputs: {
        arn: regionalArn(making, "wafv2", `${scope}/webacl/${text(inputs["name"]) ?? ""}/${id}`),
        capacity: objects(inputs["rules"]).reduce((sum, { statement }) => sum + (capacityOf(statement) ?? 0), 0),
        lockToken: seed.also(JSON.stringify(inputs)).uuid(),
        applicationIntegrationUrl: "",
      },
    };
  },
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": ({ inputs }) => ({
    id: text(inputs["resourceArn"]) ?? "",
    outputs: {},
  }),
};
