/**
 * The simulated AWS: the providers `aws`, `aws-native` and `awsx` that the Pulumi engine attaches to, and an endpoint for the
 * AWS SDK, both over one account whose state is kept in a file.
 */
import { closeSync, openSync, readFileSync, rmSync, writeSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { readAccount, type Account } from "./account.ts";
import { Buckets, type ObjectStore } from "./buckets.ts";
import { Cloud } from "./cloud.ts";
import { Faults } from "./faults.ts";
import { answersOf } from "./health.ts";
import { Mailbox, type Message } from "./mailbox.ts";
import { serveComponents } from "./provider/components.ts";
import { listen } from "./provider/listen.ts";
import { providerHandlers } from "./provider/server.ts";
import { serveSdk } from "./sdk/server.ts";
import { Store, type CloudObject } from "./store.ts";
import { unreadableScores } from "./scores.ts";
import { undeliverable, type Loss } from "./undeliverable.ts";
import { viewerRoutes, type ViewerRoute } from "./viewers/routes.ts";

export type { Account, HostedZone } from "./account.ts";
export { bodyOf, channelState, pipelines, templateChannel, typedChannel } from "./channels.ts";
export { Faults, type FaultOptions, type Darkness, type Operation } from "./faults.ts";
export type { NewObject, ObjectStore, StoredObject } from "./buckets.ts";
export type { CloudObject } from "./store.ts";
export { isDistribution, viewOf, type DistributionView } from "./distributions.ts";
export { matches, statements, type Statement } from "./policies.ts";
export { admitsRequest, sourceContext, type ServiceRequest } from "./serviceRequests.ts";
export { storedPairs } from "./sdk/keyValueStore.ts";
export { isObject, object, objects, text, texts, type Properties, type Value } from "./values.ts";
export { FunctionThread, type FunctionRunner } from "./viewers/functionThread.ts";
export {
  runFunction,
  type Field,
  type FunctionResponse,
  type FunctionRun,
  type FunctionSurroundings,
  type RequestedGroup,
  type ViewerRequest,
} from "./viewers/functionRuntime.ts";
export type { Message } from "./mailbox.ts";
export type { Loss } from "./undeliverable.ts";
export type { ViewerRoute } from "./viewers/routes.ts";

export interface CloudOptions {
  /** Where the account's resources are kept between processes; without it they live as long as this process. */
  stateFile?: string;
  /** The account beforehand: rehearsal/account.yaml. */
  accountFile: string;
  /** Where messages to people are kept between processes, as JSON lines; without it they live as long as this process. */
  mailboxFile?: string;
  /** Where what lies in buckets is kept between processes; without it, it lives as long as this process. */
  objectsFolder?: string;
  faults?: Faults;
  /** Told every change and every refusal, one line each. */
  log?: (message: string) => void;
  /** How long a channel takes to start or to stop, in milliseconds; 300 unless given. */
  transition?: number;
}

export interface RunningCloud {
  /** Value of PULUMI_DEBUG_PROVIDERS for the Pulumi CLI. */
  providers: string;
  /** Value of AWS_ENDPOINT_URL for whatever calls the AWS SDK. */
  endpointUrl: string;
  account: Account;
  faults: Faults;
  /** What lies in the buckets. */
  objects: ObjectStore;
  /** Everything that exists, in the order it was made. */
  resources(): CloudObject[];
  /** Messages, logs and media quality scores that AWS would accept and then lose, because a key or policy keeps the sender out. */
  undeliverable(): Loss[];
  /** What a name of the account's zones answers with now, health checks considered. */
  answers(name: string, type: string): string[];
  /** Where the deployed distributions send viewers now, as their function decides with what its key-value store holds. */
  viewerRoutes(): Promise<ViewerRoute[]>;
  /** What alarms have sent to people. */
  messages(): readonly Message[];
  /** Calls `listener` after each change of anything in the account; answers how to end that. */
  watch(listener: () => void): () => void;
  close(): Promise<void>;
}

/** Versions that the providers report; those of the SDKs this project pins. */
const versions = { aws: "7.48.0", "aws-native": "1.79.0", awsx: "3.9.0" };

/**
 * Starts the simulated AWS on free ports of this machine's loopback address. Refuses a state file that another running process
 * uses, and an account file that does not describe an account. Several Pulumi CLIs may use one running cloud at once.
 */
export async function startCloud({
  stateFile,
  accountFile,
  mailboxFile,
  objectsFolder,
  faults = new Faults(),
  log = () => undefined,
  transition = 300,
}: CloudOptions): Promise<RunningCloud> {
  const account = readAccount(accountFile);
  const unlock = stateFile === undefined ? () => undefined : lock(stateFile);
  const store = new Store(stateFile);
  const mailbox = new Mailbox(mailboxFile);
  const cloud = new Cloud(account, store, faults, transition, mailbox, new Buckets(objectsFolder));
  const flush = (): void => {
    store.flush();
  };
  process.on("exit", flush);
  const [aws, awsNative, awsx, sdk] = await Promise.all([
    listen(providerHandlers(cloud, versions.aws, log)),
    listen(providerHandlers(cloud, versions["aws-native"], log)),
    serveComponents(versions.awsx, log),
    serveSdk(cloud, log),
  ]);
  return {
    providers: `aws:${String(aws.port)},aws-native:${String(awsNative.port)},awsx:${String(awsx.port)}`,
    endpointUrl: sdk.url,
    account,
    faults,
    objects: cloud.objects,
    resources: () => store.everything(),
    viewerRoutes: () => viewerRoutes(store),
    undeliverable: () => [...undeliverable(store, account.keys), ...unreadableScores(store, account.accountId)],
    answers: (name, type) => answersOf(cloud, name, type),
    messages: () => mailbox.messages(),
    watch: (listener) => store.watch(listener),
    close: async () => {
      for (const server of [aws, awsNative, awsx]) server.close();
      await sdk.close();
      await cloud.rest();
      flush();
      process.off("exit", flush);
      unlock();
    },
  };
}

/** One process at a time writes a state file; the lock names it, and counts for nothing once that process is gone. */
function lock(stateFile: string): () => void {
  const file = `${stateFile}.lock`;
  mkdirSync(dirname(file), { recursive: true });
  const owner = ownerOf(file);
  if (owner !== undefined) throw new Error(`${stateFile} is in use by process ${String(owner)}; stop that rehearsal first`);
  rmSync(file, { force: true });
  const descriptor = openSync(file, "wx", 0o600);
  writeSync(descriptor, String(process.pid));
  closeSync(descriptor);
  return () => {
    rmSync(file, { force: true });
  };
}

function ownerOf(file: string): number | undefined {
  try {
    const owner = Number(readFileSync(file, "utf8"));
    process.kill(owner, 0);
    return owner;
  } catch {
    return undefined;
  }
}
