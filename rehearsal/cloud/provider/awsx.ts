/**
 * The simulated `awsx` provider: it constructs components in the calling stack. `@pulumi/pulumi/provider`'s own server would
 * do, but it allows one server a process and cannot be closed, so the few internals it uses are called here.
 */
import pulumi from "@pulumi/pulumi";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import { createRequire } from "node:module";
import { buildTrail, type Built, type TrailInputs } from "./awsxTrail.ts";
import { EmptyMessage, StructMessage, type Struct } from "./runtime.ts";
import { unaryWith, type Handler, type Log } from "./unary.ts";

const require = createRequire(import.meta.url);

interface Internals {
  settings: {
    resetOptions(
      project: string,
      stack: string,
      parallel: number,
      engine: string,
      monitor: string,
      preview: boolean,
      organization: string,
    ): void;
    awaitFeatureSupport(): Promise<void>;
    waitForRPCs(): Promise<void>;
  };
  config: { setAllConfig(values: Record<string, string>, secretKeys: string[]): void };
  state: { withLocalStorage<Result>(run: () => Promise<Result>): Promise<Result> };
  rpc: {
    serializeResourceProperties(
      label: string,
      state: Record<string, unknown>,
    ): Promise<[Record<string, never>, Map<string, Set<pulumi.Resource>>]>;
  };
  server: { deserializeInputs(inputs: Struct | undefined, dependencies: unknown): Promise<Record<string, unknown>> };
}

const internals: Internals = {
  settings: require("@pulumi/pulumi/runtime/settings.js") as Internals["settings"],
  config: require("@pulumi/pulumi/runtime/config.js") as Internals["config"],
  state: require("@pulumi/pulumi/runtime/state.js") as Internals["state"],
  rpc: require("@pulumi/pulumi/runtime/rpc.js") as Internals["rpc"],
  server: require("@pulumi/pulumi/provider/server.js") as Internals["server"],
};

const components: Record<string, (name: string, type: string, inputs: TrailInputs, options: pulumi.ComponentResourceOptions) => Built> = {
  "awsx:cloudtrail:Trail": buildTrail,
};

/** The handlers of `awsx`. Each connection belongs to one engine, whose address it was told. */
export function componentHandlers(version: string, log: Log): Record<string, Handler> {
  const engines = new Map<string, string>();
  const unary = unaryWith(log);
  return {
    getPluginInfo: unary(() => new plugin.PluginInfo().setVersion(version)),
    attach: unary((request: plugin.PluginAttach, peer) => {
      engines.set(peer, request.getAddress());
      return new EmptyMessage();
    }),
    cancel: unary(() => new EmptyMessage()),
    getSchema: unary(() => new messages.GetSchemaResponse().setSchema("{}")),
    checkConfig: unary((request: messages.CheckRequest) => new messages.CheckResponse().setInputs(request.getNews())),
    diffConfig: unary(() => new messages.DiffResponse().setChanges(messages.DiffResponse.DiffChanges.DIFF_NONE)),
    // An engine does not let a provider construct components unless it accepts secrets.
    configure: unary(() =>
      new messages.ConfigureResponse().setAcceptsecrets(true).setAcceptresources(true).setAcceptoutputs(true).setSupportspreview(true),
    ),
    construct: unary((request: messages.ConstructRequest, peer) => construct(request, engines.get(peer) ?? "")),
  };
}

function construct(request: messages.ConstructRequest, engine: string): Promise<messages.ConstructResponse> {
  const { settings, config, state, rpc, server } = internals;
  return state.withLocalStorage(async () => {
    const build = components[request.getType()];
    if (build === undefined) throw new Error(`the rehearsal's awsx has no component ${request.getType()}`);
    settings.resetOptions(
      request.getProject(),
      request.getStack(),
      request.getParallel(),
      engine,
      request.getMonitorendpoint(),
      request.getDryrun(),
      request.getOrganization(),
    );
    await settings.awaitFeatureSupport();
    config.setAllConfig(Object.fromEntries(request.getConfigMap().entries()), request.getConfigsecretkeysList());
    const inputs = await server.deserializeInputs(request.getInputs(), request.getInputdependenciesMap());
    const built = build(request.getName(), request.getType(), inputs, optionsOf(request));
    const response = new messages.ConstructResponse().setUrn(await valueOf(built.urn));
    const [outputs, dependencies] = await rpc.serializeResourceProperties(request.getName(), built.state);
    for (const [name, resources] of dependencies) {
      const urns = await Promise.all([...resources].map((resource) => valueOf(resource.urn)));
      response.getStatedependenciesMap().set(name, new messages.ConstructResponse.PropertyDependencies().setUrnsList(urns));
    }
    response.setState(StructMessage.fromJavaScript(outputs));
    await settings.waitForRPCs();
    return response;
  });
}

function valueOf(output: pulumi.Output<string>): Promise<string> {
  return new Promise((resolve) => {
    output.apply(resolve);
  });
}

/** The options that reach the component's own registration; what its children inherit follows from parent and providers. */
function optionsOf(request: messages.ConstructRequest): pulumi.ComponentResourceOptions {
  const providers: Record<string, pulumi.ProviderResource> = {};
  for (const [name, reference] of request.getProvidersMap().entries()) providers[name] = new pulumi.DependencyProviderResource(reference);
  const aliases = request
    .getAliasesList()
    .filter((alias) => alias.hasUrn())
    .map((alias) => alias.getUrn());
  return {
    aliases,
    dependsOn: request.getDependenciesList().map((urn) => new pulumi.DependencyResource(urn)),
    ...(request.getProtect() === true ? { protect: true } : {}),
    providers,
    ...(request.getParent() === "" ? {} : { parent: new pulumi.DependencyResource(request.getParent()) }),
  };
}
