/**
 * What ISO/IEC 23009-1 asks of live media presentation descriptions with `$Number$` and a timeline, one by one and from one version to
 * the next. Each function answers what is wrong; nothing, if nothing is.
 */
import { XMLParser, XMLValidator } from "fast-xml-parser";

type Node = Readonly<Record<string, unknown>>;

const LISTS = new Set(["Period", "AdaptationSet", "Representation", "S", "UTCTiming", "Role"]);
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "",
  parseAttributeValue: false,
  isArray: (name) => LISTS.has(name),
});

/** One segment of a representation; seconds of the presentation. */
export interface DashSegment {
  readonly number: number;
  /** Ticks, as they stand in the timeline. */
  readonly t: number;
  readonly d: number;
  readonly start: number;
  readonly end: number;
}

export interface DashRepresentation {
  readonly period: string;
  readonly set: number;
  readonly id: string;
  readonly contentType: string;
  readonly mimeType: string;
  readonly codecs: string;
  readonly language?: string;
  readonly bandwidth: number;
  readonly height?: number;
  readonly media: string;
  readonly initialization: string;
  readonly timescale: number;
  readonly segments: readonly DashSegment[];
  readonly faults: readonly string[];
}

export interface Dash {
  readonly type: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly periods: readonly { readonly id: string; readonly start: number }[];
  readonly representations: readonly DashRepresentation[];
  /** Milliseconds since 1970. */
  readonly utc?: number;
}

function nodes(value: unknown): Node[] {
  return Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [];
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null;
}

function text(node: Node | undefined, name: string): string | undefined {
  const value = node?.[name];
  return typeof value === "string" ? value : undefined;
}

function number(node: Node | undefined, name: string): number | undefined {
  const value = text(node, name);
  return value === undefined ? undefined : Number(value);
}

/** Seconds of an ISO 8601 duration of hours, minutes and seconds. */
export function seconds(value: string | undefined): number {
  const [, h = 0, m = 0, s = 0] = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?$/.exec(value ?? "") ?? [undefined, NaN];
  return Number(h) * 3600 + Number(m) * 60 + Number(s);
}

/** Reads a description. @throws Error for what is no XML or no MPD */
export function dashOf(xml: string): Dash {
  const valid = XMLValidator.validate(xml);
  if (valid !== true) throw new Error(`not well formed: ${valid.err.msg}`);
  const root: unknown = parser.parse(xml);
  const mpd = isNode(root) ? nodes(root["MPD"])[0] : undefined;
  if (mpd === undefined) throw new Error("no MPD");
  const attributes = Object.fromEntries(Object.entries(mpd).filter((entry): entry is [string, string] => typeof entry[1] === "string"));
  const periods = nodes(mpd["Period"]);
  const clock = nodes(mpd["UTCTiming"]).find((one) => text(one, "schemeIdUri") === "urn:mpeg:dash:utc:direct:2014");
  const utc = Date.parse(text(clock, "value") ?? "");
  return {
    type: text(mpd, "type") ?? "static",
    attributes,
    periods: periods.map((one) => ({ id: text(one, "id") ?? "", start: seconds(text(one, "start")) })),
    representations: periods.flatMap(representations),
    ...(Number.isNaN(utc) ? {} : { utc }),
  };
}

function representations(period: Node): DashRepresentation[] {
  return nodes(period["AdaptationSet"]).flatMap((set, index) =>
    nodes(set["Representation"]).map((one) => {
      const template = nodes(one["SegmentTemplate"])[0] ?? nodes(set["SegmentTemplate"])[0];
      const language = text(set, "lang");
      const height = number(one, "height");
      return {
        period: text(period, "id") ?? "",
        set: index,
        id: text(one, "id") ?? "",
        contentType: text(set, "contentType") ?? "",
        mimeType: text(one, "mimeType") ?? text(set, "mimeType") ?? "",
        codecs: text(one, "codecs") ?? text(set, "codecs") ?? "",
        bandwidth: number(one, "bandwidth") ?? 0,
        media: text(template, "media") ?? "",
        initialization: text(template, "initialization") ?? "",
        timescale: number(template, "timescale") ?? 1,
        ...(language === undefined ? {} : { language }),
        ...(height === undefined ? {} : { height }),
        ...expanded(template, seconds(text(period, "start"))),
      };
    }),
  );
}

