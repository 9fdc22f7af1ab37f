import { DISTRIBUTIONS, readDistribution } from "../../lib/distribution.ts";
import { at, isSet } from "../../lib/plain.ts";
import { resourceRule } from "../../lib/rule.ts";

export const ownCertificate = resourceRule(
  {
    name: "own-certificate",
    group: "delivery",
    description: "Viewers should reach a distribution under a name and certificate of its own.",
    severity: "low",
    remediation: "Give the environment a domain; under the CloudFront name viewers may still connect with TLS 1.0.",
    source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html",
    control: "CloudFront.7",
    // An environment without a domain is a choice, so this one only says what the choice costs.
    level: "advisory",
  },
  DISTRIBUTIONS,
  function* (subject) {
    const { certificate } = readDistribution(subject);
    if (!isSet(at(certificate, "acmCertificateArn")) && !isSet(at(certificate, "iamCertificateId"))) {
      yield "uses the certificate of CloudFront, which fixes the security policy at TLSv1. Add an alias and a certificate.";
    }
  },
);
