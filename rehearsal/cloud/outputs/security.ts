import { list, text, texts } from "../values.ts";
import { globalArn, regionalArn, type Maker } from "./making.ts";
import { keyArn } from "../lookups.ts";

export const security: Record<string, Maker> = {
  "aws:kms/key:Key": (making) => {
    const keyId = making.seed.uuid();
    return { id: keyId, outputs: { keyId, arn: regionalArn(making, "kms", `key/${keyId}`) } };
  },
  "aws:kms/alias:Alias": (making) => {
    const name = text(making.inputs["name"]) ?? "";
    const targetKeyArn = keyArn(making.store, making.region, making.inputs["targetKeyId"]);
    return { id: name, outputs: { arn: regionalArn(making, "kms", name), targetKeyArn } };
  },
  "aws:iam/role:Role": (making) => {
    const name = text(making.inputs["name"]) ?? "";
    const path = text(making.inputs["path"]) ?? "/";
    return {
      id: name,
      outputs: {
        arn: globalArn(making, "iam", `role${path}${name}`),
        uniqueId: `AROA${making.seed.upper(17)}`,
        createDate: making.seed.moment(),
        path,
        maxSessionDuration: making.inputs["maxSessionDuration"] ?? 3600,
      },
    };
  },
  "aws:iam/rolePolicy:RolePolicy": ({ inputs }) => ({ id: `${text(inputs["role"]) ?? ""}:${text(inputs["name"]) ?? ""}`, outputs: {} }),
  "aws:acm/certificate:Certificate": (making) => {
    const arn = regionalArn(making, "acm", `certificate/${making.seed.uuid()}`);
    const domains = [...new Set([text(making.inputs["domainName"]) ?? "", ...texts(making.inputs["subjectAlternativeNames"])])];
    return {
      id: arn,
      outputs: {
        arn,
        subjectAlternativeNames: domains,
        status: text(making.before?.outputs["status"]) ?? "PENDING_VALIDATION",
        type: "AMAZON_ISSUED",
        // A wildcard and its bare domain are proven by the same record: ACM User Guide, "DNS validation".
        domainValidationOptions: domains.map((domainName) => {
          const bare = domainName.replace(/^\*\./, "");
          const proof = making.seed.also(bare);
          return {
            domainName,
            resourceRecordName: `_${proof.hex(32)}.${bare}.`,
            resourceRecordType: "CNAME",
            resourceRecordValue: `_${proof.also("value").hex(32)}.${proof.alphanumeric(10)}.acm-validations.aws.`,
          };
        }),
        validationEmails: [],
        renewalSummaries: [],
        pendingRenewal: false,
        renewalEligibility: "INELIGIBLE",
      },
    };
  },
  "aws:acm/certificateValidation:CertificateValidation": ({ seed, inputs }) => ({
    id: seed.moment(),
    outputs: list(inputs["validationRecordFqdns"]).length === 0 ? { validationRecordFqdns: [] } : {},
  }),
  "aws:cloudtrail/trail:Trail": (making) => {
    const arn = regionalArn(making, "cloudtrail", `trail/${text(making.inputs["name"]) ?? ""}`);
    return { id: arn, outputs: { arn, homeRegion: making.region, snsTopicArn: "" } };
  },
};
