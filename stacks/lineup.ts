import type { Channel, Ladder, Lineup } from "../components/encode/index.ts";
import { buildArchive } from "./archiveSchema.ts";
import { buildLadder, ladderSchema } from "./ladder.ts";
import { lineupSchema, recordOf, soundParts, type ChannelFile, type LineupFile } from "./lineupSchema.ts";
import { channelProblems, crossChannelProblems } from "./lineupRules.ts";
import { buildOutputs } from "./outputSchema.ts";
import { didYouMean, type Problem } from "./problems.ts";
import { buildAudio, buildCaptions } from "./soundSchema.ts";
import { buildInputFailover } from "./failoverSchema.ts";
import { dotted, problemsOf } from "./schemaProblems.ts";
import { buildAvailBlanking, buildBlackout, buildInputLossSlate, buildScte35 } from "./signalSchema.ts";
import { slateProblems } from "./slateFiles.ts";
import { buildMoreInputs, buildSource } from "./sourceSchema.ts";
import { filesIn } from "./textFile.ts";
import { atLines, readYaml } from "./yamlFile.ts";

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
  if (!read.ok) return { problems: read.problems };
  const parsed = lineupSchema.safeParse(read.value);
  const ladders = new Map(ladderNames(read.value).map((name) => [name, loadLadder(directory, name)]));
  const judged = parsed.success ? parsed.data : soundParts(read.value, environment);
  const result: LineupResult = judged === undefined ? { problems: [] } : buildLineup(file, environment, judged, ladders);
  const found = parsed.success ? [] : problemsOf(parsed.error, read.value, (path) => `${file} ${dotted(path)}`, lineupSchema);
  const shown = Object.fromEntries(Object.entries(judged?.channels ?? {}).map(([name, entry]) => [name, buildPictures(entry)]));
  const pictures = slateProblems(directory, (channel) => `${file} channels.${channel}`, shown);
  const told = [
    ...atLines([...found, ...result.problems, ...pictures], file, read.lines),
    ...[...ladders.values()].flatMap(({ problems }) => problems),
  ];
  return told.length > 0 || result.lineup === undefined ? { problems: told } : { lineup: result.lineup, problems: [] };
}

type LadderResult = { readonly ladder?: Ladder; readonly problems: readonly Problem[] };

function loadLadder(directory: string, name: string): LadderResult {
  const file = `ladders/${name}.yaml`;
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(name)) {
    return { problems: [{ path: file, what: "is not a ladder's name", given: name, remedy: "use letters, digits, - and _" }] };
  }
  const known = filesIn(directory, "ladders").flatMap((found) => (found.endsWith(".yaml") ? [found.slice(0, -".yaml".length)] : []));
  if (!known.includes(name)) {
    const remedy = `${didYouMean(name, known)}create it, or use one that is there: ${known.join(", ") || "none is"}`;
    return { problems: [{ path: file, what: "cannot be read: there is no such ladder", remedy }] };
  }
  const read = readYaml(directory, file);
  if (!read.ok) return { problems: read.problems };
  const parsed = ladderSchema.safeParse(read.value);
  if (!parsed.success) {
    const problems = problemsOf(parsed.error, read.value, (path) => `${file} ${dotted(path)}`, ladderSchema);
    return { problems: atLines(problems, file, read.lines) };
  }
  const { ladder, problems } = buildLadder(name, parsed.data);
  return { ladder, problems: atLines(problems, file, read.lines) };
}

/** The ladders that channels name, also channels that have problems of their own. */
function ladderNames(value: unknown): string[] {
  const names = Object.values(recordOf(recordOf(value)["channels"])).map((channel) => recordOf(channel)["ladder"]);
  return [...new Set(names.filter((name) => typeof name === "string"))].sort();
}

/** A lineup from its parsed file, and its own problems: those of the ladders are told by whoever read them. */
export function buildLineup(
  file: string,
  environment: string,
  parsed: LineupFile,
  ladders: ReadonlyMap<string, LadderResult>,
): LineupResult {
  const problems: Problem[] = [];
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
    const ladder = ladders.get(entry.ladder)?.ladder;
    if (ladder === undefined) continue;
    const channel = buildChannel(name, entry, ladder);
    problems.push(...channelProblems(`${file} channels.${name}`, channel, parsed.production));
    channels.push(channel);
  }
  problems.push(...crossChannelProblems(file, channels, Object.keys(parsed.channels).length));
  if (problems.length > 0) return { problems };
  return { lineup: { environment: parsed.environment, production: parsed.production, channels }, problems };
}

function buildChannel(name: string, entry: ChannelFile, ladder: Ladder): Channel {
  const [first, ...others] = entry.regions;
  const [audio, captions] = [buildAudio(entry.audio), buildCaptions(entry.captions)];
  const moreInputs = buildMoreInputs(name, entry.moreInputs);
  const outputs = buildOutputs(entry.outputs);
  return {
    name,
    title: entry.title,
    group: entry.group,
    regions: [first ?? "", ...others],
    ladder,
    source: buildSource(name, entry.source),
    ...(moreInputs === undefined ? {} : { moreInputs }),
    uplink: entry.uplink,
    ...(audio === undefined ? {} : { audio }),
    ...(captions === undefined ? {} : { captions }),
    ...(entry.thumbnails ? { thumbnails: true } : {}),
    ...buildSignals(entry),
    liveWindowSeconds: entry.liveWindowSeconds,
    startoverSeconds: entry.startoverSeconds,
    ...(entry.archive === undefined ? {} : { archive: buildArchive(entry.archive) }),
    ...(outputs === undefined ? {} : { outputs }),
    logLevel: entry.logLevel,
  };
}

function buildSignals({ inputFailover, scte35, ...rest }: ChannelFile): Partial<Channel> {
  return {
    ...(inputFailover === undefined ? {} : { inputFailover: buildInputFailover(inputFailover) }),
    ...(scte35 === undefined ? {} : { scte35: buildScte35(scte35) }),
    ...buildPictures(rest),
  };
}

/** What a channel shows in place of its picture. */
function buildPictures({
  availBlanking,
  blackout,
  inputLossSlate,
}: Pick<ChannelFile, "availBlanking" | "blackout" | "inputLossSlate">): Pick<Channel, "availBlanking" | "blackout" | "inputLossSlate"> {
  return {
    ...(availBlanking === undefined ? {} : { availBlanking: buildAvailBlanking(availBlanking) }),
    ...(blackout === undefined ? {} : { blackout: buildBlackout(blackout) }),
    ...(inputLossSlate === undefined ? {} : { inputLossSlate: buildInputLossSlate(inputLossSlate) }),
  };
}
