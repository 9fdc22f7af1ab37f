import fc from "fast-check";
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

/** What MediaLive fetches: live, or the shipped file. */
const fetched = (production: boolean): fc.Arbitrary<Document> => {
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
  return fc.oneof(rtmpPull, hlsPull, file);
};

/** How a signal arrives; what needs two pipelines is for production. */
export const source = (production: boolean): fc.Arbitrary<Document> =>
  fc
    .oneof(
      { weight: 3, arbitrary: production ? fc.oneof(rtmp, rtp) : rtmp },
      { weight: 1, arbitrary: file },
      { weight: 2, arbitrary: fetched(production) },
    )
    .map(written);

/** Further inputs: one more that is pushed at most, as a channel takes two. */
export const moreInputs = (production: boolean): fc.Arbitrary<Document | undefined> => {
  const pushed = fc.option(production ? fc.oneof(rtmp, rtp) : rtmp, { nil: undefined, freq: 2 });
  const others = fc.dictionary(fc.constantFrom("backup", "slate", "c3"), fetched(production), { maxKeys: 2 });
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
  return String((written as Document)["type"]).endsWith("-push");
}