/** The timeline written out, and what is wrong with it. */
function expanded(template: Node | undefined, start: number): Pick<DashRepresentation, "segments" | "faults"> {
  const timescale = number(template, "timescale") ?? 1;
  const offset = number(template, "presentationTimeOffset") ?? 0;
  const segments: DashSegment[] = [];
  const faults: string[] = [];
  let next = number(template, "startNumber") ?? 1;
  let end: number | undefined;
  for (const line of nodes(nodes(template?.["SegmentTimeline"])[0]?.["S"])) {
    const [t, d] = [number(line, "t") ?? end, number(line, "d") ?? 0];
    if (t === undefined) faults.push("the first S has no t");
    if (!Number.isInteger(d) || d <= 0) faults.push(`d is ${String(d)}`);
    if (end !== undefined && t !== end) faults.push(`t ${String(t)} does not follow ${String(end)}`);
    let from = t ?? 0;
    for (let count = 0; count <= (number(line, "r") ?? 0); count += 1) {
      const to = from + d;
      segments.push({ number: next, t: from, d, start: start + (from - offset) / timescale, end: start + (to - offset) / timescale });
      next += 1;
      from = to;
    }
    end = from;
  }
  return { segments, faults };
}

export interface DashExpectation {
  /** Epoch-locked channels: a segment's number is its time divided by this. */
  readonly segmentSeconds?: number;
}

const NEEDED = [
  "availabilityStartTime",
  "publishTime",
  "minimumUpdatePeriod",
  "timeShiftBufferDepth",
  "minBufferTime",
  "maxSegmentDuration",
];
/** Seconds: sound's segments end up to a frame beside the picture's. */
const FRAME = 0.03;

