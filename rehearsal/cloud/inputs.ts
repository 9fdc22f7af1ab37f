/** MediaLive inputs, however they were made: from the typed resource or inside a CloudFormation template. */
import { camelCase } from "./channels.ts";
import type { CloudObject, Store } from "./store.ts";
import { object, objects, type Properties, text } from "./values.ts";

export const typedInput = "aws:medialive/input:Input";
export const templateInput = "AWS::MediaLive::Input";

export interface Input {
  object: CloudObject;
  id: string;
  /** Such as `RTP_PUSH`. */
  type: string;
  /** As the typed resource spells it. */
  body: Properties;
}

/** Encoders connect to these; they count as pushed (MediaLive User Guide, "Input types, protocols, and upstream systems"). */
export const pushTypes: readonly string[] = ["RTMP_PUSH", "RTP_PUSH", "UDP_PUSH", "SRT_LISTENER"];

/** The inputs of a region, or of all. */
export function inputsOf(store: Store, region?: string): Input[] {
  return [...store.all(typedInput, region), ...store.all(templateInput, region)].map(inputOf);
}

export function findInput(store: Store, region: string, id: string): Input | undefined {
  const found = store.get(typedInput, region, id) ?? store.get(templateInput, region, id);
  return found === undefined ? undefined : inputOf(found);
}

function inputOf(found: CloudObject): Input {
  const body = inputBody(found.type, found.inputs);
  return { object: found, id: found.id, type: text(body["type"]) ?? "", body };
}

/** The typed resource's spelling of an input's properties: in a template they begin with a capital. */
export function inputBody(token: string, inputs: Properties): Properties {
  return token === templateInput ? object(camelCase(inputs)) : inputs;
}

/** Addresses that an input gives to encoders; none for one that MediaLive feeds itself. */
export function destinationsOf({ object: found }: Input): Properties[] {
  return objects(found.hidden["destinations"]);
}
