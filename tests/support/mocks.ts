/**
 * Runs a Pulumi program against mocks and hands back every resource it registered.
 *
 * The mocks are strict: a type or a call they do not know fails the run, and the outputs they give are those that
 * `cloudOutputs.ts` lists, in the shape AWS documents, never a copy of whatever the program asked for.
 */
import pulumi from "@pulumi/pulumi";
import { plainAssets } from "./plainValues.ts";
import { Recorder, type Monitor, type RecordedResource, type StackOutputs } from "./recorder.ts";

export { UNKNOWN } from "./plainValues.ts";
export type { RecordedResource } from "./recorder.ts";

export interface RecordOptions {
  /** As in a first `pulumi preview`: no ids and no outputs, only what the inputs tell. */
  readonly preview?: boolean;
  readonly project?: string;
  readonly stack?: string;
  /** Region of resources whose provider says none. Default `us-east-1`. */
  readonly region?: string;
  /** Outputs of other stacks. A stack that is not here was never deployed. */
  readonly stacks?: StackOutputs;
}

/**
 * Runs `program` and resolves to the resources it registered, in the order of their URNs. Rejects with the first
 * error of the program, of a mock, or of an output that could not be computed.
 */
export async function recordResources(program: () => unknown, options: RecordOptions = {}): Promise<RecordedResource[]> {
  const { resources } = await recordProgram(program, options);
  return resources;
}

/** As `recordResources`, with the program's return value, its outputs resolved. */
export async function recordProgram<T>(
  program: () => T,
  options: RecordOptions = {},
): Promise<{ readonly resources: RecordedResource[]; readonly result: pulumi.Unwrap<Awaited<T>> }> {
  const region = options.region ?? "us-east-1";
  // A program runs in a stack that exists, deployed or not.
  const own = `organization/${options.project ?? "onair"}/${options.stack ?? "test"}`;
  const recorder = new Recorder(region, options.preview === true, { [own]: {}, ...options.stacks });
  await pulumi.runtime.setMocks(recorder.mocks, options.project ?? "onair", options.stack ?? "test", options.preview === true);
  recorder.listen(pulumi.runtime.getMonitor() as unknown as Monitor);
  const late: unknown[] = [];
  const onRejection = (reason: unknown): void => void late.push(reason);
  process.on("unhandledRejection", onRejection);
  // Pulumi writes down a stack for every promise it makes: half of a run's time, and of no use here.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    const result = await settled(await program());
    await drained();
    await new Promise((resolve) => setImmediate(resolve));
    const failure = recorder.errors[0] ?? late[0];
    if (failure !== undefined) throw asError(failure);
    return { resources: await plainAssets(recorder.sorted()), result: result as pulumi.Unwrap<Awaited<T>> };
  } catch (error) {
    // Pulumi hands on a wrapped, often empty error: the mock's own says what was wrong.
    throw asError(recorder.errors[0] ?? error);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    process.off("unhandledRejection", onRejection);
  }
}

/** The resources of one type, e.g. `ofType(all, "aws:kms/key:Key")`. */
export function ofType(resources: readonly RecordedResource[], type: string): RecordedResource[] {
  return resources.filter((resource) => resource.type === type);
}

/** The one resource of that type (and name). Fails when there is none, or more than one. */
export function only(resources: readonly RecordedResource[], type: string, name?: string): RecordedResource {
  const found = ofType(resources, type).filter((resource) => name === undefined || resource.name === name);
  const [first] = found;
  if (first === undefined || found.length > 1) {
    throw new Error(`expected one ${type}${name === undefined ? "" : ` named ${name}`}, found ${String(found.length)}`);
  }
  return first;
}

/** How many resources there are of each type, types in alphabetical order. */
export function countByType(resources: readonly RecordedResource[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const type of resources.map((resource) => resource.type).sort()) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}

/** Resolves once every registration under way is done. Pulumi exports this for its own use only. */
async function drained(): Promise<void> {
  const { waitForRPCs } = pulumi.runtime as unknown as { waitForRPCs: () => Promise<void> };
  await waitForRPCs();
}

/** The plain value of a program's outputs; what is unknown at preview becomes `undefined`. */
async function settled(value: unknown): Promise<unknown> {
  const output = pulumi.output(value) as unknown as { promise: () => Promise<unknown> };
  return output.promise();
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