/** Faults of one description. */
export function mpdFaults(xml: string, { segmentSeconds }: DashExpectation = {}): string[] {
  let dash: Dash;
  try {
    dash = dashOf(xml);
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
  const { attributes, periods, representations: all } = dash;
  const ids = periods.map(({ id }) => id);
  return [
    ...(dash.type === "dynamic" ? NEEDED.filter((name) => attributes[name] === undefined).map((name) => `${name} is missing`) : []),
    ...(attributes["profiles"]?.includes("isoff-live") === true ? [] : ["not of the live profile"]),
    ...(periods.length === 0 ? ["no Period"] : []),
    ...(new Set(ids).size === ids.length && !ids.includes("") ? [] : ["Period ids are not unique"]),
    ...(periods.some(({ start }, index) => index > 0 && start <= (periods[index - 1]?.start ?? 0)) ? ["Periods are out of order"] : []),
    ...(dash.type === "dynamic" && dash.utc === undefined ? ["UTCTiming is missing"] : []),
    ...all.flatMap((one) => representationFaults(dash, one, segmentSeconds).map((fault) => `${one.period}/${one.id}: ${fault}`)),
    ...alignmentFaults(all),
  ];
}

function representationFaults(dash: Dash, one: DashRepresentation, segmentSeconds: number | undefined): string[] {
  const { segments, media, initialization } = one;
  const [oldest, newest] = [segments[0], segments.at(-1)];
  if (oldest === undefined || newest === undefined) return ["no segment"];
  const longest = seconds(dash.attributes["maxSegmentDuration"]);
  const depth = seconds(dash.attributes["timeShiftBufferDepth"]);
  const start = Date.parse(dash.attributes["availabilityStartTime"] ?? "") / 1000;
  const next = dash.periods.find(({ start: from }) => from > (dash.periods.find(({ id }) => id === one.period)?.start ?? Infinity));
  return [
    ...one.faults,
    ...(media.includes("$Number$") ? [] : ["media has no $Number$"]),
    ...[media, initialization].filter((name) => name === "" || name.includes("/")).map((name) => `${name}: not relative to the folder`),
    ...(one.codecs === "" || one.mimeType === "" || one.id === "" || !(one.bandwidth > 0)
      ? ["codecs, mimeType, id or bandwidth is missing"]
      : []),
    ...segments
      .filter(({ d }) => Math.round(d / one.timescale) > longest)
      .map(({ number: at }) => `segment ${String(at)} is longer than maxSegmentDuration`),
    ...(newest.end - oldest.start > depth + longest + FRAME ? ["more than the time shift buffer"] : []),
    ...(dash.utc !== undefined && start + newest.end > dash.utc / 1000 + FRAME
      ? [`segment ${String(newest.number)} is in the future`]
      : []),
    ...(next !== undefined && newest.end > next.start + FRAME ? ["it reaches into the next Period"] : []),
    ...(segmentSeconds === undefined
      ? []
      : segments
          .filter((it) => Math.round(it.start / segmentSeconds) !== it.number)
          .map((it) => `segment ${String(it.number)}: time ${String(it.start)}`)),
  ];
}

/** What is there under one number begins and ends together, in all sets of a Period. */
function alignmentFaults(all: readonly DashRepresentation[]): string[] {
  return all.flatMap((one) => {
    const other = all.find(({ period }) => period === one.period);
    if (other === undefined || other === one) return [];
    const [a, b] = [other.segments, one.segments];
    if (a.length !== b.length || a[0]?.number !== b[0]?.number) return [`${one.id} and ${other.id} have other numbers`];
    return b.flatMap((segment, index) => {
      const apart = Math.abs(segment.start - (a[index]?.start ?? 0));
      return apart > FRAME ? [`${one.id} and ${other.id} are ${apart.toFixed(3)} s apart at ${String(segment.number)}`] : [];
    });
  });
}

/** What stays as it is while a presentation is live. */
const CONSTANT = [
  "type",
  "availabilityStartTime",
  "minimumUpdatePeriod",
  "timeShiftBufferDepth",
  "minBufferTime",
  "suggestedPresentationDelay",
  "maxSegmentDuration",
];

/** Faults of a newer version of a live description against an older one. */
export function mpdSuccessionFaults(olderXml: string, newerXml: string, expectation: DashExpectation = {}): string[] {
  const faults = [...mpdFaults(olderXml, expectation).map((fault) => `older: ${fault}`), ...mpdFaults(newerXml, expectation)];
  if (faults.length > 0) return faults;
  const [older, newer] = [dashOf(olderXml), dashOf(newerXml)];
  const published = (dash: Dash): number => Date.parse(dash.attributes["publishTime"] ?? "");
  return [
    ...CONSTANT.filter((name) => older.attributes[name] !== newer.attributes[name]).map((name) => `${name} has changed`),
    ...(published(newer) < published(older) ? ["publishTime goes back"] : []),
    ...older.periods
      .filter(({ id, start }) => newer.periods.some((one) => one.id === id && one.start !== start))
      .map(({ id }) => `Period ${id}: its start has changed`),
    ...older.representations.flatMap((was) => {
      const is = newer.representations.find(({ period, id }) => period === was.period && id === was.id);
      return is === undefined
        ? missingRepresentation(newer, was)
        : representationSuccession(was, is).map((fault) => `${was.period}/${was.id}: ${fault}`);
    }),
  ];
}

function missingRepresentation(newer: Dash, { period, id }: DashRepresentation): string[] {
  return newer.periods.some((one) => one.id === period) ? [`${period}/${id} has gone`] : [];
}

function representationSuccession(was: DashRepresentation, is: DashRepresentation): string[] {
  const after = new Map(is.segments.map((segment) => [segment.number, segment]));
  return [
    ...(was.media === is.media && was.initialization === is.initialization && was.timescale === is.timescale
      ? []
      : ["its template has changed"]),
    ...((is.segments[0]?.number ?? 0) < (was.segments[0]?.number ?? 0) ? ["its numbers go back"] : []),
    ...((is.segments.at(-1)?.number ?? 0) < (was.segments.at(-1)?.number ?? 0) ? ["segments have gone from the end"] : []),
    ...was.segments
      .filter(({ number: at, t, d }) => after.has(at) && (after.get(at)?.t !== t || after.get(at)?.d !== d))
      .map(({ number: at }) => `segment ${String(at)} has another time`),
  ];
}
