import type aws from "@pulumi/aws";
import type pulumi from "@pulumi/pulumi";
import type { ChannelFlows } from "./channelFlows.ts";
import type { DemoLocation } from "./encoderRole.ts";
import type { InputPlan, PullSource } from "./inputPlan.ts";
import type { Passphrases } from "./passphrases.ts";
import type { SrtKind } from "./srtPlan.ts";
import type { VpcPlacement } from "./vpc.ts";

/** What an input needs that only exists once other resources do. */
export interface InputBindings {
  /** Who may push; not for inputs in a VPC. */
  readonly securityGroupId?: pulumi.Input<string>;
  /** Where push inputs stand, and the role with which MediaLive places them. */
  readonly vpc?: VpcPlacement & { readonly roleArn: pulumi.Input<string> };
  readonly demo?: DemoLocation;
  /** Flows by the input that they feed, and the role with which MediaLive takes from them. */
  readonly flows?: { readonly made: ChannelFlows; readonly roleArn: pulumi.Input<string> };
  /** Secrets of SRT passphrases, by name. */
  readonly passphrases?: Passphrases;
}

/** Inputs that the `aws` provider can express: all but SRT. */
export type TypedInputPlan = Exclude<InputPlan, SrtKind>;

/** Renders an input for the `aws` provider. @throws Error when a push source has no guard or the demo no file */
export function inputArgs(plan: TypedInputPlan, bindings: InputBindings): aws.medialive.InputArgs {
  const { name, type } = plan;
  switch (plan.type) {
    case "MP4_FILE":
      return { name, type, sources: demoSources(plan, bindings.demo) };
    case "RTMP_PULL":
    case "URL_PULL":
      return { name, type, sources: plan.sources.map(pullSource) };
    case "RTMP_PUSH":
      return { name, type, ...guard(name, bindings), destinations: plan.streamNames.map((streamName) => ({ streamName })) };
    case "RTP_PUSH":
      return { name, type, ...guard(name, bindings) };
    case "MEDIACONNECT":
      return { name, type, ...fedByFlows(plan.key, name, bindings) };
  }
}

/** An input security group, or a VPC with its own; never both (MediaLive API, InputVpcRequest). */
function guard(
  name: string,
  { securityGroupId, vpc }: InputBindings,
): Pick<aws.medialive.InputArgs, "inputSecurityGroups" | "vpc" | "roleArn"> {
  if (vpc !== undefined) {
    const { subnetIds, securityGroupIds, roleArn } = vpc;
    return { vpc: { subnetIds: [...subnetIds], securityGroupIds: [...securityGroupIds] }, roleArn };
  }
  if (securityGroupId === undefined) throw new Error(`input ${name} is pushed to and needs an input security group`);
  return { inputSecurityGroups: [securityGroupId] };
}

/** One flow per pipeline, pipeline a first. */
function fedByFlows(key: string, name: string, { flows }: InputBindings): Pick<aws.medialive.InputArgs, "mediaConnectFlows" | "roleArn"> {
  const made = flows?.made[key];
  if (flows === undefined || made === undefined) throw new Error(`input ${name} is fed by MediaConnect, and there are no flows`);
  return { mediaConnectFlows: made.map(({ arn }) => ({ flowArn: arn })), roleArn: flows.roleArn };
}

/** The provider demands a user name and password everywhere; both are empty where MediaLive needs none. */
function pullSource({ url, username = "", passwordParam = "" }: PullSource): aws.types.input.medialive.InputSource {
  return { url, username, passwordParam };
}

/** One source per pipeline, read with the channel's role. */
function demoSources(
  plan: Pick<Extract<InputPlan, { readonly pipelines: readonly unknown[] }>, "name" | "pipelines">,
  demo: DemoLocation | undefined,
): aws.types.input.medialive.InputSource[] {
  if (demo === undefined) throw new Error(`input ${plan.name} plays the demo file, and none was given`);
  return plan.pipelines.map((_pipeline, index) => pullSource({ url: `s3ssl://${demo.bucket}/${demo.keys[index] ?? ""}` }));
}
