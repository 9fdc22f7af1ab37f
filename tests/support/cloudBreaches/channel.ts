/** MediaLive channels, typed and in templates. */
import { setChannelState } from "../../../rehearsal/cloud/channels.ts";
import type { Properties } from "../../../rehearsal/cloud/values.ts";
import { channelTemplate } from "../cloudChannel.ts";
import { accountId } from "../cloudExamples/index.ts";
import type { World } from "../cloudWorld.ts";
import { breach, type Breach } from "./breach.ts";

const foreignRole = `arn:aws:iam::${accountId}:role/nobody`;

/** Another stack with a channel on the input that is free. */
function stack(changed: Properties): (world: World) => Promise<unknown> {
  return (world) => {
    const parameters = {
      ...(world.inputs("stack")["parameters"] as Properties),
      InputId: world.id("rtp"),
      ...(changed["parameters"] as Properties | undefined),
    };
    return world.make("stack", { name: "another", ...changed, parameters }, "another");
  };
}

function templateWith(path: readonly string[], value: Properties[string]): string {
  return channelTemplate("STANDARD", (template) => {
    let at = ((template["Resources"] as Properties)["Channel"] as Properties)["Properties"] as Properties;
    for (const step of path.slice(0, -1)) at = (Array.isArray(at) ? at[Number(step)] : at[step]) as Properties;
    at[path.at(-1) ?? ""] = value;
    return template;
  });
}

/** The typed channel once more, on an input of its own. */
function typed(changed: (world: World) => Properties): (world: World) => Promise<unknown> {
  return async (world) => {
    await world.make("film", {}, "film2");
    const inputAttachments = [{ inputAttachmentName: "film", inputId: world.id("film2") }];
    return world.make("typedChannel", { inputAttachments, ...changed(world) }, "typed2");
  };
}

function running(name: "stack" | "typedChannel", state: "RUNNING" | "STARTING"): (world: World) => void {
  return (world) => {
    const type = name === "stack" ? "AWS::MediaLive::Channel" : "aws:medialive/channel:Channel";
    const [found] = world.store.all(type);
    if (found !== undefined) setChannelState(found, state, world.store);
  };
}

export const channel: Breach[] = [
  breach("channelRole", "a role that does not exist", /role .*nobody does not exist/, stack({ parameters: { RoleArn: foreignRole } })),
  breach("inputsExist", "an input that does not exist", /input 99 does not exist/, stack({ parameters: { InputId: "99" } })),
  breach("inputsFree", "an input of another channel", /already attached to channel/, async (world) =>
    stack({ parameters: { InputId: world.id("rtmp") } })(world),
  ),
  breach("inputClasses", "a Standard channel on a single-pipeline input", /SINGLE_PIPELINE and cannot feed/, async (world) => {
    await world.make("film", {}, "film2");
    return stack({ parameters: { InputId: world.id("film2") } })(world);
  }),
  breach("inputCount", "three push inputs", /takes 2 push inputs/, async (world) => {
    const names = ["rtp", "push1", "push2"];
    for (const name of names.slice(1)) await world.make("rtp", {}, name);
    const inputAttachments = names.map((name) => ({ inputAttachmentName: name, inputId: world.id(name) }));
    return world.make("typedChannel", { inputAttachments }, "typed2");
  }),
  breach(
    "destinationPerPipeline",
    "one address on a Standard channel",
    /1 settings; a STANDARD channel needs 2/,
    stack({ templateBody: templateWith(["Destinations"], [{ Id: "origin", Settings: [{ Url: { Ref: "IngestA" } }] }]) }),
  ),
  breach(
    "destinationPerPipeline",
    "two addresses on a single pipeline",
    /2 settings; a SINGLE_PIPELINE channel needs 1/,
    typed(() => ({ destinations: [{ id: "origin", settings: [{ url: "https://a" }, { url: "https://b" }] }] })),
  ),
  breach(
    "outputReferences",
    "an output of a rendition that is not described",
    /video description 4k/,
    stack({ templateBody: templateWith(["EncoderSettings", "OutputGroups", "0", "Outputs", "0", "VideoDescriptionName"], "4k") }),
  ),
  breach(
    "destinationReferences",
    "an output group to a destination there is not",
    /no destination elsewhere/,
    stack({
      templateBody: templateWith(
        ["EncoderSettings", "OutputGroups", "0", "OutputGroupSettings", "CmafIngestGroupSettings", "Destination", "DestinationRefId"],
        "elsewhere",
      ),
    }),
  ),
  breach("idleToChange", "changing a running channel of a stack", /only while it is IDLE/, (world) => {
    running("stack", "RUNNING")(world);
    return world.update("stack", { templateBody: templateWith(["LogLevel"], "DEBUG") });
  }),
  breach("idleToChange", "changing a typed channel that is starting", /only while it is IDLE/, (world) => {
    running("typedChannel", "STARTING")(world);
    return world.update("typedChannel", { logLevel: "DEBUG" });
  }),
  breach("idleToDelete", "deleting a stack with a running channel", /Cannot delete a channel that has not been stopped yet/, (world) => {
    running("stack", "RUNNING")(world);
    return world.remove("stack");
  }),
];

export const template: Breach[] = [
  breach(
    "template",
    "a template over the limit",
    /less than or equal to 51200/,
    stack({ templateBody: channelTemplate("STANDARD", (one) => ({ ...one, Description: "x".repeat(52_000) })) }),
  ),
  breach(
    "template",
    "a parameter without value",
    /Parameters: \[Extra\] must have values/,
    stack({
      templateBody: channelTemplate("STANDARD", (one) => ({
        ...one,
        Parameters: { ...(one["Parameters"] as Properties), Extra: { Type: "String" } },
      })),
    }),
  ),
  breach("template", "a value for no parameter", /Parameters: \[Extra\] do not exist/, stack({ parameters: { Extra: "x" } })),
  breach(
    "template",
    "a Ref to nothing",
    /Unresolved resource dependencies \[Nothing\]/,
    stack({ templateBody: templateWith(["Name"], { Ref: "Nothing" }) }),
  ),
  breach(
    "template",
    "a GetAtt of nothing",
    /Unresolved resource dependencies \[Other\]/,
    stack({
      templateBody: channelTemplate("STANDARD", (one) => ({ ...one, Outputs: { Arn: { Value: { "Fn::GetAtt": ["Other", "Arn"] } } } })),
    }),
  ),
  breach(
    "template",
    "an attribute that a channel has not",
    /does not support attribute type Url/,
    stack({
      templateBody: channelTemplate("STANDARD", (one) => ({ ...one, Outputs: { Url: { Value: { "Fn::GetAtt": "Channel.Url" } } } })),
    }),
  ),
  breach(
    "template",
    "a type that is not simulated",
    /Unrecognized resource types: \[AWS::S3::Bucket\]/,
    stack({
      templateBody: channelTemplate("STANDARD", (one) => ({ ...one, Outputs: {}, Resources: { Bucket: { Type: "AWS::S3::Bucket" } } })),
    }),
  ),
  breach(
    "template",
    "an unknown property in the channel",
    /unknown property "Inputs"/,
    stack({ templateBody: templateWith(["Inputs"], []) }),
  ),
  breach(
    "template",
    "a choice there is not",
    /to be one of "SINGLE_PIPELINE", "STANDARD", got "DUAL"/,
    stack({ templateBody: templateWith(["ChannelClass"], "DUAL") }),
  ),
  breach(
    "template",
    "a function that is not known",
    /does not know the function Fn::Import/,
    stack({ templateBody: templateWith(["Name"], { "Fn::ImportValue": "x" }) }),
  ),
];
