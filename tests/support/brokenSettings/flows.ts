import { inChannel, inStacks, onEncode, type Break, type Fault, type Json } from "./fault.ts";

const SRT = { protocol: "srt-listener", admit: "203.0.113.7/32" };
const RIST = { protocol: "rist", admit: "203.0.113.7/32", unencrypted: "allowed" };
const FLOW = { type: "mediaconnect", feed: SRT };
const SHARE = { accounts: ["210987654321"] };

/** A MediaConnect source as given, in stacks that know one encoder, and nothing else that could be wrong with it. */
const source =
  (given: Json, cidrs: readonly string[] = ["203.0.113.7/32"]): Break =>
  (files) => {
    const alone = inStacks((settings) => {
      delete settings["vpc"];
      onEncode("encoderCidrs", cidrs)(settings);
    });
    const one = inChannel((channel) => {
      for (const key of ["moreInputs", "audio", "captions", "uplink", "outputs", "inputFailover"]) Reflect.deleteProperty(channel, key);
      channel["source"] = structuredClone({ ...FLOW, ...given });
    });
    return alone(one(files));
  };

const zones =
  (names: readonly string[]): Break =>
  (files) =>
    inStacks(onEncode("availabilityZones", names))(source({})(files));

/** Sources through MediaConnect: protocols, two feeds, who may send and who may watch. */
export const FLOW_FAULTS: readonly Fault[] = [
  { title: "flow without a feed", break: source({ feed: undefined }), path: /source\.feed/, what: /./ },
  {
    title: "RTP-FEC without the word",
    break: source({ feed: { protocol: "rtp-fec", admit: "203.0.113.7/32" } }),
    path: /feed\.protocol/,
    what: /cannot be encrypted/,
    remedy: /unencrypted: allowed/,
  },
  {
    title: "RIST output without the word",
    break: source({ outputs: { truck: { protocol: "rist", addresses: ["feed-a.broadcaster.tv:9000", "feed-b.broadcaster.tv:9000"] } } }),
    path: /outputs\.truck\.protocol/,
    what: /cannot be encrypted/,
  },
  {
    title: "SRT merged",
    rows: [33],
    break: source({ secondFeed: { ...SRT, port: 5010 }, failover: { mode: "merge" } }),
    path: /failover\.mode/,
    what: /packet by packet, which SRT cannot/,
  },
  {
    title: "window of a second",
    rows: [33],
    break: source({ feed: RIST, secondFeed: RIST, failover: { mode: "merge", recoveryWindowMilliseconds: 1000 } }),
    path: /recoveryWindowMilliseconds/,
    what: /too high/,
  },
  {
    title: "failover with one feed",
    break: source({ failover: { mode: "failover" } }),
    path: /source\.failover/,
    what: /two feeds, and there is one/,
  },
  {
    title: "preference for the second feed",
    break: source({ secondFeed: SRT, failover: { mode: "failover", primary: "secondFeed" } }),
    path: /failover\.primary/,
    what: /the one source that can be preferred/,
    remedy: /write the encoder that you prefer as feed/,
  },
  {
    title: "two protocols in one flow",
    break: source({ secondFeed: RIST }),
    path: /secondFeed\.protocol/,
    what: /another protocol than the first feed's/,
  },
  {
    title: "one port for two feeds",
    break: source({ secondFeed: { ...SRT, port: 5000 } }),
    path: /secondFeed\.port/,
    what: /port 5000, which the first feed uses/,
  },
  {
    title: "two feeds whose mending ports meet",
    break: source({ feed: { ...RIST, port: 5000 }, secondFeed: { ...RIST, port: 5001 } }),
    path: /secondFeed\.port/,
    what: /port 5001/,
  },
  {
    title: "Zixi's port",
    break: source({ feed: { ...SRT, port: 2088 } }),
    path: /feed\.port/,
    what: /keeps for Zixi/,
  },
  {
    title: "mending port beyond the last",
    break: source({ feed: { protocol: "rtp-fec", admit: "203.0.113.7/32", unencrypted: "allowed", port: 65_533 } }),
    path: /feed\.port/,
    what: /65537, which does not exist/,
  },
  { title: "port of the system", break: source({ feed: { ...SRT, port: 1023 } }), path: /feed\.port/, what: /too low/ },
  {
    title: "feed from the whole world",
    rows: [4],
    break: source({ feed: { ...SRT, admit: "0.0.0.0/0" } }),
    path: /feed\.admit/,
    what: /far more than your encoders/,
  },
  {
    title: "feed that says none of two networks",
    break: source({ feed: { protocol: "srt-listener" } }, ["203.0.113.7/32", "198.51.100.0/24"]),
    path: /feed\.admit/,
    what: /is not set, MediaConnect admits one network per source/,
  },
  {
    title: "feed from a network that is no encoder's",
    break: source({ feed: { ...SRT, admit: "192.0.2.1/32" } }),
    path: /feed\.admit/,
    what: /none of the encoder networks/,
  },
  {
    title: "one caller for two flows",
    rows: [30],
    kind: "production",
    break: source({ feed: { protocol: "srt-caller", addresses: ["feed-a.broadcaster.tv:9000"] } }),
    path: /feed\.addresses/,
    what: /names one address/,
  },
  {
    title: "caller with a whole URL",
    break: source({ feed: { protocol: "srt-caller", addresses: ["srt://feed-a.broadcaster.tv:9000", "feed-b.broadcaster.tv:9000"] } }),
    path: /feed\.addresses/,
    what: /whole address/,
  },
  {
    title: "entitlement for everybody",
    break: source({ share: { partner: { accounts: ["*"] } } }),
    path: /share\.partner\.accounts/,
    what: /not an account id/,
  },
  { title: "entitlement for nobody", break: source({ share: { partner: { accounts: [] } } }), path: /accounts/, what: /names no account/ },
  {
    title: "entitlement with a fee of more than all",
    break: source({ share: { partner: { ...SHARE, dataTransferFeePercent: 101 } } }),
    path: /dataTransferFeePercent/,
    what: /too high/,
  },
  {
    title: "fifty subscribers",
    break: source({ share: { partner: { accounts: Array.from({ length: 50 }, (_, index) => String(100_000_000_000 + index)) } } }),
    path: /share/,
    what: /50 outputs of a flow, and it has 49/,
  },
  {
    title: "key in place of a secret's name",
    rows: [55],
    break: source({ share: { partner: { ...SHARE, encryption: { keySecret: "hunter2hunter2" } } } }),
    path: /keySecret/,
    what: /is no path/,
    remedy: /no passphrase is taken for a name/,
  },
  {
    title: "output open to the world",
    break: source({
      outputs: { monitor: { protocol: "srt-listener", port: 6000, admit: ["0.0.0.0/0"], passphraseSecret: "onair/monitor" } },
    }),
    path: /outputs\.monitor\.admit/,
    what: /far more than your encoders/,
  },
  {
    title: "output that anybody may call",
    break: source({ outputs: { monitor: { protocol: "srt-listener", port: 6000, admit: [], passphraseSecret: "onair/monitor" } } }),
    path: /outputs\.monitor\.admit/,
    what: /names no network/,
  },
  {
    title: "SRT output without a passphrase",
    break: source({ outputs: { monitor: { protocol: "srt-caller", addresses: ["feed-a.broadcaster.tv:9000"] } } }),
    path: /passphraseSecret/,
    what: /./,
  },
  {
    title: "zones of another region",
    break: zones(["xx-east-1a", "xx-east-1b"]),
    path: /availabilityZones\[0\]/,
    what: /is no Availability Zone of/,
  },
  {
    title: "zone in words",
    break: zones(["the first", "the second"]),
    path: /availabilityZones\[0\]/,
    what: /not the name of an Availability Zone/,
  },
  { title: "one zone for two flows", break: zones(["us-east-1a"]), path: /availabilityZones/, what: /does not name two zones/ },
  {
    title: "one address for both flows",
    break: source({ feed: { protocol: "srt-caller", addresses: ["feed-a.broadcaster.tv:9000", "feed-a.broadcaster.tv:9000"] } }),
    path: /feed\.addresses/,
    what: /both flows one address/,
  },
  {
    title: "secret's name with a blank",
    break: source({ share: { partner: { ...SHARE, encryption: { keySecret: "our key" } } } }),
    path: /keySecret/,
    what: /not the name of a secret/,
  },
  {
    title: "one account twice",
    break: source({ share: { partner: { accounts: ["210987654321", "210987654321"] } } }),
    path: /accounts/,
    what: /repeats an account/,
  },
  {
    title: "one zone twice",
    rows: [32],
    break: zones(["us-east-1a", "us-east-1a"]),
    path: /availabilityZones/,
    what: /names one zone twice/,
  },
  {
    title: "single uplink for flows",
    kind: "production",
    break: (files) => inChannel((channel) => void (channel["uplink"] = "single"))(source({})(files)),
    path: /uplink/,
    what: /MediaConnect flows have no failover names/,
  },
];
