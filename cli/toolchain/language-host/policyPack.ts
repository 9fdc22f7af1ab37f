import type * as grpc from "@grpc/grpc-js";
import type { AnalyzerStackConfigureRequest } from "@pulumi/pulumi/proto/analyzer_pb.js";
import type { RunPluginRequest, RunPluginResponse } from "@pulumi/pulumi/proto/language_pb.js";
import { extname } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { openAnalyzerProxy } from "./analyzerProxy.ts";
import type { Child } from "./children.ts";
import { startNode } from "./children.ts";
import { compileCacheOf, nodeArguments, optionsOf, typeScriptEnvironment } from "./options.ts";
import { languageMessages, resolveFrom } from "./sdk.ts";

export type PluginStream = grpc.ServerWritableStream<RunPluginRequest, RunPluginResponse>;

/** Runs a policy pack, or a provider written for Node, until it ends or the engine hangs up. */
export async function runPlugin(stream: PluginStream): Promise<void> {
  const ended = await (stream.request.getKind() === "analyzer" ? runPolicyPack(stream) : runProvider(stream));
  if (stream.cancelled) return;
  const response = new languageMessages.RunPluginResponse();
  response.setExitcode(ended);
  stream.write(response);
}

async function runPolicyPack(stream: PluginStream): Promise<number> {
  const request = stream.request;
  const folder = request.getInfo()?.getProgramDirectory() ?? request.getPwd();
  const options = optionsOf(request.getInfo());
  const runner = options.typescript ? resolveFrom(folder, "@pulumi/pulumi/cmd/run-policy-pack") : typeStrippingRunner();
  const proxy = await openAnalyzerProxy();
  stream.on("cancelled", () => {
    proxy.close();
  });
  try {
    writeOut(stream, `${String(proxy.port)}\n`);
    const configuration = await proxy.configuration;
    const pack = startNode([runner, ...nodeArguments(options), ...request.getArgsList(), folder], {
      // Packs have always run in their own folder.
      cwd: folder,
      env: { ...environmentOf(request), ...compileCacheOf("pack"), ...typeScriptEnvironment(options), ...stackEnvironment(configuration) },
    });
    passOn(stream, pack, (port) => {
      proxy.attach(port);
    });
    const { code } = await pack.ended;
    proxy.fail("The policy pack ended before it served its rules.");
    return code ?? 1;
  } finally {
    proxy.close();
  }
}

async function runProvider(stream: PluginStream): Promise<number> {
  const request = stream.request;
  const folder = request.getInfo()?.getProgramDirectory() ?? request.getPwd();
  const options = optionsOf(request.getInfo());
  const runner = resolveFrom(folder, "@pulumi/pulumi/cmd/run-plugin");
  const provider = startNode([runner, ...nodeArguments(options), folder, ...request.getArgsList()], {
    cwd: request.getPwd(),
    env: { ...environmentOf(request), ...typeScriptEnvironment(options) },
  });
  passOn(stream, provider);
  return (await provider.ended).code ?? 1;
}

/** The runner beside this file, which spares a pack the SDK's TypeScript compiler. */
function typeStrippingRunner(): string {
  const here = fileURLToPath(import.meta.url);
  return fileURLToPath(new URL(`./packRunner${extname(here)}`, import.meta.url));
}

/** Sends what the child prints to the engine. With `onPort`, its first line is kept back: it is the port it listens on. */
function passOn(stream: PluginStream, child: Child, onPort?: (port: number) => void): void {
  stream.on("cancelled", () => {
    child.stop();
  });
  if (stream.cancelled) child.stop();
  const { stdout, stderr } = child.process;
  stderr?.on("data", (bytes: Buffer) => {
    const response = new languageMessages.RunPluginResponse();
    response.setStderr(bytes);
    stream.write(response);
  });
  if (!stdout) return;
  if (!onPort) {
    stdout.on("data", (bytes: Buffer) => {
      writeOut(stream, bytes);
    });
    return;
  }
  let portSeen = false;
  createInterface({ input: stdout }).on("line", (line) => {
    if (portSeen || !/^\d+$/.test(line.trim())) writeOut(stream, `${line}\n`);
    else {
      portSeen = true;
      onPort(Number(line));
    }
  });
}

function writeOut(stream: PluginStream, text: string | Buffer): void {
  const response = new languageMessages.RunPluginResponse();
  response.setStdout(Buffer.from(text));
  stream.write(response);
}

function environmentOf(request: RunPluginRequest): NodeJS.ProcessEnv {
  return Object.fromEntries(
    request.getEnvList().map((entry) => {
      const at = entry.indexOf("=");
      return [entry.slice(0, at), entry.slice(at + 1)];
    }),
  );
}

/** What a pack sees of the stack under judgement: `pulumi.getStack()`, `new pulumi.Config()` and the like read these. */
function stackEnvironment(configuration: AnalyzerStackConfigureRequest | undefined): NodeJS.ProcessEnv {
  if (!configuration) return {};
  return {
    PULUMI_NODEJS_ORGANIZATION: configuration.getOrganization(),
    PULUMI_NODEJS_PROJECT: configuration.getProject(),
    PULUMI_NODEJS_STACK: configuration.getStack(),
    PULUMI_NODEJS_DRY_RUN: String(configuration.getDryRun()),
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(configuration.getConfigMap().toArray())),
  };
}
