/**
 * The properties of AWS::MediaLive::Channel in a CloudFormation template, from the model of the MediaLive API as the
 * AWS SDK publishes it: no provider has a type for them, and CloudFormation's own schema of this type states neither
 * enums nor what is required. The members are spelt the same way in both.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { TypeTable } from "./notation.ts";
import { enumsOf, interfacesOf, parse, propertiesOf } from "./typings.ts";

const channel = "CreateChannelRequest";
const input = "CreateInputRequest";

/**
 * The requests have members that the template types have not: the idempotency token, which CloudFormation makes itself, and a
 * deprecated one of channels. CloudFormation User Guide, AWS::MediaLive::Channel and AWS::MediaLive::Input.
 */
const notInTemplates = ["RequestId", "Reserved"];

export interface MediaLiveModel extends Pick<TypeTable, "objects" | "enums"> {
  channel: Record<string, string>;
  input: Record<string, string>;
}

/** CreateChannelRequest and CreateInputRequest with everything they lead to, from the typings in `folder`. */
export function mediaLiveModel(folder: string): MediaLiveModel {
  const models = join(folder, "dist-types", "models");
  const files = ["models_0.d.ts", "models_1.d.ts"].map((name) => parse(name, readFileSync(join(models, name), "utf8")));
  const interfaces = new Map(files.flatMap((file) => [...interfacesOf(file)].map(([name, node]) => [name, { node, file }] as const)));
  const values = enumsOf(parse("enums.d.ts", readFileSync(join(models, "enums.d.ts"), "utf8")));
  const enums: Record<string, string> = {};
  const wanted = new Set([channel, input]);
  const read = (name: string): string | undefined => {
    const choices = values.get(name);
    if (choices !== undefined) {
      enums[name] = choices;
      return `~${name}`;
    }
    if (!interfaces.has(name)) return undefined;
    wanted.add(name);
    return `#${name}`;
  };
  const objects: Record<string, Record<string, string>> = {};
  for (const name of wanted) {
    const found = interfaces.get(name);
    if (found === undefined) throw new Error(`the MediaLive model has no ${name}`);
    objects[name] = propertiesOf(found.node, found.file, read);
  }
  return { objects, enums, channel: objects[channel] ?? {}, input: objects[input] ?? {} };
}

/** The table of the template type: CreateChannelRequest, and only what it leads to. */
export function mediaLiveChannelTable(model: MediaLiveModel): TypeTable {
  return templateTable(model, model.channel, "AWS::MediaLive::Channel", { outputs: "Arn Id Inputs", replaceOnChanges: "Vpc" });
}

/**
 * The same of CreateInputRequest. CloudFormation's registry: createOnlyProperties of AWS::MediaLive::Input. Of what the type gives
 * back, guide and registry agree on Arn and Id alone.
 */
export function mediaLiveInputTable(model: MediaLiveModel): TypeTable {
  const traits = { outputs: "Arn Id", replaceOnChanges: "InputNetworkLocation RouterSettings Type Vpc" };
  return templateTable(model, model.input, "AWS::MediaLive::Input", traits);
}

function templateTable(
  model: MediaLiveModel,
  request: Record<string, string>,
  type: string,
  traits: Pick<TypeTable["types"][string], "outputs" | "replaceOnChanges">,
): TypeTable {
  const inputs = Object.fromEntries(Object.entries(request).filter(([name]) => !notInTemplates.includes(name)));
  const objects: TypeTable["objects"] = {};
  const enums: TypeTable["enums"] = {};
  const follow = (properties: Record<string, string>): void => {
    for (const kind of Object.values(properties)) {
      const name = kind.replaceAll(/[[\]{}!#~]/g, "");
      const nested = model.objects[name];
      if (kind.includes("~")) enums[name] = model.enums[name] ?? "";
      else if (nested !== undefined && !(name in objects)) {
        objects[name] = nested;
        follow(nested);
      }
    }
  };
  follow(inputs);
  return {
    types: { [type]: { inputs, ...traits, secrets: "" } },
    objects: sorted(objects),
    enums: sorted(enums),
  };
}

function sorted<Value>(record: Record<string, Value>): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
