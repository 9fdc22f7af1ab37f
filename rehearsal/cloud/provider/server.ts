/** The provider protocol over gRPC: turns messages into calls of ResourceProvider and back. */
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import type { Failure } from "../check.ts";
import type { Cloud } from "../cloud.ts";
import type { Change } from "../diff.ts";
import { canonical, plainProperties, type Properties } from "../values.ts";
import { invoke } from "./invokes.ts";
import { ResourceProvider } from "./resources.ts";
import { EmptyMessage, StructMessage, type Struct } from "./runtime.ts";
import { checkSettings, decoded, providerSettings, type ProviderSettings } from "./settings.ts";
import { unaryWith, type Handler, type Log } from "./unary.ts";

/** The handlers of one provider. Each instance that an engine makes has its own connection, and so its own settings. */
export function providerHandlers(cloud: Cloud, version: string, log: Log): Record<string, Handler> {
  const provider = new ResourceProvider(cloud);
  const unary = unaryWith(log);
  const configured = new Map<string, ProviderSettings>();
  const settingsOf = (peer: string): ProviderSettings => {
    const settings = configured.get(peer);
    if (settings === undefined) throw new Error("the provider was used before it was configured");
    return settings;
  };

  return {
    getPluginInfo: unary(() => new plugin.PluginInfo().setVersion(version)),
    attach: unary(() => new EmptyMessage()),
    // Sent at the end of every operation: nothing to stop.
    cancel: unary(() => new EmptyMessage()),
    getSchema: unary(() => new messages.GetSchemaResponse().setSchema("{}")),
    checkConfig: unary((request: messages.CheckRequest) => {
      const inputs = properties(request.getNews());
      return checkResponse(inputs, checkSettings(decoded(inputs)));
    }),
    diffConfig: unary((request: messages.DiffRequest) => {
      const before = properties(request.getOldInputs() ?? request.getOlds());
      const after = properties(request.getNews());
      const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => name !== "version");
      const found = names.filter((name) => canonical(before[name]) !== canonical(after[name]));
      return diffResponse(
        found.map((path): Change => ({ path, kind: "update", replace: path === "region" })),
        false,
      );
    }),
    configure: unary((request: messages.ConfigureRequest, peer) => {
      const args = decoded(properties(request.getArgs()));
      const [failure] = checkSettings(args);
      if (failure !== undefined) throw new Error(failure.reason);
      configured.set(peer, providerSettings(args, cloud.account));
      return new messages.ConfigureResponse()
        .setSupportspreview(true)
        .setAcceptresources(false)
        .setAcceptsecrets(false)
        .setAcceptoutputs(false);
    }),
    check: unary((request: messages.CheckRequest, peer) => {
      const { inputs, failures } = provider.check(
        settingsOf(peer),
        request.getUrn(),
        properties(request.getNews()),
        properties(request.getOlds()),
      );
      return checkResponse(inputs, failures);
    }),
    diff: unary((request: messages.DiffRequest, peer) => {
      const state = properties(request.getOlds());
      const before = request.hasOldInputs() ? properties(request.getOldInputs()) : state;
      const { changes, deleteBeforeReplace } = provider.diff(
        settingsOf(peer),
        request.getUrn(),
        before,
        state,
        properties(request.getNews()),
      );
      return diffResponse(changes, deleteBeforeReplace);
    }),
    create: unary(async (request: messages.CreateRequest, peer) => {
      const inputs = properties(request.getProperties());
      const response = new messages.CreateResponse();
      if (request.getPreview()) return response.setProperties(struct(provider.plannedCreate(settingsOf(peer), request.getUrn(), inputs)));
      const { id, outputs } = await provider.create(settingsOf(peer), request.getUrn(), inputs);
      log(`created ${request.getUrn()} as ${id}`);
      return response.setId(id).setProperties(struct(outputs));
    }),
    read: unary(async (request: messages.ReadRequest, peer) => {
      const found = await provider.read(settingsOf(peer), request.getUrn(), request.getId(), properties(request.getProperties()));
      const response = new messages.ReadResponse();
      if (found === undefined) return response;
      return response.setId(request.getId()).setInputs(struct(found.inputs)).setProperties(struct(found.outputs));
    }),
    update: unary(async (request: messages.UpdateRequest, peer) => {
      const inputs = properties(request.getNews());
      const response = new messages.UpdateResponse();
      if (request.getPreview()) {
        return response.setProperties(
          struct(provider.plannedUpdate(settingsOf(peer), request.getUrn(), properties(request.getOlds()), inputs)),
        );
      }
      const outputs = await provider.update(settingsOf(peer), request.getUrn(), request.getId(), inputs);
      log(`updated ${request.getUrn()}`);
      return response.setProperties(struct(outputs));
    }),
    delete: unary(async (request: messages.DeleteRequest, peer) => {
      const inputs = properties(request.getOldInputs() ?? request.getProperties());
      await provider.delete(settingsOf(peer), request.getUrn(), request.getId(), inputs);
      log(`deleted ${request.getUrn()}`);
      return new EmptyMessage();
    }),
    invoke: unary(async (request: messages.InvokeRequest, peer) => {
      const args = properties(request.getArgs());
      const { region } = settingsOf(peer);
      await cloud.faults.meet("invoke", request.getTok(), typeof args["region"] === "string" ? args["region"] : region);
      return new messages.InvokeResponse().setReturn(struct(invoke(cloud, request.getTok(), region, args)));
    }),
  };
}

function properties(message: Struct | undefined): Properties {
  return plainProperties(message?.toJavaScript() ?? {});
}

function struct(value: Properties): Struct {
  return StructMessage.fromJavaScript(withoutUndefined(value));
}

/** The message has no form for undefined, and would refuse it. */
function withoutUndefined(value: Properties): Parameters<typeof StructMessage.fromJavaScript>[0] {
  return JSON.parse(JSON.stringify(value)) as Parameters<typeof StructMessage.fromJavaScript>[0];
}

function checkResponse(inputs: Properties, failures: readonly Failure[]): messages.CheckResponse {
  const list = failures.map(({ property, reason }) => new messages.CheckFailure().setProperty(property).setReason(reason));
  return new messages.CheckResponse().setInputs(struct(inputs)).setFailuresList(list);
}

function diffResponse(changes: readonly Change[], deleteBeforeReplace: boolean): messages.DiffResponse {
  const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
  const response = new messages.DiffResponse().setChanges(changes.length === 0 ? DIFF_NONE : DIFF_SOME);
  const tops = (chosen: readonly Change[]): string[] => [...new Set(chosen.map(({ path }) => path.split(/[.[]/)[0] ?? ""))];
  response.setDiffsList(tops(changes)).setReplacesList(tops(changes.filter(({ replace }) => replace)));
  response.setDeletebeforereplace(deleteBeforeReplace).setHasdetaileddiff(true);
  for (const change of changes)
    response.getDetaileddiffMap().set(change.path, new messages.PropertyDiff().setKind(kindOf(change)).setInputdiff(true));
  return response;
}

function kindOf({ kind, replace }: Change): messages.PropertyDiff.Kind {
  const { ADD, ADD_REPLACE, DELETE, DELETE_REPLACE, UPDATE, UPDATE_REPLACE } = messages.PropertyDiff.Kind;
  const kinds = { add: [ADD, ADD_REPLACE], delete: [DELETE, DELETE_REPLACE], update: [UPDATE, UPDATE_REPLACE] } as const;
  return kinds[kind][replace ? 1 : 0];
}
