/** The mocks behind `recordResources`, and what they saw. */
import pulumi from "@pulumi/pulumi";
import { AwsRefusal, callResult } from "./cloudCalls.ts";
import { knownTypes, outputsOf } from "./cloudOutputs.ts";
import { known, withoutUnknowns } from "./plainValues.ts";

/** One registered resource, as the program asked for it. */
export interface RecordedResource {
  readonly type: string;
  readonly name: string;
  /** Types from the outermost component down to this resource, joined by `$`, and the name: unique in a stack. */
  readonly urn: string;
  /** Type and name of the parent (`onair:encode:Channel::arena`), empty at the top. */
  readonly parent: string;
  readonly custom: boolean;
  /** Inputs as sent to the provider. With `preview`, `UNKNOWN` stands for what is not known yet. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Region of the resource: its own `region`, else that of its provider. Empty where neither says. */
  readonly region: string;
  readonly provider: string;
  readonly protect: boolean;
  /** URNs of the resources this one waits for. */
  readonly dependencies: readonly string[];
  /** URNs of the resources that each property is made from. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  /** Names of bound hooks by step, e.g. `{ beforeUpdate: ["idle"] }`. */
  readonly hooks: Readonly<Record<string, readonly string[]>>;
}

/** Outputs of other stacks, by the name a stack reference uses. */
export type StackOutputs = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

type Serialized = Parameters<typeof pulumi.runtime.deserializeProperties>[0];

interface RegisterRequest {
  getType(): string;
  getName(): string;
  getParent(): string;
  getProvider(): string;
  getCustom(): boolean;
  getProtect(): boolean | undefined;
  getDependenciesList(): string[];
  getPropertydependenciesMap(): { forEach(each: (urns: { getUrnsList(): string[] }, property: string) => void): void };
  getObject(): Serialized;
  getHooks(): { toObject(): Record<string, unknown> } | undefined;
}
type Callback = (error: unknown, response: { getUrn(): string } | undefined) => void;
/** The part of the mock monitor that a recorder listens to. */
export interface Monitor {
  registerResource(request: RegisterRequest, callback: Callback): Promise<void>;
  registerResourceHook?(request: unknown, callback: (error: unknown, response: unknown) => void): void;
}

export class Recorder {
  readonly errors: unknown[] = [];
  readonly mocks: pulumi.runtime.Mocks;
  readonly #resources: RecordedResource[] = [];
  readonly #regions = new Map<string, string>();
  /** Types from the top to each resource: the mock monitor's own URNs know only the nearest parent. */
  readonly #chains = new Map<string, string>();
  readonly #region: string;
  readonly #preview: boolean;
  readonly #stacks: StackOutputs;

  constructor(region: string, preview: boolean, stacks: StackOutputs) {
    this.#region = region;
    this.#preview = preview;
    this.#stacks = stacks;
    this.mocks = {
      newResource: (args) => this.#noting(() => this.#create(args)),
      call: (args) =>
        args.token === "pulumi:pulumi:readStackOutputs"
          ? this.#stackOutputs(String((args.inputs as Record<string, unknown>).name))
          : this.#noting(() => this.#call(args)),
    };
  }

  #call(args: pulumi.runtime.MockCallArgs): Record<string, unknown> {
    const inputs = args.inputs as Record<string, unknown>;
    return callResult(args.token, known(inputs) as Record<string, unknown>, this.#regionOf(args.provider ?? "", inputs));
  }

