import type aws from "@pulumi/aws";
import type pulumi from "@pulumi/pulumi";
import type { DemoLocation } from "./encoderRole.ts";
import type { InputPlan } from "./inputPlan.ts";

/** What an input needs that only exists once other resources do. */
export interface InputBindings {
  readonly securityGroupId?: pulumi.Input<string>;
  readonly demo?: DemoLocation;
}

/** Renders an input for the `aws` provider. @throws Error when a push source has no security group or the demo no file */
export function inputArgs(plan: InputPlan, bindings: InputBindings): aws.medialive.InputArgs {
  const { name, type } = plan;
  if (plan.type === "MP4_FILE") return { name, type, sources: demoSources(plan, bindings.demo) };
  if (bindings.securityGroupId === undefined) throw new Error(`input ${name} is pushed to and needs an input security group`);
  const inputSecurityGroups = [bindings.securityGroupId];
  return plan.type === "RTMP_PUSH"
    ? { name, type, inputSecurityGroups, destinations: plan.streamNames.map((streamName) => ({ streamName })) }
    : { name, type, inputSecurityGroups };
}

/** One source per pipeline. The provider demands a user name and password even where MediaLive reads with its role: both are empty. */
function demoSources(
  plan: Extract<InputPlan, { type: "MP4_FILE" }>,
  demo: DemoLocation | undefined,
): aws.types.input.medialive.InputSource[] {
  if (demo === undefined) throw new Error(`input ${plan.name} plays the demo file, and none was given`);
  return plan.pipelines.map((_pipeline, index) => ({
    url: `s3ssl://${demo.bucket}/${demo.keys[index] ?? ""}`,
    username: "",
    passwordParam: "",
  }));
}
