import aws from "@pulumi/aws";
import pulumi from "@pulumi/pulumi";
import type { Region } from "../encode/index.ts";

/** One side of a failover pair: what the name answers with while this region serves it. */
export interface FailoverTarget {
  /** Its name is the record's set identifier. */
  readonly region: Region;
  /** The health check that says whether this region can serve. Both sides must have one, or Route 53 would never leave, or never return. */
  readonly healthCheckId: pulumi.Input<string>;
  readonly answer: FailoverAnswer;
}

/** Addresses, or another AWS name that has addresses of its own (such as an API's regional domain name). */
export type FailoverAnswer =
  | { readonly values: readonly pulumi.Input<string>[] }
  | { readonly alias: { readonly name: pulumi.Input<string>; readonly zoneId: pulumi.Input<string> } };

export interface FailoverNameArgs {
  readonly zoneId: string;
  /** Complete host name. */
  readonly recordName: string;
  readonly type: "A" | "AAAA";
  readonly primary: FailoverTarget;
  readonly secondary: FailoverTarget;
}

/** Seconds; AWS advises 60 at most for records with health checks (Route 53 Developer Guide, "Best practices for Route 53 DNS"). */
export const FAILOVER_TTL = 60;

/** One name for something that exists in two regions: Route 53 answers with the primary while it is healthy. Recovery edits no record. */
export class FailoverName extends pulumi.ComponentResource {
  readonly primary: aws.route53.Record;
  readonly secondary: aws.route53.Record;

  constructor(name: string, args: FailoverNameArgs, opts?: pulumi.ComponentResourceOptions) {
    super("onair:edge:FailoverName", name, {}, opts);
    this.primary = this.record(`${name}-primary`, args, "PRIMARY", args.primary);
    this.secondary = this.record(`${name}-secondary`, args, "SECONDARY", args.secondary);
    this.registerOutputs({});
  }

  private record(name: string, args: FailoverNameArgs, type: "PRIMARY" | "SECONDARY", target: FailoverTarget): aws.route53.Record {
    return new aws.route53.Record(
      name,
      {
        zoneId: args.zoneId,
        name: args.recordName,
        type: args.type,
        setIdentifier: target.region,
        failoverRoutingPolicies: [{ type }],
        healthCheckId: target.healthCheckId,
        ...answerArgs(target.answer),
      },
      { parent: this },
    );
  }
}

function answerArgs(answer: FailoverAnswer): Pick<aws.route53.RecordArgs, "records" | "ttl" | "aliases"> {
  // An alias has the time to live of what it points at.
  if ("alias" in answer) return { aliases: [{ ...answer.alias, evaluateTargetHealth: true }] };
  return { records: [...answer.values], ttl: FAILOVER_TTL };
}