  /** As the engine answers: a stack that was never deployed is an error, and one that a program may ask about. */
  #stackOutputs(name: string): Record<string, unknown> {
    const outputs = this.#stacks[name];
    if (outputs === undefined) throw Object.assign(new Error(), { details: `unknown stack "${name}"` });
    return { name, outputs, secretOutputNames: [] };
  }

  /** The mock monitor tells its mocks neither parent, options nor hooks: read them from the request. */
  listen(monitor: Monitor): void {
    const register = monitor.registerResource.bind(monitor);
    monitor.registerResource = (request, callback) =>
      register(request, (error, response) => {
        if (response !== undefined) this.#record(request, response.getUrn());
        callback(error, response);
      });
    monitor.registerResourceHook = (_request, callback) => {
      callback(null, {});
    };
  }

  sorted(): RecordedResource[] {
    return [...this.#resources].sort((a, b) => (a.urn < b.urn ? -1 : a.urn > b.urn ? 1 : 0));
  }

  #create(args: pulumi.runtime.MockResourceArgs): pulumi.runtime.MockResourceResult {
    const inputs = args.inputs as Record<string, unknown>;
    if (args.custom === false) return { id: undefined, state: {} };
    if (args.type.startsWith("pulumi:providers:")) return { id: `${args.name}_id`, state: inputs };
    if (args.type === "pulumi:pulumi:StackReference") {
      const stack = String(inputs.name);
      return { id: stack, state: { name: stack, outputs: this.#stacks[stack] ?? {}, secretOutputNames: [] } };
    }
    if (!knownTypes.has(args.type))
      throw new Error(`mocks: unknown resource type ${args.type} (${args.name}): add its outputs to tests/support/cloudOutputs.ts`);
    if (this.#preview) return { id: undefined, state: withoutUnknowns(inputs) };
    const { id, outputs } = outputsOf(args.type, args.name, inputs, this.#regionOf(args.provider ?? "", inputs));
    return { id, state: { ...inputs, ...outputs } };
  }

  #record(request: RegisterRequest, urn: string): void {
    const type = request.getType();
    const inputs = known(pulumi.runtime.deserializeProperties(request.getObject(), this.#preview)) as Record<string, unknown>;
    const provider = request.getProvider();
    if (type.startsWith("pulumi:providers:")) this.#regions.set(urn, typeof inputs.region === "string" ? inputs.region : "");
    const above = this.#chains.get(request.getParent());
    const chain = above === undefined ? type : `${above}$${type}`;
    this.#chains.set(urn, chain);
    this.#resources.push({
      type,
      name: request.getName(),
      urn: `${chain}::${request.getName()}`,
      parent: parentOf(request.getParent()),
      custom: request.getCustom(),
      inputs,
      region: request.getCustom() ? this.#regionOf(provider, inputs) : "",
      provider: provider.split("::").slice(2, 4).join("::"),
      protect: request.getProtect() === true,
      dependencies: request.getDependenciesList().map((dependency) => this.#fullUrn(dependency)),
      propertyDependencies: this.#propertyDependencies(request),
      hooks: hooksOf(request),
    });
  }

  #propertyDependencies(request: RegisterRequest): Record<string, readonly string[]> {
    const found: Record<string, readonly string[]> = {};
    request.getPropertydependenciesMap().forEach((urns, property) => {
      found[property] = urns.getUrnsList().map((urn) => this.#fullUrn(urn));
    });
    return found;
  }

  #fullUrn(urn: string): string {
    const [, , types = "", name = ""] = urn.split("::");
    return `${this.#chains.get(urn) ?? types}::${name}`;
  }

  #regionOf(provider: string, inputs: Record<string, unknown>): string {
    if (typeof inputs.region === "string") return inputs.region;
    const urn = provider.split("::").slice(0, 4).join("::");
    const region = this.#regions.get(urn);
    return region === undefined || region === "" ? this.#region : region;
  }

  #noting<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof AwsRefusal)) this.errors.push(error);
      throw error;
    }
  }
}

function parentOf(urn: string): string {
  if (urn === "") return "";
  const [, , types = "", name = ""] = urn.split("::");
  return `${types.split("$").at(-1) ?? ""}::${name}`;
}

function hooksOf(request: RegisterRequest): Record<string, readonly string[]> {
  const hooks: Record<string, readonly string[]> = {};
  for (const [step, names] of Object.entries(request.getHooks()?.toObject() ?? {})) {
    if (Array.isArray(names) && names.length > 0) hooks[step.replace(/List$/, "")] = names.map(String);
  }
  return hooks;
}
