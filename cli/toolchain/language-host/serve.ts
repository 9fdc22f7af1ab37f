// The language host for Node programs: the engine starts it as `pulumi-language-nodejs <engine address>`, reads the port
// it prints, and asks it to run programs and policy packs. It stands in only where a CLI comes without the real one.
import type { sendUnaryData, ServerUnaryCall } from "@grpc/grpc-js";
import type { RunRequest, RunResponse } from "@pulumi/pulumi/proto/language_pb.js";
import { flushCompileCache } from "node:module";
import { about, programDependencies } from "./about.ts";
import type { Child } from "./children.ts";
import { stopAll } from "./children.ts";
import { followParent } from "./parent.ts";
import type { PluginStream } from "./policyPack.ts";
import { runPlugin } from "./policyPack.ts";
import type { Engine } from "./program.ts";
import { runResponse, startProgram } from "./program.ts";
import { emptyMessages, grpcJs, languageMessages, LanguageRuntimeService, listen, MESSAGE_LIMITS, pluginMessages } from "./sdk.ts";

const engine = engineFrom(process.argv.slice(2));
const programs = new Set<Child>();
const cancelled = new Set<Child>();

/** The engine appends its address after any flags; `--tracing URL` is the only flag that matters here. */
function engineFrom(args: readonly string[]): Engine {
  const tracing = args.indexOf("--tracing");
  return { address: args.at(-1) ?? "", tracing: tracing < 0 ? undefined : args[tracing + 1] };
}

async function run(call: ServerUnaryCall<RunRequest, RunResponse>): Promise<RunResponse> {
  const program = startProgram(call.request, engine);
  programs.add(program);
  call.on("cancelled", () => {
    cancel(program);
  });
  try {
    return runResponse(await program.ended, cancelled.has(program));
  } finally {
    programs.delete(program);
    cancelled.delete(program);
  }
}

function cancel(program: Child): void {
  cancelled.add(program);
  program.stop();
}

/** Answers a call with what `work` returns; a problem becomes one sentence in the engine's output. */
function answering<Request, Response>(
  work: (call: ServerUnaryCall<Request, Response>) => Response | Promise<Response>,
): (call: ServerUnaryCall<Request, Response>, reply: sendUnaryData<Response>) => void {
  return (call, reply) => {
    const answer = async (): Promise<void> => {
      try {
        reply(null, await work(call));
      } catch (problem) {
        reply({ code: grpcJs.status.UNKNOWN, details: sentence(problem) });
      }
    };
    void answer();
  };
}

function sentence(problem: unknown): string {
  return problem instanceof Error ? problem.message : String(problem);
}

const server = new grpcJs.Server(MESSAGE_LIMITS);
// Code generation, templates and packing are not served: whoever needs them needs the full CLI, and gets gRPC's own "unimplemented".
server.addService(LanguageRuntimeService, {
  handshake: answering(() => new languageMessages.LanguageHandshakeResponse()),
  // Each resource names the plugin and version it needs, and the engine fetches by that: no list is needed beforehand.
  getRequiredPlugins: answering(() => new languageMessages.GetRequiredPluginsResponse()),
  getRequiredPackages: answering(() => new languageMessages.GetRequiredPackagesResponse()),
  getPluginInfo: answering(() => new pluginMessages.PluginInfo()),
  runtimeOptionsPrompts: answering(() => new languageMessages.RuntimeOptionsResponse()),
  about: answering(() => about()),
  getProgramDependencies: answering(programDependencies),
  run: answering(run),
  runPlugin: (stream: PluginStream) => {
    runPlugin(stream).then(
      () => {
        stream.end();
      },
      (problem: unknown) => {
        stream.emit("error", { code: grpcJs.status.UNKNOWN, details: sentence(problem) });
      },
    );
  },
  cancel: answering(() => {
    programs.forEach(cancel);
    return new emptyMessages.Empty();
  }),
});

followParent(() => {
  void stopAll().finally(() => process.exit(0));
});

console.log(await listen(server));
// A host ends by a signal, and then Node would not write what it compiled.
flushCompileCache();
