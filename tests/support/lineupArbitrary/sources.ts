import fc from "fast-check";
import { SRT_REGIONS } from "../../../stacks/regions.ts";
import { flowSource } from "./flows.ts";
import { name, optional, written } from "./parts.ts";

type Document = Record<string, unknown>;

const timecode = fc.constantFrom("embedded", "none", undefined);

const login = fc.constantFrom(
  {},
  { username: "onair", passwordParam: "feed-password" },
  { username: "onair", passwordParam: "/onair/feed" },
);

/** One address per pipeline: one is enough in development. */
const urls = (production: boolean, form: (host: string) => string): fc.Arbitrary<string[]> => {
  const two = ["feed-a", "feed-b"].map((host) => form(`${host}.broadcaster.tv`));
  return fc.constantFrom(two, ...(production ? [] : [two.slice(0, 1)]));
};

const file = fc.record({ type: fc.constant("mp4-demo"), timecode: fc.constantFrom("none", undefined) });

const rtmp = fc.record({
  type: fc.constant("rtmp-push"),
  timecode,
  application: optional(name(16)),
  instances: fc.constantFrom(undefined, ["left", "right"]),
});

const rtp = fc.record({ type: fc.constant("rtp-push"), timecode });

const srtLink = {
  timecode,
  latencyMilliseconds: fc.constantFrom(undefined, 120, 2000, 15_000),
  streamId: fc.constantFrom(undefined, "arena", "#!::r=live/one,m=publish"),
  encryption: fc.constantFrom(undefined, "aes128", "aes192", "aes256"),
};

const takesSrt = (regions: readonly string[]): boolean => regions.every((region) => SRT_REGIONS.includes(region));

const srtListener = fc.record({ type: fc.constant("srt-listener"), ...srtLink });

/** One listener to call per pipeline, by name or by address. */
const srtCaller = (production: boolean): fc.Arbitrary<Document> => {
  const two = ["feed-a.broadcaster.tv:9000", "203.0.113.9:9001"];
  return fc.record({
    type: fc.constant("srt-caller"),
    ...srtLink,
    addresses: fc.constantFrom(two, ...(production ? [] : [two.slice(0, 1)])),
  });
};

/** What MediaLive fetches: live, or the shipped file. */
const fetched = (production: boolean, regions: readonly string[]): fc.Arbitrary<Document> => {
  const rtmpPull = fc
    .record({ type: fc.constant("rtmp-pull"), timecode, urls: urls(production, (host) => `rtmp://${host}:1935/live/one`) })
    .chain((source) => login.map((own) => ({ ...source, ...own })));
  const hlsPull = fc
    .record({
      type: fc.constant("hls-pull"),
      timecode: fc.constantFrom("none", undefined),
      urls: urls(production, (host) => `https://${host}/live/one.m3u8`),
      bufferSegments: fc.constantFrom(undefined, 3, 10),
      bandwidth: fc.constantFrom(undefined, 4_000_000),
    })
    .chain((source) => login.map((own) => ({ ...source, ...own })));
  return fc.oneof(rtmpPull, hlsPull, file, ...(takesSrt(regions) ? [srtCaller(production)] : []));
};

/** What encoders push, to MediaLive or to flows. */
const pushes = (production: boolean, regions: readonly string[]): fc.Arbitrary<Document> =>
  fc.oneof<fc.Arbitrary<Document>[]>(
    rtmp,
    flowSource(production),
    ...(production ? [rtp] : []),
    ...(takesSrt(regions) ? [srtListener] : []),
  );

/** How a signal arrives; what needs two pipelines is for production. */
export const source = (production: boolean, regions: readonly string[]): fc.Arbitrary<Document> =>
  fc
    .oneof(
      { weight: 3, arbitrary: pushes(production, regions) },
      { weight: 1, arbitrary: file },
      { weight: 2, arbitrary: fetched(production, regions) },
    )
    .map(written);

/** Further inputs: one more that is pushed at most, as a channel takes two. */
export const moreInputs = (production: boolean, regions: readonly string[]): fc.Arbitrary<Document | undefined> => {
  const pushed = fc.option(pushes(production, regions), { nil: undefined, freq: 2 });
  const others = fc.dictionary(fc.constantFrom("backup", "slate", "c3"), fetched(production, regions), { maxKeys: 2 });
  return optional(
    fc
      .tuple(pushed, others)
      .map(([second, rest]) =>
        Object.fromEntries(Object.entries({ second, ...rest }).flatMap(([key, one]) => (one === undefined ? [] : [[key, written(one)]]))),
      ),
  );
};

/** Whether an encoder pushes to a source as it is written. */
export function isPushed(written: unknown): boolean {
  return /-push$|^srt-listener$/.test(String((written as Document)["type"]));
}
