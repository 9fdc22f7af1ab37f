import { z } from "zod";

/** What a player's menus offer of a channel, by the tracks' keys in the lineup; part of every contract that has channels. */
export const menus = {
  /** What a player must be able to show. Rungs highest first; pixels, bits per second, frames per second. */
  picture: z
    .object({
      codec: z.enum(["h264", "h265", "av1"]),
      dynamicRange: z.enum(["sdr", "hdr10"]),
      rungs: z.array(
        z.object({
          name: z.string(),
          width: z.number(),
          height: z.number(),
          bitrate: z.number(),
          framesPerSecond: z.number(),
          /** Where it is another than the channel's. */
          codec: z.enum(["h264", "h265", "av1"]).optional(),
        }),
      ),
    })
    .optional(),
  /** Absent where the channel names no audio tracks. `language` is ISO 639-2. */
  audio: z
    .record(
      z.string(),
      z.object({ language: z.string(), title: z.string(), role: z.enum(["main", "commentary", "description"]), default: z.boolean() }),
    )
    .optional(),
  /** WebVTT tracks; absent where there are none. */
  captions: z.record(z.string(), z.object({ language: z.string(), title: z.string(), role: z.enum(["caption", "subtitle"]) })).optional(),
};
