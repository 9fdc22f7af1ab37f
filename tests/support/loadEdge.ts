import type { Clock, Fetch, Got } from "../../rehearsal/load/index.ts";
import type { ServedRequest } from "../../rehearsal/media/types.ts";

/** A channel that writes itself. Lengths in seconds. */
export interface FakeChannel {
  readonly segmentSeconds: number;
  readonly partSeconds: number;
  readonly updateSeconds: number;
  readonly videos: readonly string[];
  readonly audios: readonly string[];
}

const FOLDER = "/out/v1/group/channel/live/";
/** Numbers begin high enough for a window. */
const FIRST = 1000;
const WINDOW = 8;

/**
 * An origin and an edge before it, as small as they can be: one cache whose objects live for as long as MediaPackage says, and requests
 * for what is on its way wait for it. Written for the players' tests, after the same pages as the model and without it.
 */
export class FakeEdge {
  readonly records: ServedRequest[] = [];
  readonly #kept = new Map<string, { readonly got: Promise<Got>; readonly dies: { at: number } }>();
  readonly channel: FakeChannel;
  readonly clock: Clock;
  /** Seconds from edge to origin and back. */
  readonly delay: number;
  /** Requests that meet no cache, to show that the comparison notices. */
  readonly cacheless: boolean;

  constructor(channel: FakeChannel, clock: Clock, delay = 0.02, cacheless = false) {
    this.channel = channel;
    this.clock = clock;
    this.delay = delay;
    this.cacheless = cacheless;
  }

  readonly fetch: Fetch = async (path) => {
    const at = this.clock.now();
    const kept = this.#kept.get(path);
    const hit = !this.cacheless && kept !== undefined && at < kept.dies.at;
    this.records.push(record(at, path, !hit));
    if (hit) return kept.got;
    const dies = { at: Infinity };
    const got = this.#ask(path).then((answer) => {
      dies.at = this.clock.now() + this.#life(path);
      return answer;
    });
    this.#kept.set(path, { got, dies });
    return got;
  };

  async #ask(path: string): Promise<Got> {
    await this.clock.until(this.clock.now() + this.delay);
    const [file = "", query = ""] = path.slice(FOLDER.length).split("?");
    const wanted = new URLSearchParams(query);
    if (wanted.has("_HLS_msn")) await this.#hold(Number(wanted.get("_HLS_msn")), Number(wanted.get("_HLS_part")));
    return { status: 200, text: this.#text(file) };
  }

  async #hold(msn: number, part: number): Promise<void> {
    await this.clock.until((msn - FIRST) * this.channel.segmentSeconds + (part + 1) * this.channel.partSeconds);
  }

  #life(path: string): number {
    if (/\.m4s/.test(path)) return 1_209_600;
    return /\/ll_/.test(path) ? 1 : Math.max(1, Math.floor(this.channel.segmentSeconds / 2));
  }

  #text(file: string): string {
    const { videos, audios } = this.channel;
    if (file === "index.m3u8" || file === "ll.m3u8") return multivariant(file.replace(".m3u8", ""), videos, audios);
    if (file.endsWith(".mpd")) return this.#mpd();
    const [, kind = "", track = ""] = /^(index|ll)_(.+)\.m3u8$/.exec(file) ?? [];
    return kind === "" ? "" : this.#playlist(track, kind === "ll");
  }

  /** Number of the segment that is being received. */
  #open(): number {
    return FIRST + Math.floor(this.clock.now() / this.channel.segmentSeconds + 1e-9);
  }

  #playlist(track: string, low: boolean): string {
    const { segmentSeconds, partSeconds } = this.channel;
    const open = this.#open();
    const parts = Math.round(segmentSeconds / partSeconds);
    const partLines = (number: number, count: number): string[] =>
      low
        ? Array.from(
            { length: count },
            (_, part) => `#EXT-X-PART:DURATION=${String(partSeconds)},URI="${track}_${String(number)}_${String(part)}.m4s"`,
          )
        : [];
    const there = Math.floor((this.clock.now() - (open - FIRST) * segmentSeconds) / partSeconds + 1e-9);
    return [
      "#EXTM3U",
      "#EXT-X-VERSION:9",
      `#EXT-X-TARGETDURATION:${String(Math.max(1, Math.round(segmentSeconds)))}`,
      ...(low
        ? [`#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=${String(partSeconds * 3)},HOLD-BACK=${String(segmentSeconds * 3)}`]
        : []),
      ...(low ? [`#EXT-X-PART-INF:PART-TARGET=${String(partSeconds)}`] : []),
      `#EXT-X-MEDIA-SEQUENCE:${String(open - WINDOW)}`,
      `#EXT-X-MAP:URI="${track}_init.m4s"`,
      ...Array.from({ length: WINDOW }, (_, index) => open - WINDOW + index).flatMap((number) => [
        ...partLines(number, number >= open - 2 ? parts : 0),
        `#EXTINF:${String(segmentSeconds)},`,
        `${track}_${String(number)}.m4s`,
      ]),
      ...partLines(open, there),
      ...(low ? [`#EXT-X-PRELOAD-HINT:TYPE=PART,URI="${track}_${String(open)}_${String(there)}.m4s"`] : []),
      "",
    ].join("\n");
  }

  #mpd(): string {
    const { videos, audios, updateSeconds, segmentSeconds } = this.channel;
    const set = (kind: string, tracks: readonly string[]): string =>
      `<AdaptationSet contentType="${kind}"><SegmentTemplate timescale="1000" startNumber="${String(this.#open() - WINDOW)}" initialization="$RepresentationID$_init.m4s" media="$RepresentationID$_$Number$.m4s"><SegmentTimeline><S t="0" d="${String(segmentSeconds * 1000)}" r="${String(WINDOW - 1)}"/></SegmentTimeline></SegmentTemplate>${tracks.map((track) => `<Representation id="${track}" bandwidth="1000"/>`).join("")}</AdaptationSet>`;
    return `<?xml version="1.0"?><MPD type="dynamic" minimumUpdatePeriod="PT${String(updateSeconds)}S"><Period id="0">${set("video", videos)}${set("audio", audios)}</Period></MPD>`;
  }
}

export const MANIFESTS = { hls: `${FOLDER}index.m3u8`, "ll-hls": `${FOLDER}ll.m3u8`, dash: `${FOLDER}manifest.mpd` } as const;

function multivariant(manifest: string, videos: readonly string[], audios: readonly string[]): string {
  return [
    "#EXTM3U",
    ...audios.map(
      (track, index) =>
        `#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="${track}",DEFAULT=${index === 0 ? "YES" : "NO"},AUTOSELECT=YES,URI="${manifest}_${track}.m3u8"`,
    ),
    ...videos.flatMap((track, index) => [
      `#EXT-X-STREAM-INF:BANDWIDTH=${String(1000 * (videos.length - index))},CODECS="avc1.64001f,mp4a.40.2",AUDIO="a"`,
      `${manifest}_${track}.m3u8`,
    ]),
    "",
  ].join("\n");
}

function record(at: number, path: string, miss: boolean): ServedRequest {
  return {
    at: at * 1000,
    method: "GET",
    path: path.split("?")[0] ?? path,
    status: 200,
    bytes: 1,
    behaviour: "/out/v1/group/channel/*",
    keyGroup: true,
    signature: "valid",
    result: miss ? "Miss" : "Hit",
    attempts: miss ? [{ origin: "group-us-east-1", method: "GET", status: 200, ms: 20 }] : [],
    ms: 1,
  };
}
