import type { Channel, Ladder, Lineup, Source } from "../components/encode/index.ts";
import { buildLadder, ladderSchema } from "./ladder.ts";
import { lineupSchema, type ChannelFile, type LineupFile } from "./lineupSchema.ts";
import { channelProblems, crossChannelProblems } from "./lineupRules.ts";
import { type Problem } from "./problems.ts";
import { dotted, problemsOf } from "./schemaProblems.ts";
import { readYaml } from "./yamlFile.ts";

export interface LineupResult {
  /** Present when there is no problem. */
  readonly lineup?: Lineup;
  readonly problems: readonly Problem[];
}

/**
 * Reads `lineups/<environment>.yaml` and the ladders it names from the project's folder.
 * Reports every problem of every file at once; throws nothing.
 */
export function loadLineup(directory: string, environment: string): LineupResult {
  const file = `lineups/${environment}.yaml`;
  const read = readYaml(directory, file);
  if (!read.ok) return { problems: [read.problem] };
  const parsed = lineupSchema.safeParse(read.value);
  if (!parsed.success) return { problems: problemsOf(parsed.error, read.value, (path) => `${file} ${dotted(path)}`) };
  return buildLineup(file, environment, parsed.data, (name) => loadLadder(directory, name));
}

type LadderResult = { readonly ladder?: Ladder; readonly problems: readonly Problem[] };

function loadLadder(directory: string, name: string): LadderResult {
  const file = `ladders/${name}.yaml`;
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(name)) {
    return { problems: [{ path: file, what: "is not a ladder's name", given: name, remedy: "use letters, digits, - and _" }] };
  }
  const read = readYaml(directory, file);
  if (!read.ok) return { problems: [read.problem] };
  const parsed = ladderSchema.safeParse(read.value);
  if (!parsed.success) return { problems: problemsOf(parsed.error, read.value, (path) => `${file} ${dotted(path)}`) };
  return buildLadder(name, parsed.data);
}

/** A lineup from its parsed file. Each ladder is read once, and its problems are told once. */
export function buildLineup(file: string, environment: string, parsed: LineupFile, ladderOf: (name: string) => LadderResult): LineupResult {
  const problems: Problem[] = [];
  const ladders = new Map<string, LadderResult>();
  const channels: Channel[] = [];
  if (parsed.environment !== environment) {
    problems.push({
      path: `${file} environment`,
      what: "is not the environment of this stack",
      given: parsed.environment,
      remedy: `write ${environment}, as the file is named`,
    });
  }
  for (const name of Object.keys(parsed.channels).sort()) {
    const entry = parsed.channels[name];
    if (entry === undefined) continue;
    let result = ladders.get(entry.ladder);
    if (result === undefined) {
      result = ladderOf(entry.ladder);
      ladders.set(entry.ladder, result);
      problems.push(...result.problems);
    }
    if (result.ladder === undefined) continue;
    const channel = buildChannel(name, entry, result.ladder);
    problems.push(...channelProblems(`${file} channels.${name}`, channel, parsed.production));
    channels.push(channel);
  }
  problems.push(...crossChannelProblems(file, channels, Object.keys(parsed.channels).length));
  if (problems.length > 0) return { problems };
  return { lineup: { environment: parsed.environment, production: parsed.production, channels }, problems };
}

function buildChannel(name: string, entry: ChannelFile, ladder: Ladder): Channel {
  const [first, ...others] = entry.regions;
  return {
    name,
    title: entry.title,
    group: entry.group,
    regions: [first ?? "", ...others],
    ladder,
    source: buildSource(name, entry.source),
    uplink: entry.uplink,
    liveWindowSeconds: entry.liveWindowSeconds,
    startoverSeconds: entry.startoverSeconds,
    logLevel: entry.logLevel,
  };
}

function buildSource(name: string, source: ChannelFile["source"]): Source {
  if (source.type !== "rtmp-push") return source;
  return { ...source, application: source.application ?? name };
}
