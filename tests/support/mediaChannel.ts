import type { EncoderChannel } from "../../rehearsal/media/types.ts";

/** An aligned channel of one rung, one sound and one language of captions. */
export const ENCODER_CHANNEL: EncoderChannel = {
  region: "us-east-1",
  channelId: "1",
  channelGroup: "main",
  originChannel: "arena",
  pipelines: 2,
  running: true,
  epochLocked: true,
  segmentMs: 4000,
  gopMs: 2000,
  videos: [{ name: "v1", codec: "h264", width: 1920, height: 1080, bitrate: 4_000_000, frameRate: { numerator: 50, denominator: 1 } }],
  audios: [{ name: "a1", language: "eng", title: "English", bitrate: 128_000 }],
  captions: [{ name: "c1", language: "eng" }],
  qualitySwitching: true,
};
