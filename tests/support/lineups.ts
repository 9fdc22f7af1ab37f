/** Channels for tests: one of each kind that the shipped lineup shows. */
import type { Channel, HealthThresholds, Ladder, MaintenanceWindow } from "../../components/encode/index.ts";

export const LADDER: Ladder = {
  name: "hd-30",
  codec: "h264",
  frameRate: { numerator: 30, denominator: 1 },
  rateControl: "qvbr",
  gopSeconds: 2,
  segmentSeconds: 4,
  rungs: [
    { name: "1080p", width: 1920, height: 1080, bitrate: 4_000_000 },
    { name: "720p", width: 1280, height: 720, bitrate: 2_500_000 },
    { name: "360p", width: 640, height: 360, bitrate: 600_000 },
  ],
  audioBitrates: [128_000, 64_000],
};

const base = {
  title: "A channel",
  group: "main",
  regions: ["us-east-1", "eu-west-1"],
  ladder: LADDER,
  uplink: "both",
  liveWindowSeconds: 60,
  startoverSeconds: 0,
  logLevel: "WARNING",
} as const satisfies Partial<Channel>;

/** RTP with timecode: aligned. */
export const ARENA: Channel = { ...base, name: "arena", source: { type: "rtp-push", timecode: "embedded" }, startoverSeconds: 14_400 };
/** Ordinary RTMP. */
export const STUDIO: Channel = {
  ...base,
  name: "studio",
  source: { type: "rtmp-push", timecode: "none", application: "studio", instances: ["a", "b"] },
};
/** An encoder that feeds one region at a time. */
export const ROAMING: Channel = {
  ...STUDIO,
  name: "roaming",
  uplink: "single",
  regions: ["eu-west-1", "us-east-1"],
  source: { type: "rtmp-push", timecode: "none", application: "roaming", instances: ["a", "b"] },
};
/** The looping file. */
export const DEMO: Channel = { ...base, name: "demo", source: { type: "mp4-demo", timecode: "none" } };

export const LINEUP: readonly Channel[] = [ARENA, DEMO, ROAMING, STUDIO];

export const MAINTENANCE: MaintenanceWindow = { day: "TUESDAY", startTime: "03:00" };
export const HEALTH: HealthThresholds = { minActiveOutputs: 1, minIngressBytesPerMinute: 1000, evaluationPeriods: 3, datapointsToAlarm: 2 };
