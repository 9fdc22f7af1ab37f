/**
 * Rules that join several fields or resources, as `reliability.md` 1.5 and `checked.md` of the project's facts give them, and the
 * tests that break each. A rule is broken in the settings (a fault), in the resources (a policy) or at the simulated AWS (a breach).
 */
export interface CrossFieldRule {
  /** `R` for reliability.md 1.5, `C` for checked.md with its section. */
  readonly source: string;
  readonly rule: string;
  /** Titles of `brokenSettings`. */
  readonly faults?: readonly string[];
  /** Policy rules, by id. */
  readonly policies?: readonly string[];
  /** Titles of `cloudBreaches`. */
  readonly breaches?: readonly string[];
  /** Files below `tests/` and words of a test there. */
  readonly tests?: readonly (readonly [file: string, words: string])[];
}

export const CROSS_FIELD_RULES: readonly CrossFieldRule[] = [
  {
    source: "R",
    rule: "a Standard channel has Standard inputs, each with two sources",
    faults: ["RTP in development", "one address in production"],
    policies: ["channel-standard-class", "input-two-endpoints"],
    breaches: ["a Standard channel on a single-pipeline input"],
  },
  { source: "R", rule: "HLS to MediaPackage pauses when the input is lost", policies: ["hls-pauses-on-input-loss"] },
  {
    source: "R",
    rule: "each destination of a Standard channel has two addresses",
    policies: ["channel-two-destinations"],
    breaches: ["both pipelines to one place"],
  },
  { source: "R", rule: "inputs of a failover pair are attached, alike and different", policies: ["failover-inputs-paired"] },
  {
    source: "R",
    rule: "a push input has a security group, of ten rules at most, closed to the world",
    faults: ["no encoder network", "eleven networks", "encoders from the whole world", "encoder networks beside a VPC"],
    policies: ["push-input-guarded", "input-security-group-narrow"],
    breaches: ["eleven rules", "a VPC and an input security group"],
  },
  {
    source: "R",
    rule: "two flows are in two zones, closed and encrypted",
    policies: ["flows-two-zones", "flow-source-guarded", "flow-source-doubled"],
  },
  {
    source: "R",
    rule: "epoch locking wants timecode, explicit frame rates and live inputs that are not HLS",
    faults: ["timecode on a file", "timecode on HLS"],
    policies: ["epoch-locking-possible", "epoch-inputs-live"],
    tests: [["unit/encodePlan.test.ts", "locks to the epoch exactly where alignment was earned"]],
  },
  {
    source: "R",
    rule: "two regions match, with forced errors on the first alone and failover on 404",
    policies: ["regions-match", "packaging-channel-aligned", "origin-group-complete", "media-behaviours-fail-over"],
    tests: [["unit/encodeOrigin.test.ts", "is equal in all regions but for the forced errors"]],
  },
  {
    source: "R",
    rule: "media quality is between MediaPackage v2 origins, by channel, readable by the edge",
    policies: ["quality-group-usable", "quality-readable"],
  },
  {
    source: "R",
    rule: "an endpoint is open to this distribution alone, with access control for MediaPackage v2",
    policies: ["endpoint-policy-closed", "media-access-control-type", "access-control-signs"],
    tests: [["stacks/globalEdge.test.ts", "opens each endpoint to this distribution alone, through the provider of its region"]],
  },
  { source: "R", rule: "DRM fits its container and says role, address, resource and system", policies: ["drm-complete"] },
  {
    source: "R",
    rule: "a service takes a role for this account alone",
    policies: ["service-trust-narrow"],
    tests: [["unit/encodeOrigin.test.ts", "can be taken by MediaLive for this account and region alone"]],
  },
  {
    source: "R",
    rule: "a camera's stream has a customer key, an interactive channel authorises",
    policies: ["stream-customer-key", "ivs-channel-closed"],
  },
  {
    source: "C1",
    rule: "a channel changes and goes only while it is idle",
    breaches: [
      "changing a running channel of a stack",
      "changing a typed channel that is starting",
      "deleting a stack with a running channel",
    ],
  },
  {
    source: "C2",
    rule: "a distribution has ten origin groups and 75 behaviours unless raised",
    faults: ["quota too small"],
    breaches: ["101 origins"],
    tests: [["unit/edgePlan.test.ts", "counts what it takes of the distribution's quotas"]],
  },
  {
    source: "C3",
    rule: "a function is small, and a key-value store wants the new runtime",
    breaches: ["a function of 11 KB", "a store with the old runtime"],
  },
  {
    source: "C4",
    rule: "a key group has five keys, of kinds that CloudFront takes",
    faults: ["six keys", "key of a kind CloudFront has not", "keys and a key group"],
    breaches: ["a group of six keys", "a key on another curve"],
  },
  {
    source: "C4",
    rule: "credentials forbid any origin",
    faults: ["any origin", "wildcard origin"],
    tests: [["stacks/globalEdge.test.ts", "allows only the sites that are named to read with cookies"]],
  },
  {
    source: "C6",
    rule: "two push inputs and twenty inputs in a channel",
    faults: ["three pushed inputs", "twenty-one inputs"],
    breaches: ["three push inputs"],
  },
  {
    source: "C7",
    rule: "pictures are aligned only where there is no epoch, and never for files or what is pulled",
    tests: [["unit/encodePlan.test.ts", "aligns pictures where a push source has no timecode, and leaves a file to the service"]],
  },
  {
    source: "C7",
    rule: "only timecode that reaches two regions is seamless",
    tests: [["unit/encodePlan.test.ts", "is seamless only for live timecode that reaches two regions"]],
  },
  {
    source: "C7",
    rule: "all rungs have one kind of frame rate",
    faults: ["a rung with a frame rate of its own", "half of 25 frames", "highest rung at half the rate"],
  },
  {
    source: "C8",
    rule: "ten tracks in an ingest stream, ten channels in a group",
    faults: ["eleven tracks", "eleven tracks with languages and captions", "eleven channels in a group"],
  },
  {
    source: "C8",
    rule: "a live window of three segments to fifteen minutes, startover to fourteen days",
    faults: ["window under three segments", "window over 15 minutes", "startover over 14 days"],
  },
  {
    source: "C8",
    rule: "a segment is a whole number of GOPs, of thirty seconds at most",
    faults: ["GOP that does not divide the segment", "segment of 31 seconds"],
  },
  {
    source: "C10",
    rule: "AV1 is HD at most, 12 Mbit at most, and by CMAF alone",
    faults: ["UHD in AV1", "13 Mbit of AV1", "AV1 in development", "HDR10 in AV1", "archive of AV1"],
  },
  {
    source: "C10",
    rule: "HEVC does not come by RTMP, HDR10 wants ten bits",
    faults: ["HDR10 by RTMP", "HDR10 in 8 bits", "HDR10 in H.264"],
  },
  {
    source: "C10",
    rule: "level, tier and buffer fit picture, rate and bits",
    faults: [
      "1080 lines at 50 frames in level 4",
      "30 Mbit in level 4.2 of the main tier",
      "buffer beyond the level",
      "high tier below level 4",
    ],
  },
  { source: "C10", rule: "no rung is above its contribution", faults: ["rung above its contribution", "UHD from the demo"] },
  {
    source: "C11",
    rule: "one uplink moves between two regions that admit it, and not from a file",
    faults: ["single uplink in one region", "single uplink for a file", "moving uplink into a VPC"],
    tests: [["stacks/edgeProgram.test.ts", "refuses a single uplink whose regions admit different encoders"]],
  },
  {
    source: "C11",
    rule: "a failover record has both sides, a health check, and says what no data means",
    policies: ["failover-pair-complete", "failover-record-health-checked", "health-check-decided", "primary-fails-without-data"],
  },
];
