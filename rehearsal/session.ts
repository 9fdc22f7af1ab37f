import { spawn } from "node:child_process";
import { delimiter } from "node:path";
import { ensurePulumi, pulumiEnvironment, runPulumi, type Screen, type Toolchain } from "../cli/toolchain/index.ts";
import { startCloud, type RunningCloud } from "./cloud/index.ts";
import { rehearsalEnvironment } from "./environment.ts";
import { operate, type OperationOptions, type Outcome, type RunPulumi } from "./operation.ts";
import type { Scratch } from "./scratch.ts";

/** A scratch project with its simulated cloud running: what a user has after signing in to an account. */
export interface Session {
  readonly scratch: Scratch;
  readonly toolchain: Toolchain;
  readonly cloud: RunningCloud;
  /** The environment of every command of the rehearsal. */
  readonly environment: Readonly<Record<string, string>>;
  /** Runs the Pulumi CLI and keeps what it prints. */
  readonly pulumi: RunPulumi;
  /** One operation of the engine on one stack, of the scratch project unless `options` names another folder. */
  operate(options: Omit<OperationOptions, "folder"> & { readonly folder?: string }): Promise<Outcome>;
  /** Runs any command in the scratch project, on this terminal; answers its exit code. */
  execute(command: string, args: readonly string[]): Promise<number>;
  /** Runs any command in the scratch project and keeps what it prints. */
  capture(command: string, args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }>;
  /** Stops the cloud; what exists in it stays in the scratch. */
  close(): Promise<void>;
}

export interface SessionOptions {
  /** Where the toolchain tells what it is doing. */
  readonly screen?: Screen;
  /** Variables over those of the rehearsal. */
  readonly variables?: NodeJS.ProcessEnv;
}

/** Finds the CLI and starts the simulated cloud on the state of the scratch. */
export async function openSession(scratch: Scratch, options: SessionOptions = {}): Promise<Session> {
  const toolchain = await ensurePulumi(options.screen === undefined ? {} : { screen: options.screen });
  const cloud = await startCloud({
    accountFile: scratch.account,
    stateFile: scratch.cloudState,
    mailboxFile: scratch.mailbox,
    objectsFolder: scratch.objects,
  });
  const addresses = { PULUMI_DEBUG_PROVIDERS: cloud.providers, AWS_ENDPOINT_URL: cloud.endpointUrl };
  return session(scratch, toolchain, cloud, { ...rehearsalEnvironment(scratch, addresses), ...options.variables });
}

function session(scratch: Scratch, toolchain: Toolchain, cloud: RunningCloud, variables: NodeJS.ProcessEnv): Session {
  const environment = pulumiEnvironment(toolchain, variables);
  environment["PATH"] = [scratch.bin, environment["PATH"] ?? ""].join(delimiter);
  const pulumi: RunPulumi = (args, folder) => runPulumi(toolchain, args, { cwd: folder, env: variables });
  const where = { cwd: scratch.project, env: environment };
  return {
    scratch,
    toolchain,
    cloud,
    environment,
    pulumi,
    operate: (operation) => operate(pulumi, { folder: scratch.project, ...operation }),
    execute: (command, args) => ended(spawn(command, args, { ...where, stdio: "inherit" })),
    capture: async (command, args) => {
      const child = spawn(command, args, { ...where, stdio: ["ignore", "pipe", "pipe"] });
      let stdout = "";
      let stderr = "";
      child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
      child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
      return { code: await ended(child), stdout, stderr };
    },
    close: () => cloud.close(),
  };
}

/** Exit code of a process that a signal ended, as a shell counts it for an interrupt. */
const SIGNALLED = 130;

/** At a terminal Ctrl-C reaches the child by itself; this process stays, for the child still needs its cloud. */
async function ended(child: ReturnType<typeof spawn>): Promise<number> {
  const interrupt = (): void => {
    if (!process.stdin.isTTY) child.kill("SIGINT");
  };
  process.on("SIGINT", interrupt);
  try {
    return await new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => resolve(code ?? SIGNALLED));
    });
  } finally {
    process.off("SIGINT", interrupt);
  }
}
