import { frameUrl } from "./framePaths.ts";
import type { FrameLocation } from "./frameStore.ts";
import type { EncoderPlan } from "./encoderPlan.ts";
import type { OutputBinding } from "./hlsChannel.ts";

/** Places that the region gives to the further outputs of a channel. */
export interface OutputPlaces {
  readonly frames?: { readonly location: FrameLocation };
  /** Addresses of the flows and ARN of the passphrase, by the output's key. */
  readonly feeds?: Readonly<Record<string, OutputBinding>>;
}

/** Where each further output sends, by key; those that carry their addresses in the lineup have no part in it. */
export function outputBindings(plan: EncoderPlan, { frames, feeds = {} }: OutputPlaces): Record<string, OutputBinding> {
  return Object.fromEntries(
    (plan.others ?? []).flatMap((output): [string, OutputBinding][] => {
      const feed = feeds[output.key];
      if (output.type === "mediaconnect") return feed === undefined ? [] : [[output.key, feed]];
      if (output.type !== "frame-capture" || frames === undefined) return [];
      const urls = plan.pipelines.map((pipeline) => frameUrl(frames.location.bucket, plan.channel, output.key, pipeline));
      return [[output.key, { urls }]];
    }),
  );
}
