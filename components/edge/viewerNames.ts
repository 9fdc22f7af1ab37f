import aws from "@pulumi/aws";
import pulumi from "@pulumi/pulumi";
import { CLOUDFRONT_ZONE_ID, EDGE_REGION, viewerName } from "./names.ts";
import type { EdgeDomain } from "./types.ts";

export interface ViewerCertificateArgs {
  readonly domain: EdgeDomain;
  readonly production: boolean;
}

/** Seconds that a resolver may keep a record which is not expected to change. */
const STEADY_TTL = 300;

/** The certificate of the viewers' name, proved by a record in the domain's own zone. */
export class ViewerCertificate extends pulumi.ComponentResource {
  /** Known once the certificate is issued: a distribution takes no other. */
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: ViewerCertificateArgs, opts?: pulumi.ComponentResourceOptions) {
    super("onair:edge:ViewerCertificate", name, {}, opts);
    const certificate = new aws.acm.Certificate(
      name,
      { region: EDGE_REGION, domainName: viewerName(args.domain.name), validationMethod: "DNS" },
      { parent: this, protect: args.production },
    );
    const proof = certificate.domainValidationOptions.apply(firstOption);
    const record = new aws.route53.Record(
      `${name}-validation`,
      {
        zoneId: args.domain.zoneId,
        name: proof.resourceRecordName,
        type: proof.resourceRecordType,
        records: [proof.resourceRecordValue],
        ttl: STEADY_TTL,
        // ACM asks for the same record again for the same name and account, also after an earlier edge left it behind.
        allowOverwrite: true,
      },
      { parent: this },
    );
    const validation = new aws.acm.CertificateValidation(
      name,
      { region: EDGE_REGION, certificateArn: certificate.arn, validationRecordFqdns: [record.fqdn] },
      { parent: this },
    );
    this.arn = validation.certificateArn;
    this.registerOutputs({ arn: this.arn });
  }
}

/** One name in the certificate, hence one option. */
function firstOption(
  options: readonly aws.types.output.acm.CertificateDomainValidationOption[],
): aws.types.output.acm.CertificateDomainValidationOption {
  const [option] = options;
  if (option === undefined) throw new pulumi.RunError("ACM named no record that would prove the domain");
  return option;
}

export interface ViewerNamesArgs {
  readonly domain: EdgeDomain;
  readonly distributionDomain: pulumi.Input<string>;
}

/** A and AAAA for every viewer, HTTPS so that a browser learns of HTTP/3 with the address. */
const ALIAS_TYPES = ["A", "AAAA", "HTTPS"] as const;

/** The viewers' name, as aliases of the distribution. Region failover is the distribution's work: these never change. */
export class ViewerNames extends pulumi.ComponentResource {
  constructor(name: string, args: ViewerNamesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("onair:edge:ViewerNames", name, {}, opts);
    for (const type of ALIAS_TYPES) {
      new aws.route53.Record(
        `${name}-${type.toLowerCase()}`,
        {
          zoneId: args.domain.zoneId,
          name: viewerName(args.domain.name),
          type,
          // A CloudFront alias cannot evaluate the health of its target (Route 53 Developer Guide, alias records).
          aliases: [{ name: args.distributionDomain, zoneId: CLOUDFRONT_ZONE_ID, evaluateTargetHealth: false }],
        },
        { parent: this },
      );
    }
    this.registerOutputs({});
  }
}
