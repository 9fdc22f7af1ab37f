import aws from "@pulumi/aws";
import type pulumi from "@pulumi/pulumi";
import { archiveParameter } from "./archiveTemplate.ts";
import { inputParameter } from "./cmafInputs.ts";
import { ARN_OUTPUT, ROLE_PARAMETER, cmafTemplate, ingestParameter } from "./cmafTemplate.ts";
import type { EncoderPlan } from "./encoderPlan.ts";
import { archiveUrlsOf, type ChannelBindings, hlsChannelArgs, inputIdOf, outputBindingOf, pictureUrlOf } from "./hlsChannel.ts";
import { outputParameters } from "./otherOutputsTemplate.ts";
import { pictureParameter, pictureUses } from "./signalTemplate.ts";
import type { MaintenanceWindow } from "./types.ts";

/** Makes the MediaLive channel of a plan, by the renderer that the plan's ingest needs, and answers with its ARN. */
export function makeMediaLiveChannel(
  name: string,
  plan: EncoderPlan,
  bindings: ChannelBindings,
  maintenance: MaintenanceWindow,
  options: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  if (plan.ingest === "hls") return new aws.medialive.Channel(name, hlsChannelArgs(plan, bindings, maintenance), options).arn;
  const stack = new aws.cloudformation.Stack(name, stackArgs(plan, bindings, maintenance), options);
  return stack.outputs.apply((outputs: Readonly<Record<string, string>> | undefined) => {
    const arn = outputs?.[ARN_OUTPUT];
    if (arn === undefined) throw new Error(`CloudFormation stack ${plan.name} has no output ${ARN_OUTPUT}`);
    return arn;
  });
}

/**
 * A CloudFormation stack of one channel. The caller's own credentials run it (no `iamRoleArn`), and need
 * `iam:PassRole` for the channel's role. Its name and `onFailure` replace the stack when they change, and so would a
 * time-out: none is set, for a channel is made in minutes or fails by itself.
 */
function stackArgs(plan: EncoderPlan, bindings: ChannelBindings, maintenance: MaintenanceWindow): aws.cloudformation.StackArgs {
  const parameters: Record<string, pulumi.Input<string>> = { [ROLE_PARAMETER]: bindings.roleArn };
  for (const { name } of plan.attachments) parameters[inputParameter(name)] = inputIdOf(plan, bindings, name);
  for (const use of pictureUses(plan)) parameters[pictureParameter(use)] = pictureUrlOf(plan, bindings, use);
  const archiveUrls = plan.archive === undefined ? [] : archiveUrlsOf(plan, bindings);
  for (const [index, pipeline] of plan.pipelines.entries()) {
    const url = bindings.ingestUrls[index];
    if (url === undefined) throw new RangeError(`channel ${plan.channel} has no ingest URL for pipeline ${pipeline}`);
    parameters[ingestParameter(pipeline)] = url;
    const archiveUrl = archiveUrls[index];
    if (archiveUrl !== undefined) parameters[archiveParameter(pipeline)] = archiveUrl;
  }
  for (const output of plan.others ?? []) {
    const names = outputParameters(output, plan.pipelines);
    if (names.length === 0) continue;
    const { urls, passphraseArn } = outputBindingOf(plan, bindings, output.key);
    // In the order of `outputParameters`: the addresses, then the passphrase.
    for (const [index, value] of [...urls, passphraseArn].entries()) {
      const name = names[index];
      if (name !== undefined && value !== undefined) parameters[name] = value;
    }
  }
  return { name: plan.name, templateBody: cmafTemplate(plan, maintenance).body, parameters, onFailure: "DELETE" };
}
