import type { RunRequest, RunResponse } from "@pulumi/pulumi/proto/language_pb.js";
import type { Child, Ended } from "./children.ts";
import { startNode } from "./children.ts";
import { compileCacheOf, nodeArguments, optionsOf, typeScriptEnvironment } from "./options.ts";
import { languageMessages, resolveFrom } from "./sdk.ts";

/** Exit code by which the SDK says that it has already shown the user what went wrong. */
const ALREADY_REPORTED = 32;

export interface Engine {
  readonly address: string;
  readonly tracing: string | undefined;
}

/** Starts the program that the engine asks for, on the SDK installed beside that program. */
export function startProgram(request: RunRequest, engine: Engine): Child {
  const folder = request.getInfo()?.getProgramDirectory() ?? request.getPwd();
  const options = optionsOf(request.getInfo());
  const child = startNode(
    [...nodeArguments(options), resolveFrom(folder, "@pulumi/pulumi/cmd/run"), ...programArguments(request, engine)],
    { env: { ...process.env, ...compileCacheOf("program"), ...configuration(request), ...typeScriptEnvironment(options) } },
  );
  child.process.stdout?.pipe(process.stdout, { end: false });
  child.process.stderr?.pipe(process.stderr, { end: false });
  return child;
}

/** The command line that the SDK's runner documents in its own usage text; an empty value is left out. */
export function programArguments(request: RunRequest, engine: Engine): string[] {
  const info = request.getInfo();
  const named: [string, string | undefined][] = [
    ["monitor", request.getMonitorAddress()],
    ["engine", engine.address],
    ["organization", request.getOrganization()],
    ["project", request.getProject()],
    ["root-directory", info?.getRootDirectory()],
    ["stack", request.getStack()],
    ["pwd", info?.getProgramDirectory() ?? request.getPwd()],
    ["parallel", String(request.getParallel())],
    ["tracing", engine.tracing],
  ];
  return [
    ...named.flatMap(([name, value]) => (value ? [`--${name}`, value] : [])),
    ...(request.getDryrun() ? ["--dry-run"] : []),
    info?.getEntryPoint() || request.getProgram() || ".",
    ...request.getArgsList(),
  ];
}

function configuration(request: RunRequest): NodeJS.ProcessEnv {
  const values = Object.fromEntries(
    request
      .getConfigMap()
      .toArray()
      .map(([key, value]) => [runtimeKey(key), value]),
  );
  return {
    PULUMI_CONFIG: JSON.stringify(values),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
  };
}

/** The engine says `aws:region`; older SDKs know only `aws:config:region`, and every SDK reads that. */
function runtimeKey(key: string): string {
  const [namespace, ...rest] = key.split(":");
  return rest.length === 1 ? `${namespace ?? ""}:config:${rest[0] ?? ""}` : key;
}

/** What the engine is told about the way a program ended. A cancelled program has nothing to add to the engine's words. */
export function runResponse(ended: Ended, cancelled: boolean): RunResponse {
  const response = new languageMessages.RunResponse();
  if (ended.code === ALREADY_REPORTED || cancelled) return (response.setBail(true), response);
  if (ended.code !== 0) {
    const how = ended.code === undefined ? `was ended by ${ended.signal ?? "a signal"}` : `exited with code ${String(ended.code)}`;
    response.setError(`The program ${how}.`);
  }
  return response;
}
