import { canonical } from "./canonical.ts";
import { coverage } from "./coverage.ts";
import { workers } from "./ready.ts";
import type { Complaint, JudgeOptions, Oracle, OracleReport, RecordedResource } from "./types.ts";
import type { Worker } from "./worker.ts";

interface Verdict {
  oracles: Oracle[] | null;
  complaints: [oracle: Oracle, path: string, message: string][];
}

interface Reply {
  results: Verdict[];
  hits: Record<string, Record<string, string[]>>;
}

const STACK = "aws:cloudformation/stack:Stack";

/** Bodies in one request to a process: enough for cfn-lint to lint many in one template, few enough to share the work fairly. */
const chunkSize = 150;

/**
 * Judges recorded resources by the independent oracles. Equal bodies are sent once. Of bodies that differ in `options.names` alone the longest and the
 * shortest are sent, for a name can then only be too long or too short; when either is complained about, all are judged.
 * Throws when the oracles cannot run (ask `oraclesReady` first) or when one of them breaks.
 */
export async function judge(resources: readonly RecordedResource[], options: JudgeOptions = {}): Promise<OracleReport> {
  const groups = grouped(resources, options.names ?? [], await offersOf(resources));
  const bodies = groups.flatMap(extremes);
  const replies = await askAll(bodies);
  const hits = new Map<string, Set<string>>();
  for (const reply of replies) collectHits(reply.hits, hits);
  const verdicts = new Map(replies.flatMap((reply) => reply.results).map((verdict, index) => [bodies[index], verdict]));
  const report: OracleReport = {
    complaints: [],
    judged: {},
    unjudged: {},
    coverage: coverage(hits, options.wanted ?? []),
    distinct: bodies.length,
  };
  const again: RecordedResource[] = [];
  for (const group of groups) {
    const own = extremes(group).map((body) => verdicts.get(body));
    for (const verdict of own.slice(0, 1)) if (verdict) count(report, group, verdict);
    if (own.some((verdict) => verdict === undefined || verdict.complaints.length > 0)) again.push(...group.members);
  }
  report.complaints = await complaintsOf(again);
  return report;
}

interface Group {
  members: RecordedResource[];
  longest: { body: RecordedResource; length: number };
  shortest: { body: RecordedResource; length: number };
}

function extremes(group: Group): RecordedResource[] {
  return group.longest.length === group.shortest.length ? [group.longest.body] : [group.longest.body, group.shortest.body];
}

/** What each region offers of each kind, by `kind region`: two regions are one to the oracles when this is equal. */
async function offersOf(resources: readonly RecordedResource[]): Promise<Map<string, string>> {
  const pairs = new Map(resources.map((resource) => [`${kindOf(resource)} ${resource.region}`, [kindOf(resource), resource.region]]));
  const [worker] = await workers();
  const { offers } = (await worker?.ask({ op: "offers", pairs: [...pairs.values()] })) as { offers: string[] };
  return new Map([...pairs.keys()].map((pair, index) => [pair, offers[index] ?? pair]));
}

/** The type; of a CloudFormation stack that can be read, with the types in its template: `<type> <type>,<type>`. */
function kindOf({ type, inputs }: RecordedResource): string {
  const body = type === STACK ? inputs["templateBody"] : undefined;
  if (typeof body !== "string") return type;
  try {
    const { Resources } = JSON.parse(body) as { Resources?: Record<string, { Type?: string }> };
    const types = new Set(Object.values(Resources ?? {}).map(({ Type }) => Type ?? ""));
    return `${type} ${[...types].toSorted().join()}`;
  } catch {
    return type;
  }
}

function grouped(resources: readonly RecordedResource[], names: readonly string[], offers: ReadonlyMap<string, string>): Group[] {
  const groups = new Map<string, Group>();
  for (const body of resources) {
    const text = JSON.stringify([body.type, body.inputs]);
    const key = `${offers.get(`${kindOf(body)} ${body.region}`) ?? body.region} ${canonical(text, names)}`;
    const sized = { body, length: text.length };
    const group = groups.get(key);
    if (!group) {
      groups.set(key, { members: [body], longest: sized, shortest: sized });
      continue;
    }
    group.members.push(body);
    if (sized.length > group.longest.length) group.longest = sized;
    if (sized.length < group.shortest.length) group.shortest = sized;
  }
  return [...groups.values()];
}

/** Every complaint under the resource's own name and values. */
async function complaintsOf(resources: readonly RecordedResource[]): Promise<Complaint[]> {
  const verdicts = (await askAll(resources)).flatMap((reply) => reply.results);
  return resources.flatMap((resource, index) =>
    (verdicts[index]?.complaints ?? []).map(([oracle, path, message]) => ({
      resource: resource.name,
      type: resource.type,
      oracle,
      path,
      message,
    })),
  );
}

async function askAll(bodies: readonly RecordedResource[]): Promise<Reply[]> {
  if (bodies.length === 0) return [];
  const pool = await workers();
  const chunks = Array.from({ length: Math.ceil(bodies.length / chunkSize) }, (_, index) =>
    bodies.slice(index * chunkSize, (index + 1) * chunkSize),
  );
  const replies: Reply[] = [];
  let next = 0;
  const serve = async (worker: Worker): Promise<void> => {
    for (let index = next++; index < chunks.length; index = next++) {
      replies[index] = (await worker.ask({ op: "judge", resources: chunks[index] })) as unknown as Reply;
    }
  };
  await Promise.all(pool.map(serve));
  return replies;
}

function count(report: OracleReport, group: Group, verdict: Verdict): void {
  const type = group.longest.body.type;
  if (verdict.oracles === null) {
    report.unjudged[type] = (report.unjudged[type] ?? 0) + group.members.length;
    return;
  }
  const entry = (report.judged[type] ??= { oracle: [], count: 0 });
  entry.count += group.members.length;
  entry.oracle = [...new Set([...entry.oracle, ...verdict.oracles])];
}

/** A hit's path is the request's name and the path in it; a branch of a union is a hit of its parent: `… EncoderSettings.OutputGroups[].OutputGroupSettings` = `CmafIngestGroupSettings`. */
function collectHits(reply: Reply["hits"], hits: Map<string, Set<string>>): void {
  const add = (path: string, value: string): void => {
    hits.set(path, (hits.get(path) ?? new Set()).add(value));
  };
  for (const [target, paths] of Object.entries(reply)) {
    for (const [path, values] of Object.entries(paths)) {
      for (const value of values) add(`${target} ${path}`, value);
      const cut = path.lastIndexOf(".");
      add(cut < 0 ? target : `${target} ${path.slice(0, cut)}`, path.slice(cut + 1));
    }
  }
}
