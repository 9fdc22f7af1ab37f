import { DISTRIBUTIONS, readDistribution } from "../../lib/distribution.ts";
import { at, isSet, shown } from "../../lib/plain.ts";
import { resourceRule } from "../../lib/rule.ts";

/** The security policies that the control accepts (Security Hub, CloudFront.15). */
const SECURITY_POLICIES = ["TLSv1.2_2021", "TLSv1.2_2025", "TLSv1.3_2025"];

export const viewersTls = resourceRule(
  {
    name: "viewers-tls",
    group: "delivery",
    description: "A distribution under its own name has its own certificate, SNI, and TLS 1.2 of 2021 or newer.",
    severity: "high",
    remediation: "Set acmCertificateArn, sslSupportMethod sni-only and minimumProtocolVersion TLSv1.2_2021, TLSv1.2_2025 or TLSv1.3_2025.",
    source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html",
    control: "CloudFront.15",
  },
  DISTRIBUTIONS,
  function* (subject) {
    const { aliases, certificate } = readDistribution(subject);
    const own = isSet(at(certificate, "acmCertificateArn")) || isSet(at(certificate, "iamCertificateId"));
    if (aliases.length > 0 && !own) {
      yield "has aliases but no certificate for them. Set viewerCertificate.acmCertificateArn.";
    }
    // Under its CloudFront name alone it has the certificate of CloudFront, with a policy that nobody can set: see own-certificate.
    if (aliases.length > 0 || own) {
      const policy = at(certificate, "minimumProtocolVersion");
      if (typeof policy !== "string" || !SECURITY_POLICIES.includes(policy)) {
        yield `has minimumProtocolVersion ${shown(policy)}. Set it to one of ${SECURITY_POLICIES.join(", ")}.`;
      }
      const method = at(certificate, "sslSupportMethod");
      if (method !== "sni-only") {
        yield `has sslSupportMethod ${shown(method)}. Set it to "sni-only".`;
      }
    }
  },
);
