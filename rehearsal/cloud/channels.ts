/** MediaLive channels, however they were made: from the typed resource or inside a CloudFormation template. */
import type { CloudObject, Store } from "./store.ts";
import { isObject, object, objects, type Properties, text, type Value, without } from "./values.ts";

export const typedChannel = "aws:medialive/channel:Channel";
export const templateChannel = "AWS::MediaLive::Channel";

export type ChannelState = "IDLE" | "STARTING" | "RUNNING" | "STOPPING";

export interface Channel {
  object: CloudObject;
  id: string;
  arn: string;
  name: string;
  channelClass: string;
  /** The channel as the MediaLive API spells it: CreateChannel in camel case. */
  body: Properties;
  inputIds: string[];
}

/** The channels of a region, or of all. */
export function channels(store: Store, region?: string): Channel[] {
  return [...store.all(typedChannel, region), ...store.all(templateChannel, region)].map(channelOf);
}

export function findChannel(store: Store, region: string, id: string): Channel | undefined {
  const found = store.get(typedChannel, region, id) ?? store.get(templateChannel, region, id);
  return found === undefined ? undefined : channelOf(found);
}

function channelOf(found: CloudObject): Channel {
  const { inputs, outputs, type } = found;
  const own = (name: string): Value => inputs[type === templateChannel ? name.charAt(0).toUpperCase() + name.slice(1) : name];
  return {
    object: found,
    id: found.id,
    arn: text(outputs["arn"]) ?? "",
    name: text(own("name")) ?? "",
    channelClass: text(own("channelClass")) ?? "STANDARD",
    // Large, and not often asked for.
    get body() {
      return bodyOf(type, inputs);
    },
    inputIds: objects(own("inputAttachments")).flatMap(({ InputId, inputId }) => text(InputId ?? inputId) ?? []),
  };
}

/** Ids of the inputs that a channel's body attaches. */
export function inputIds(body: Properties): string[] {
  return objects(body["inputAttachments"]).flatMap((attachment) => text(attachment["inputId"]) ?? []);
}

/** The API's spelling of a channel's inputs. */
export function bodyOf(type: string, inputs: Properties): Properties {
  return type === templateChannel ? object(camelCase(inputs)) : fromTyped(inputs);
}

/** The API's members are the template's with a small first letter, in channels as in inputs. */
export function camelCase(value: Value): Value {
  if (Array.isArray(value)) return value.map(camelCase);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key.charAt(0).toLowerCase() + key.slice(1), camelCase(inner)]));
}

/** Members that the bridged provider spells as a list of at most one. Facts: providers' typings of hlsGroupSettings and others. */
const singles = new Set(["hlsCdnSettings", "archiveGroupSettings", "staticKeySettings", "failoverConditionSettings"]);

function fromTyped(inputs: Properties): Properties {
  const convert = (value: Value): Value => {
    if (Array.isArray(value)) return value.map(convert);
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, convert(singles.has(key) && Array.isArray(inner) ? inner[0] : inner)]),
    );
  };
  const rest = without(inputs, "region", "startChannel");
  const { inputResolution, ...specification } = object(inputs["inputSpecification"]);
  return object(convert({ ...rest, inputSpecification: { ...specification, resolution: inputResolution } }));
}

/**
 * The state of a channel now. Starting and stopping take time; real channels take up to minutes (MediaLive User Guide,
 * "Starting and stopping a channel"), here they take `transition` milliseconds.
 */
export function channelState({ hidden }: CloudObject, transition: number, now = Date.now()): ChannelState {
  const state = text(hidden["state"]) ?? "IDLE";
  const over = now - Number(hidden["since"] ?? 0) >= transition;
  if (state === "STARTING") return over ? "RUNNING" : "STARTING";
  if (state === "STOPPING") return over ? "IDLE" : "STOPPING";
  return state === "RUNNING" ? "RUNNING" : "IDLE";
}

/** Sets a state that a request brings about. */
export function setChannelState(found: CloudObject, state: ChannelState, store: Store): void {
  found.hidden = { ...found.hidden, state, since: Date.now() };
  store.changed();
}

/** How many pipelines a channel of a class has: MediaLive User Guide, "Channel class". */
export function pipelines(channelClass: string): number {
  return channelClass === "SINGLE_PIPELINE" ? 1 : 2;
}
