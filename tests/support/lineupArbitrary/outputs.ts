import fc from "fast-check";
import { rungCodec } from "../../../components/encode/plan.ts";
import { buildLadder, ladderSchema } from "../../../stacks/ladder.ts";
import { optional, written } from "./parts.ts";

type Document = Record<string, unknown>;

const where = fc.constantFrom(undefined, "preferred", "all");
const sent = fc.boolean();

const rtmp = fc
  .record({
    type: fc.constant("rtmp"),
    regions: where,
    plain: fc.boolean(),
    urls: fc.constantFrom(
      ["//a.rtmps.youtube.com:443/live2", "//b.rtmps.youtube.com:443/live2?backup=1"],
      ["//live-api-s.facebook.com:443/rtmp/", "//live-api-t.facebook.com:443/rtmp/"],
      ["//203.0.113.28:8080/xyz", "//198.51.100.17:8080/xyz"],
    ),
    rung: sent,
    audio: sent,
    streamKeys: fc.constantFrom(undefined, "shared", "each"),
    keyVersion: fc.constantFrom(undefined, 1, 999),
    authentication: fc.constantFrom(undefined, "common", "akamai"),
    verifyCertificate: fc.constantFrom(undefined, true, false),
    login: fc.constantFrom({}, { username: "onair", passwordParam: "/onair/tube" }),
  })
  .map(({ plain, urls, login, ...rest }) => {
    const protocol = plain ? "rtmp:" : "rtmps:";
    return { ...rest, ...login, urls: urls.map((url) => `${protocol}${url}`), encrypted: plain ? false : undefined };
  });

const frames = fc.record({
  type: fc.constant("frame-capture"),
  regions: where,
  everySeconds: fc.constantFrom(undefined, 1, 3600),
  height: fc.constantFrom(undefined, 64, 360, 1080),
  retentionDays: fc.constantFrom(undefined, 1, 3650),
});

const feed = fc.record({
  type: fc.constant("mediaconnect"),
  regions: where,
  subscribers: fc.constantFrom(["210987654321"], ["210987654321", "000000000001"]),
  rung: sent,
  latencyMilliseconds: fc.constantFrom(undefined, 120, 15_000),
  keyVersion: fc.constantFrom(undefined, 2),
});

/** What a channel would like to send elsewhere; `fitOutputs` leaves what its environment, its ladder and its sound can give. */
export const outputs = optional(
  fc
    .record({ tube: optional(rtmp), pictures: optional(frames), club: optional(feed) })
    .map((chosen) => Object.fromEntries(Object.entries(chosen).filter(([, output]) => output !== undefined))),
);

/** Drops what cannot be sent, and puts names in place of wishes for some rung or track. */
export function fitOutputs(channel: Document, ladder: Document, production: boolean): Document {
  const { outputs: wished, ...rest } = channel;
  if (wished === undefined) return rest;
  const made = buildLadder("made", ladderSchema.parse(ladder)).ladder;
  const { rungs } = made;
  const tracks = Object.keys((channel["audio"] as Document | undefined)?.["tracks"] ?? {});
  const fitted = Object.entries(wished as Record<string, Document>).flatMap(([key, output]): [string, Document][] => {
    const last = rungs.at(-1);
    const rung = output["rung"] === true ? last?.name : undefined;
    const codec = rung === undefined || last === undefined ? made.codec : rungCodec(made, last);
    switch (output["type"]) {
      case "rtmp":
        return production && codec === "h264"
          ? [[key, { ...output, rung, audio: output["audio"] === true ? tracks.at(-1) : undefined }]]
          : [];
      case "mediaconnect":
        return production && codec !== "av1" ? [[key, { ...output, rung, senders: sendersOf(channel, output) }]] : [];
      default:
        return Number(output["height"] ?? 360) <= (rungs[0]?.height ?? 0) ? [[key, output]] : [];
    }
  });
  return { ...rest, outputs: Object.fromEntries(fitted.map(([key, output]) => [key, written(output)])) };
}

function sendersOf(channel: Document, output: Document): Document {
  const regions = channel["regions"] as string[];
  const sending = output["regions"] === "all" ? regions : regions.slice(0, 1);
  return Object.fromEntries(sending.map((region, index) => [region, [`198.51.${index}.7/32`, `198.51.${index}.8/32`]]));
}
