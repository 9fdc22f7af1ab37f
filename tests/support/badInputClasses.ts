/** One class of bad input, as the table of the project's facts numbers them, and where it is proven to be refused. */
export interface BadInputClass {
  readonly row: number;
  readonly input: string;
  /** A test elsewhere that proves it: file below `tests/` and words of it. Without this, a fault of `brokenSettings` names the row. */
  readonly tests?: readonly { readonly file: string; readonly words: string }[];
  /** Why it cannot be written in Onair's settings. */
  readonly because?: string;
}

/** Classes of the live path. Left out: 1, 2 (networks that Onair makes) and 61 to 65 (sessions, camera, advertisements, interactive), which come with those parts. */
export const BAD_INPUT_CLASSES: readonly BadInputClass[] = [
  { row: 3, input: "malformed or host-bit CIDR" },
  { row: 4, input: "encoders from the whole world" },
  { row: 5, input: "more than ten rules in an input security group" },
  { row: 6, input: "no network for a push input" },
  { row: 7, input: "region without the service" },
  { row: 8, input: "IVS outside its regions", because: "no setting turns IVS on; it comes with the interactive part" },
  { row: 9, input: "misspelt region" },
  { row: 10, input: "one region, or one region twice" },
  {
    row: 11,
    input: "second region without a service",
    because: "every service of the live path is in every region of LIVE_REGIONS, which class 7 keeps to",
  },
  {
    row: 12,
    input: "opt-in region that is not enabled",
    because: "all regions of LIVE_REGIONS are enabled by default; AWS lists the opt-in ones apart",
  },
  { row: 13, input: "unknown rung" },
  { row: 14, input: "rung or output name twice" },
  { row: 15, input: "bitrates that do not fall with the picture" },
  { row: 16, input: "empty ladder, or a rung beyond its input" },
  { row: 17, input: "odd width or height, or another aspect" },
  { row: 18, input: "bitrate, quality or buffer out of range" },
  { row: 19, input: "highest bitrate or buffer below the bitrate" },
  { row: 20, input: "frame rate of zero or less, or mixed kinds" },
  { row: 21, input: "GOP that does not divide the segment" },
  { row: 22, input: "segment of another length, or too long" },
  { row: 23, input: "window too long or under three segments, startover over 14 days" },
  { row: 24, input: "name outside a service's character set" },
  { row: 25, input: "codec that the container or environment does not take" },
  { row: 26, input: "DRM without its fields", because: "no setting turns DRM on; it comes with the video-on-demand and DRM part" },
  { row: 27, input: "DRM key server over HTTP", because: "no setting names a key server; see class 26" },
  { row: 28, input: "key rotation of a minute", because: "no setting rotates content keys; see class 26" },
  {
    row: 29,
    input: "one pipeline in production",
    tests: [{ file: "policy/redundancy/channel-standard-class.test.ts", words: "describeRule(channelStandardClass" }],
  },
  { row: 30, input: "standard channel with an input of one source" },
  {
    row: 31,
    input: "failover pair of an input with itself",
    because: "no setting writes automatic input failover: redundancy is two pipelines in two regions, each with an input of its own",
  },
  { row: 32, input: "both flows of MediaConnect in one zone" },
  { row: 33, input: "SRT with merge failover" },
  { row: 34, input: "epoch locking without what it needs" },
  {
    row: 35,
    input: "encoders of two regions that differ",
    tests: [{ file: "policy/redundancy/regions-match.test.ts", words: "describeRule(regionsMatch" }],
  },
  {
    row: 36,
    input: "forced errors on the second region, or on none",
    tests: [
      {
        file: "unit/encodeOrigin.test.ts",
        words: "forces errors on the live endpoint of the preferred region, and only where there is another",
      },
    ],
  },
  {
    row: 37,
    input: "media-quality selection without what it needs",
    tests: [{ file: "policy/redundancy/quality-group-usable.test.ts", words: "describeRule(qualityGroupUsable" }],
  },
  { row: 38, input: "certificate of another region" },
  {
    row: 39,
    input: "name outside its zone or certificate",
    tests: [
      { file: "stacks/edgeBrought.test.ts", words: "refuses a domain of another zone, and names both" },
      { file: "stacks/edgeInCloud.test.ts", words: "a certificate for another name" },
    ],
  },
  { row: 40, input: "regional web ACL on a distribution" },
  { row: 41, input: "old TLS policy", tests: [{ file: "policy/delivery/viewers-tls.test.ts", words: "describeRule(viewersTls" }] },
  { row: 42, input: "price class or HTTP version that is none" },
  { row: 43, input: "country that is none" },
  { row: 44, input: "behaviour without a key group" },
  { row: 45, input: "private key for a public one" },
  {
    row: 46,
    input: "signed URL of no life or too long a life",
    tests: [{ file: "unit/cliSign.test.ts", words: "keeps to one minute and seven days" }],
  },
  {
    row: 47,
    input: "failover codes that leave a fault out",
    tests: [{ file: "policy/redundancy/origin-group-complete.test.ts", words: "describeRule(originGroupComplete" }],
  },
  {
    row: 48,
    input: "origin group without two origins",
    tests: [{ file: "policy/redundancy/origin-group-complete.test.ts", words: "describeRule(originGroupComplete" }],
  },
  {
    row: 49,
    input: "connection attempts or time-outs out of range",
    tests: [
      { file: "unit/edgePlan.test.ts", words: "leaves a region that refuses, times out or serves nothing, and does so within seconds" },
    ],
  },
  {
    row: 50,
    input: "manifest cached for longer than a segment",
    tests: [{ file: "stacks/globalEdge.test.ts", words: "caches as MediaPackage says, keyed by what MediaPackage reads and nothing else" }],
  },
  { row: 51, input: "health check out of range" },
  {
    row: 52,
    input: "failover pair that is incomplete",
    tests: [{ file: "policy/redundancy/failover-pair-complete.test.ts", words: "describeRule(failoverPairComplete" }],
  },
  {
    row: 53,
    input: "failover record with a long TTL",
    tests: [{ file: "stacks/globalEdge.test.ts", words: "lets a single uplink follow the healthy region, both sides with a health check" }],
  },
  {
    row: 54,
    input: "missing or foreign stack reference",
    tests: [{ file: "stacks/edgeProgram.test.ts", words: "refuses a contract of another version or role" }],
  },
  { row: 55, input: "secret in plain configuration", tests: [{ file: "unit/configTraps.test.ts", words: "repeats no secret" }] },
  { row: 56, input: "secret in a tag or output" },
  { row: 57, input: "bucket that is no bucket" },
  { row: 58, input: "lifecycle in the wrong order" },
  { row: 59, input: "KMS key of another region" },
  { row: 60, input: "alert that reaches nobody" },
  { row: 66, input: "name too long after its suffix" },
  { row: 67, input: "quota that is too small" },
  { row: 68, input: "unknown key, wrong type, nothing, or look-alikes" },
  { row: 69, input: "development in the place of production" },
  { row: 70, input: "settings that contradict one another" },
];
