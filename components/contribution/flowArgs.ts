import type mediaconnect from "@pulumi/aws-native/mediaconnect/index.js";
import type awsNative from "@pulumi/aws-native";
import type pulumi from "@pulumi/pulumi";
import type { Passphrases } from "../encode/plan.ts";
import type { EntitlementPlan, FlowOutputPlan, FlowPlan, FlowSourcePlan } from "./flowPlan.ts";
import type { FlowFailover } from "./types.ts";

/** What reads the secrets of a flow, and where they are. */
export interface FlowSecrets {
  readonly roleArn: pulumi.Input<string>;
  /** ARN of the secret with the input's passphrase; absent where nothing that it takes in is encrypted. */
  readonly passphrase?: string;
  /** Secrets of outputs and entitlements by name. */
  readonly named: Passphrases;
}

/** @throws Error when something encrypted has no secret */
export function flowArgs(plan: FlowPlan, secrets: FlowSecrets | undefined): mediaconnect.FlowArgs {
  return {
    name: plan.name,
    availabilityZone: plan.zone,
    maintenance: { maintenanceDay: plan.maintenance.day, maintenanceStartHour: plan.maintenance.startHour },
    source: { name: plan.first.name, ...sourceArgs(plan.first, secrets) },
    ...(plan.failover === undefined ? {} : { sourceFailoverConfig: failoverArgs(plan.failover, plan.first.name) }),
  };
}

/** The second source of a flow. */
export function secondSourceArgs(
  plan: FlowSourcePlan,
  flowArn: pulumi.Input<string>,
  secrets: FlowSecrets | undefined,
): mediaconnect.FlowSourceArgs {
  return { flowArn, name: plan.name, ...sourceArgs(plan, secrets) };
}

export function outputArgs(
  plan: FlowOutputPlan,
  flowArn: pulumi.Input<string>,
  secrets: FlowSecrets | undefined,
): mediaconnect.FlowOutputArgs {
  return {
    flowArn,
    name: plan.name,
    protocol: plan.protocol,
    port: plan.port,
    ...(plan.destination === undefined ? {} : { destination: plan.destination }),
    ...(plan.cidrAllowList === undefined ? {} : { cidrAllowList: [...plan.cidrAllowList] }),
    ...(plan.latency === undefined ? {} : { minLatency: plan.latency }),
    ...(plan.streamId === undefined ? {} : { streamId: plan.streamId }),
    ...(plan.secret === undefined ? {} : { encryption: srtPassword(secretArn(secrets, plan.secret), secrets) }),
  };
}

export function entitlementArgs(
  plan: EntitlementPlan,
  flowArn: pulumi.Input<string>,
  secrets: FlowSecrets | undefined,
): mediaconnect.FlowEntitlementArgs {
  const { encryption } = plan;
  return {
    flowArn,
    name: plan.name,
    description: `Shared with ${plan.accounts.join(", ")}`,
    subscribers: [...plan.accounts],
    dataTransferSubscriberFeePercent: plan.dataTransferFeePercent,
    entitlementStatus: "ENABLED",
    ...(encryption === undefined
      ? {}
      : {
          encryption: {
            algorithm: encryption.algorithm,
            keyType: "static-key",
            roleArn: roleOf(secrets),
            secretArn: secretArn(secrets, encryption.keySecret),
          },
        }),
  };
}

type SourceArgs = Pick<
  mediaconnect.FlowSourceArgs,
  | "description"
  | "protocol"
  | "ingestPort"
  | "whitelistCidr"
  | "sourceListenerAddress"
  | "sourceListenerPort"
  | "streamId"
  | "minLatency"
  | "maxLatency"
  | "maxBitrate"
  | "decryption"
>;

/** `minLatency` is SRT's, `maxLatency` RIST's (MediaConnect API, SetSourceRequest). */
function sourceArgs(plan: FlowSourcePlan, secrets: FlowSecrets | undefined): SourceArgs {
  const { listen, call, latency, maxBitrate } = plan;
  return {
    description: plan.description,
    protocol: plan.protocol,
    ...(listen === undefined ? {} : { ingestPort: listen.port, whitelistCidr: listen.whitelistCidr }),
    ...(call === undefined ? {} : { sourceListenerAddress: call.host, sourceListenerPort: call.port }),
    ...(call?.streamId === undefined ? {} : { streamId: call.streamId }),
    ...(latency === undefined ? {} : plan.protocol === "rist" ? { maxLatency: latency } : { minLatency: latency }),
    ...(maxBitrate === undefined ? {} : { maxBitrate }),
    ...(plan.encrypted ? { decryption: srtPassword(secrets?.passphrase, secrets) } : {}),
  };
}

function failoverArgs(failover: FlowFailover, first: string): awsNative.types.input.mediaconnect.FlowFailoverConfigArgs {
  if (failover.mode === "merge") return { state: "ENABLED", failoverMode: "MERGE", recoveryWindow: failover.recoveryWindowMilliseconds };
  return {
    state: "ENABLED",
    failoverMode: "FAILOVER",
    ...(failover.primary === undefined ? {} : { sourcePriority: { primarySource: first } }),
  };
}

/** A passphrase has no algorithm of ours: the sender's key length decides (MediaConnect User Guide, "SRT password encryption"). */
function srtPassword(
  secret: string | undefined,
  secrets: FlowSecrets | undefined,
): { keyType: "srt-password"; roleArn: pulumi.Input<string>; secretArn: string } {
  if (secret === undefined) throw new Error("an encrypted source has no passphrase");
  return { keyType: "srt-password", roleArn: roleOf(secrets), secretArn: secret };
}

function secretArn(secrets: FlowSecrets | undefined, name: string): string {
  const found = secrets?.named[name];
  if (found === undefined) throw new Error(`the secret ${name} was not looked up`);
  return found.arn;
}

function roleOf(secrets: FlowSecrets | undefined): pulumi.Input<string> {
  if (secrets === undefined) throw new Error("something encrypted has no role that reads its secret");
  return secrets.roleArn;
}
