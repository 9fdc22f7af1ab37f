import fc from "fast-check";
import { optional, written } from "./parts.ts";

type Document = Record<string, unknown>;

const latencyMilliseconds = fc.constantFrom(undefined, 120, 2000, 10_000);
const maxBitrate = fc.constantFrom(undefined, 20_000_000);
/** `here`: one of the networks that the stacks name, put in by `fitFlows`; left out where a stack names one anyway. */
const admit = fc.constantFrom(undefined, "here");
const unencrypted = fc.constant("allowed");
const timecode = fc.constantFrom("embedded", "none", undefined);

const callees = (production: boolean): fc.Arbitrary<string[]> => {
  const two = ["feed-a.broadcaster.tv:9000", "203.0.113.9:9001"];
  return fc.constantFrom(two, ...(production ? [] : [two.slice(0, 1)]));
};

/** A feed of one protocol, on one of two ports that are apart. */
const feed = (protocol: string, production: boolean, port: number): fc.Arbitrary<Document> => {
  const listening = { port: fc.constantFrom(undefined, port), admit, maxBitrate };
  if (protocol === "srt-caller")
    return fc.record({
      protocol: fc.constant(protocol),
      addresses: callees(production),
      latencyMilliseconds,
      streamId: fc.constantFrom(undefined, "arena"),
      maxBitrate,
    });
  if (protocol === "srt-listener") return fc.record({ protocol: fc.constant(protocol), ...listening, latencyMilliseconds });
  if (protocol === "rist") return fc.record({ protocol: fc.constant(protocol), ...listening, latencyMilliseconds, unencrypted });
  return fc.record({ protocol: fc.constant(protocol), ...listening, unencrypted });
};

const share = fc.dictionary(
  fc.constantFrom("partner", "archive2"),
  fc
    .record({
      accounts: fc.constantFrom(["210987654321"], ["210987654321", "345678901234"]),
      dataTransferFeePercent: fc.constantFrom(undefined, 0, 100),
      encryption: fc.constantFrom(
        undefined,
        { keySecret: "onair/partner" },
        { algorithm: "aes128", keySecret: "onair/partner" },
        { algorithm: "aes192", keySecret: "onair/partner" },
        { algorithm: "aes256", keySecret: "onair/partner" },
      ),
    })
    .map(written),
  { maxKeys: 2 },
);

const outputs = (production: boolean): fc.Arbitrary<Document> =>
  fc.dictionary(
    fc.constantFrom("monitor", "truck"),
    fc
      .oneof<fc.Arbitrary<Document>[]>(
        fc.record({
          protocol: fc.constant("srt-listener"),
          port: fc.constantFrom(6000, 65_535),
          admit: fc.constantFrom(["192.0.2.7/32"], ["203.0.113.128/25", "198.51.100.9/32"]),
          latencyMilliseconds,
          passphraseSecret: fc.constant("onair/monitor"),
        }),
        fc.record({
          protocol: fc.constant("srt-caller"),
          addresses: callees(production),
          latencyMilliseconds,
          streamId: fc.constantFrom(undefined, "monitor"),
          passphraseSecret: fc.constant("onair/monitor"),
        }),
        fc.record({ protocol: fc.constantFrom("rist", "rtp", "rtp-fec"), addresses: callees(production), unencrypted }),
      )
      .map(written),
    { maxKeys: 1 },
  );

const failover = (protocol: string): fc.Arbitrary<unknown> =>
  protocol.startsWith("srt")
    ? fc.constantFrom(undefined, { mode: "failover" }, { mode: "failover", primary: "feed" })
    : fc.constantFrom(undefined, { mode: "merge" }, { mode: "merge", recoveryWindowMilliseconds: 500 }, { mode: "failover" });

/** MediaConnect flows over any protocol, with or without a second feed, entitlements and outputs. */
export const flowSource = (production: boolean): fc.Arbitrary<Document> =>
  fc.constantFrom("srt-listener", "srt-listener", "srt-caller", "rist", "rtp-fec", "rtp").chain((protocol) =>
    fc
      .record({
        type: fc.constant("mediaconnect"),
        timecode,
        feed: feed(protocol, production, 5000).map(written),
        second: optional(
          fc.record({ secondFeed: feed(protocol, production, 5010).map(written), failover: failover(protocol) }).map(written),
        ),
        share: optional(share),
        outputs: optional(outputs(production)),
      })
      .map(({ second, ...rest }) => written({ ...rest, ...second })),
  );

/** Makes feeds admit a network that the stacks name, raises the quota of flows where many channels have them, and names zones for production. */
export function fitFlows<
  T extends {
    readonly production: boolean;
    readonly lineup: Document;
    readonly stacks: Readonly<Record<string, { readonly region: string; readonly settings: Document }>>;
  },
>(files: T): T {
  const encoding = Object.values(files.stacks).filter(({ settings }) => settings["role"] !== "global-edge");
  const networks = (encoding[0]?.settings["encoderCidrs"] ?? []) as string[];
  let flows = 0;
  for (const channel of Object.values(files.lineup["channels"] as Record<string, Document>)) {
    const inputs = [channel["source"], ...Object.values((channel["moreInputs"] ?? {}) as Document)] as Document[];
    for (const source of inputs.filter(({ type }) => type === "mediaconnect")) {
      flows += 1;
      for (const one of [source["feed"], source["secondFeed"]] as (Document | undefined)[]) fitFeed(one, networks);
    }
    flows += Object.values((channel["outputs"] ?? {}) as Record<string, Document>).filter(({ type }) => type === "mediaconnect").length;
  }
  if (flows > 10)
    for (const { settings } of encoding) settings["quotas"] = { ...(settings["quotas"] as Document | undefined), mediaConnectFlows: 100 };
  if (flows > 0 && files.production)
    for (const { region, settings } of encoding) settings["availabilityZones"] ??= [`${region}b`, `${region}c`];
  return files;
}

function fitFeed(feed: Document | undefined, networks: readonly string[]): void {
  if (feed === undefined || feed["protocol"] === "srt-caller") return;
  if (feed["admit"] === undefined && networks.length === 1) return;
  feed["admit"] = networks.at(-1) ?? "203.0.113.9/32";
}
