/** What the simulated `aws` and `aws-native` providers do with resources; no gRPC in here. */
import { checkInputs, type Failure } from "../check.ts";
import type { Cloud, Request } from "../cloud.ts";
import { changes, type Change } from "../diff.ts";
import { schemaOf, type ResourceSchema } from "../schema/index.ts";
import type { CloudObject } from "../store.ts";
import { object, text, unknown, type Properties, type Value } from "../values.ts";
import { isMadeUp, withName } from "./naming.ts";
import { withDefaultTags, type ProviderSettings } from "./settings.ts";

export interface Checked {
  inputs: Properties;
  failures: Failure[];
}

export interface Difference {
  changes: Change[];
  deleteBeforeReplace: boolean;
}

export class ResourceProvider {
  readonly #cloud: Cloud;

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
  }

  check(settings: ProviderSettings, urn: string, given: Properties, before: Properties): Checked {
    const token = typeOf(urn);
    const schema = schemaOf(token);
    if (schema === undefined) {
      return {
        inputs: given,
        failures: [
          { property: "", reason: `the rehearsal's AWS has no type ${token}; rehearsal/cloud/schema/wanted.ts lists those it has` },
        ],
      };
    }
    const form = token.startsWith("aws-native:") ? "list" : "map";
    const tags = schema.inputs.has("tags") ? withDefaultTags(given["tags"], settings.defaultTags, form) : undefined;
    const inputs = withName(schema, { urn, inputs: tags === undefined ? given : { ...given, tags }, before }, this.#cloud.store);
    return { inputs, failures: checkInputs(inputs, schema.inputs) };
  }

  /** `before` are the inputs of the last update, `state` its outputs. Naming the region that a resource is in anyway changes nothing. */
  diff(settings: ProviderSettings, urn: string, before: Properties, state: Properties, after: Properties): Difference {
    const schema = required(urn);
    const placed = (inputs: Properties, region: Value): Properties => (schema.inputs.has("region") ? { region, ...inputs } : inputs);
    const found = changes(placed(before, state["region"] ?? settings.region), placed(after, settings.region), schema);
    const name = text(after[schema.nameProperty ?? ""]);
    const sameName = name !== undefined && name === before[schema.nameProperty ?? ""] && !isMadeUp(schema, urn, name);
    return { changes: found, deleteBeforeReplace: sameName && found.some(({ replace }) => replace) };
  }

  /** The outputs that a creation will have, as far as they can be known before it: not what AWS draws. */
  plannedCreate(settings: ProviderSettings, urn: string, inputs: Properties): Properties {
    const schema = required(urn);
    const open = Object.fromEntries(schema.outputs.map((name) => [name, unknown]));
    return { ...open, ...inputs, ...derived(schema, inputs, settings) };
  }

  /** The outputs after a change: what stays is known, what the change may move is not. */
  plannedUpdate(settings: ProviderSettings, urn: string, outputs: Properties, inputs: Properties): Properties {
    const schema = required(urn);
    const kept = Object.fromEntries(schema.outputs.map((name) => [name, outputs[name]]));
    const open = Object.fromEntries(schema.volatile.map((name) => [name, unknown]));
    return { ...kept, ...open, ...inputs, ...derived(schema, inputs, settings) };
  }

  async create(settings: ProviderSettings, urn: string, inputs: Properties): Promise<{ id: string; outputs: Properties }> {
    const made = await this.#cloud.create(request(settings, urn, inputs));
    return { id: made.id, outputs: outputsOf(made, settings) };
  }

  async update(settings: ProviderSettings, urn: string, id: string, inputs: Properties): Promise<Properties> {
    return outputsOf(await this.#cloud.update(id, request(settings, urn, inputs)), settings);
  }

  delete(settings: ProviderSettings, urn: string, id: string, inputs: Properties): Promise<void> {
    return this.#cloud.delete(id, request(settings, urn, inputs));
  }

  /** Undefined where the resource is gone. */
  async read(
    settings: ProviderSettings,
    urn: string,
    id: string,
    state: Properties,
  ): Promise<{ inputs: Properties; outputs: Properties } | undefined> {
    const found = await this.#cloud.read(id, request(settings, urn, state));
    return found === undefined ? undefined : { inputs: found.inputs, outputs: outputsOf(found, settings) };
  }
}

function request(settings: ProviderSettings, urn: string, inputs: Properties): Request {
  const schema = required(urn);
  const own = schema.inputs.has("region") ? text(inputs["region"]) : undefined;
  return { token: schema.token, region: own ?? settings.region, urn, inputs };
}

function outputsOf(made: CloudObject, settings: ProviderSettings): Properties {
  const schema = schemaOf(made.type);
  return { ...made.inputs, ...made.outputs, ...(schema === undefined ? {} : derived(schema, made.inputs, settings)) };
}

/** Outputs that follow from the inputs and are known from the start. */
function derived(schema: ResourceSchema, inputs: Properties, settings: ProviderSettings): Properties {
  const result: Properties = {};
  if (schema.inputs.has("region")) result["region"] = inputs["region"] ?? settings.region;
  if (schema.outputs.includes("tagsAll")) result["tagsAll"] = object(inputs["tags"]);
  return result;
}

function required(urn: string): ResourceSchema {
  const schema = schemaOf(typeOf(urn));
  if (schema === undefined) throw new Error(`the rehearsal's AWS has no type ${typeOf(urn)}`);
  return schema;
}

/** `urn:pulumi:<stack>::<project>::<parent type>$<type>::<name>` -> type. */
function typeOf(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}
