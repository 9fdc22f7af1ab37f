/**
 * Notices that a live manifest no longer continues the one before. Regions that are not aligned number their segments and keep
 * their clocks apart: after a switch the same number means another time. A player that appended such segments would hang, so the
 * stream is loaded anew instead.
 *
 * Such regions call their segments differently, whatever their numbers and clocks say (docs/decisions/0013): two that began within
 * the same moment agree in both, and still cut the programme at other pictures.
 */

/** A segment as a manifest places it: number, and wall clock of its start in milliseconds since 1970. */
interface Placed {
  readonly number: number;
  readonly wallClock: number;
  /** Its address or, of DASH, what addresses are made of; without a query. */
  readonly name: string;
}

export interface Timeline {
  readonly kind: "hls" | "dash";
  readonly segments: readonly Placed[];
  /** Of the longest segment, milliseconds. */
  readonly segmentMs: number;
  /** Initialization segments, by what they are called; none where segments need none. */
  readonly inits: readonly string[];
  /** DASH: `availabilityStartTime`, milliseconds since 1970. */
  readonly start?: number;
}

/** Milliseconds. Clocks of two regions of an aligned channel agree exactly; more than a few frames off is another timeline. */
const OFF_MS = 100;

/** Segments differ a little in length; over this share the count of segments does not explain the time between two manifests. */
const DRIFT = 0.1;

/** Undefined for what says nothing of the timeline: a multivariant playlist, or one without dates. */
export function readTimeline(manifest: string): Timeline | undefined {
  if (manifest.startsWith("#EXTM3U")) return readHls(manifest);
  return /<MPD[\s>]/.test(manifest) ? readDash(manifest) : undefined;
}

/** Seconds that a manifest's segments last together. */
export function windowSeconds({ segments, segmentMs }: Timeline): number {
  return (segments.length * segmentMs) / 1000;
}

/** True where `after` places segments elsewhere than `before` did. */
export function isAnotherTimeline(before: Timeline, after: Timeline): boolean {
  const [oldFirst] = before.segments;
  const [newFirst] = after.segments;
  if (before.kind !== after.kind || oldFirst === undefined || newFirst === undefined) return false;
  const segmentMs = Math.max(before.segmentMs, after.segmentMs);
  if (Math.abs((after.start ?? 0) - (before.start ?? 0)) > OFF_MS) return true;
  const known = new Map(before.segments.map((segment) => [segment.number, segment]));
  const shared = after.segments.filter(({ number }) => known.has(number));
  if (shared.length > 0) return shared.some((segment) => isAnother(segment, known.get(segment.number)));
  if (before.inits.length > 0 && after.inits.length > 0 && !after.inits.some((init) => before.inits.includes(init))) return true;
  const numbers = newFirst.number - oldFirst.number;
  const expected = oldFirst.wallClock + numbers * segmentMs;
  return Math.abs(newFirst.wallClock - expected) > segmentMs + Math.abs(numbers) * segmentMs * DRIFT;
}

function isAnother(after: Placed, before: Placed | undefined): boolean {
  return before === undefined || before.name !== after.name || Math.abs(before.wallClock - after.wallClock) > OFF_MS;
}

function readHls(playlist: string): Timeline | undefined {
  let number = Number(/^#EXT-X-MEDIA-SEQUENCE:(\d+)/m.exec(playlist)?.[1] ?? 0) + Number(/SKIPPED-SEGMENTS=(\d+)/.exec(playlist)?.[1] ?? 0);
  let clock: number | undefined;
  let length = 0;
  const segments: Placed[] = [];
  const inits = [...playlist.matchAll(/^#EXT-X-MAP:(?:.*,)?URI="([^"]*)"/gm)].map(([, uri]) => withoutQuery(uri));
  for (const line of playlist.split(/\r?\n/)) {
    if (line.startsWith("#EXT-X-PROGRAM-DATE-TIME:")) clock = Date.parse(line.slice(25));
    else if (line.startsWith("#EXTINF:")) length = Number.parseFloat(line.slice(8)) * 1000;
    else if (line !== "" && !line.startsWith("#")) {
      if (clock !== undefined && Number.isFinite(clock)) {
        segments.push({ number, wallClock: clock, name: withoutQuery(line) });
        clock += length;
      }
      number += 1;
    }
  }
  const target = Number(/^#EXT-X-TARGETDURATION:(\d+)/m.exec(playlist)?.[1] ?? 0) * 1000;
  return segments.length === 0 || target === 0 ? undefined : { kind: "hls", segments, inits, segmentMs: meanLength(segments, target) };
}

/** Of the last period, the first template with a timeline: all representations of a period share their clock. */
function readDash(manifest: string): Timeline | undefined {
  const start = Date.parse(attribute(/<MPD\b[^>]*>/.exec(manifest)?.[0], "availabilityStartTime") ?? "");
  const period = manifest.split(/(?=<Period\b)/).at(-1) ?? "";
  const template = /<SegmentTemplate\b[^>]*>[\s\S]*?<\/SegmentTemplate>/.exec(period)?.[0];
  if (!Number.isFinite(start) || template === undefined) return undefined;
  const timescale = Number(attribute(template, "timescale") ?? 1);
  const offset = Number(attribute(template, "presentationTimeOffset") ?? 0);
  const origin = start + seconds(attribute(/<Period\b[^>]*>/.exec(period)?.[0], "start")) * 1000;
  const name = withoutQuery(attribute(template, "media"));
  const init = attribute(template, "initialization");
  let number = Number(attribute(template, "startNumber") ?? 1);
  let time = 0;
  let longest = 0;
  const segments: Placed[] = [];
  for (const [run] of template.matchAll(/<S\b[^>]*>/g)) {
    const ticks = Number(attribute(run, "d") ?? 0);
    time = Number(attribute(run, "t") ?? time);
    longest = Math.max(longest, ticks);
    for (let left = Math.max(0, Number(attribute(run, "r") ?? 0)); left >= 0; left -= 1) {
      segments.push({ number, wallClock: origin + ((time - offset) / timescale) * 1000, name });
      number += 1;
      time += ticks;
    }
  }
  if (segments.length === 0) return undefined;
  const inits = init === undefined ? [] : [withoutQuery(init)];
  return { kind: "dash", segments, inits, segmentMs: meanLength(segments, (longest / timescale) * 1000), start };
}

/** A query may hold a signature, or what else changes from one request to the next. */
export function withoutQuery(address = ""): string {
  const [path = ""] = address.split("?", 1);
  return path;
}

function meanLength(segments: readonly Placed[], otherwise: number): number {
  const [first] = segments;
  const last = segments.at(-1);
  if (first === undefined || last === undefined || last.number === first.number) return otherwise;
  return (last.wallClock - first.wallClock) / (last.number - first.number);
}

function attribute(tag: string | undefined, name: string): string | undefined {
  return tag === undefined ? undefined : new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
}

/** Of an XML Schema duration with days at the most, such as `PT1H2M3.5S`. */
function seconds(duration: string | undefined): number {
  const [, days, hours, minutes, rest] = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(duration ?? "PT0S") ?? [];
  return Number(days ?? 0) * 86_400 + Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(rest ?? 0);
}
