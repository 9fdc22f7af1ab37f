/** The state of certificates: one is issued once the records that prove its domains exist. ACM User Guide, "DNS validation". */
import type { CloudObject, Store } from "./store.ts";
import { objects, text, texts } from "./values.ts";

export const certificateType = "aws:acm/certificate:Certificate";

export function certificateStatus(store: Store, certificate: CloudObject): "ISSUED" | "PENDING_VALIDATION" {
  const proven = objects(certificate.outputs["domainValidationOptions"]).every(({ resourceRecordName, resourceRecordValue }) =>
    store.all("aws:route53/record:Record").some(({ inputs, outputs }) => {
      const named = withoutDot(text(outputs["fqdn"]) ?? "") === withoutDot(text(resourceRecordName) ?? "");
      return (
        named &&
        inputs["type"] === "CNAME" &&
        texts(inputs["records"])
          .map(withoutDot)
          .includes(withoutDot(text(resourceRecordValue) ?? ""))
      );
    }),
  );
  return proven ? "ISSUED" : "PENDING_VALIDATION";
}

export function withoutDot(name: string): string {
  return name.replace(/\.$/, "");
}

/** True when a name of the certificate is the domain, or a wildcard one label above it. */
export function covers(certificate: CloudObject, domain: string): boolean {
  const names = [text(certificate.inputs["domainName"]) ?? "", ...texts(certificate.inputs["subjectAlternativeNames"])];
  return coveredBy(names, domain);
}

/** True when one of the names is the domain, or a wildcard one label above it. */
export function coveredBy(names: readonly string[], domain: string): boolean {
  return names.some((name) => name === domain || (name.startsWith("*.") && domain.split(".").slice(1).join(".") === name.slice(2)));
}
