import type { Catalogue } from "./types.ts";

const MEDIALIVE = "https://docs.aws.amazon.com/medialive/latest/ug";
const MEDIAPACKAGE = "https://docs.aws.amazon.com/mediapackage/latest/userguide";
const CLOUDFRONT = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide";

/** What no catalogue of anybody has: rules read from the guides of the media services. */
export const media: Catalogue = {
  title: "Media services",
  about: "No public catalogue has rules for MediaLive, MediaPackage, MediaConnect and IVS: these are read from the services' own guides.",
  source: "https://docs.aws.amazon.com/media-services/",
  controls: [
    {
      id: "standard-class",
      asks: "STANDARD channels, and inputs that feed both pipelines",
      rules: ["channel-standard-class", "input-two-endpoints"],
      source: `${MEDIALIVE}/channel-class.html`,
    },
    {
      id: "pause-on-loss",
      asks: "HLS output that pauses when the input is lost",
      rules: ["hls-pauses-on-input-loss"],
      source: `${MEDIALIVE}/hls-resiliency.html`,
    },
    {
      id: "two-destinations",
      asks: "an address for each pipeline",
      rules: ["channel-two-destinations"],
      source: `${MEDIALIVE}/origin-server-hls-empv2.html`,
    },
    {
      id: "failover-pair",
      asks: "a failover pair whose second input is attached, with conditions over 500 ms and different encoders",
      rules: ["failover-inputs-paired"],
      why: "whether two encoders are two machines is out of sight; in a template, ids that are unknown are not told apart",
      source: `${MEDIALIVE}/automatic-input-failover.html`,
    },
    {
      id: "ingest-list",
      asks: "an input security group of at most ten narrow blocks on every push input",
      rules: ["push-input-guarded", "input-security-group-narrow"],
      source: `${MEDIALIVE}/working-with-input-security-groups.html`,
    },
    {
      id: "flows",
      asks: "flows in two zones, from narrow blocks, encrypted, and shared with accounts by name",
      rules: ["flows-two-zones", "flow-source-guarded", "flow-source-doubled", "flow-output-guarded", "entitlement-names-accounts"],
      source: "https://docs.aws.amazon.com/mediaconnect/latest/ug/best-practices.html",
    },
    {
      id: "output-secrets",
      asks: "stream keys by reference to a secret, and feeds by SRT encrypted",
      rules: ["output-secret-referenced"],
      source: `${MEDIALIVE}/rtmp-destinations.html`,
    },
    {
      id: "epoch-locking",
      asks: "timing, frame rates, inputs and outputs that can lock to the epoch, and a timecode within two minutes of UTC",
      rules: ["epoch-locking-possible", "epoch-inputs-live"],
      why: "what time a source says is known only when it runs (metric InputTimecodesPresent)",
      source: `${MEDIALIVE}/pipeline-lock.html`,
    },
    {
      id: "two-regions",
      asks: "CMAF ingest, equal encodes and endpoints in two regions, and forced errors in the preferred one alone",
      rules: ["packaging-channel-aligned", "regions-match", "origin-group-complete"],
      why: "a pack sees one stack: regions in stacks of their own are compared by the hashes that the edge hands on in its output `encodes`; which of them is forced to fail is tested in the plan",
      source: `${MEDIAPACKAGE}/cross-region-failover.html`,
    },
    {
      id: "media-quality",
      asks: "a choice by media quality that can work",
      rules: ["quality-group-usable", "quality-readable", "packaging-channel-aligned"],
      source: `${CLOUDFRONT}/media-quality-score.html`,
    },
    {
      id: "endpoint-policy",
      asks: "endpoints that answer one distribution, by access control of kind mediapackagev2",
      rules: ["endpoint-policy-closed", "media-access-control-type", "origins-closed"],
      source: `${CLOUDFRONT}/private-content-restricting-access-to-mediapackage.html`,
    },
    {
      id: "drm",
      asks: "methods, containers and DRM systems that fit, and a key server in the endpoint's region",
      rules: ["drm-complete"],
      why: "only an address of API Gateway tells its region",
      source: `${MEDIAPACKAGE}/encryption-choosing-speke-version.html`,
    },
    {
      id: "confused-deputy",
      asks: "roles that a service takes for one account's resources only",
      rules: ["service-trust-narrow"],
      source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
    },
    {
      id: "cameras-and-ivs",
      asks: "customer keys on video streams; IVS channels with tokens and encrypted ingest; a playback restriction policy",
      rules: ["stream-customer-key", "stream-retained", "ivs-channel-closed"],
      why: "a restriction policy narrows by country and origin what a token already closes: a choice per channel",
      source: "https://docs.aws.amazon.com/ivs/latest/LowLatencyUserGuide/private-channels.html",
    },
    {
      id: "region-switches",
      asks: "a region can be taken out of service by a person, and stays out until somebody says otherwise",
      rules: ["region-switch-keeps"],
      source: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html",
    },
    {
      id: "failover-records",
      asks: "complete failover records with health checks that fail without data",
      rules: ["failover-pair-complete", "failover-record-health-checked", "health-check-decided", "primary-fails-without-data"],
      source: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover.html",
    },
  ],
};
