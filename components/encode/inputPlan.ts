import { channelResourceName } from "./names.ts";
import { PIPELINES, type Channel, type Pipeline } from "./types.ts";

/** How a channel's signal enters MediaLive. */
export type InputPlan =
  | {
      readonly type: "RTMP_PUSH";
      readonly name: string;
      /** `application/instance`, one per pipeline. */
      readonly streamNames: readonly string[];
      readonly push: PushPlan;
    }
  | { readonly type: "RTP_PUSH"; readonly name: string; readonly push: PushPlan }
  | { readonly type: "MP4_FILE"; readonly name: string; readonly pipelines: readonly Pipeline[]; readonly push?: undefined };

/** What is known of the addresses of a push input before AWS gives them out. */
export interface PushPlan {
  readonly scheme: "rtmp" | "rtp";
  /** 1935 for RTMP, 5000 for RTP (MediaLive User Guide, "Result of this procedure" of each push input). */
  readonly port: number;
  /** Pipelines that the channel runs, and the RTMP path of each; RTP has none. */
  readonly addresses: readonly { readonly pipeline: Pipeline; readonly path: string }[];
}

/** Plans the input: two endpoints or sources with `production`, one otherwise. RTP always has two (it exists for Standard channels only). */
export function inputPlan(
  channel: Pick<Channel, "name" | "source">,
  context: { readonly environment: string; readonly production: boolean },
): InputPlan {
  const name = channelResourceName(context.environment, channel.name);
  const pipelines = context.production ? PIPELINES : PIPELINES.slice(0, 1);
  const { source } = channel;
  switch (source.type) {
    case "rtmp-push": {
      const addresses = pipelines.map((pipeline, index) => ({
        pipeline,
        path: `${source.application}/${source.instances[index] ?? pipeline}`,
      }));
      return { type: "RTMP_PUSH", name, streamNames: addresses.map(({ path }) => path), push: { scheme: "rtmp", port: 1935, addresses } };
    }
    case "rtp-push":
      return {
        type: "RTP_PUSH",
        name,
        push: { scheme: "rtp", port: 5000, addresses: pipelines.map((pipeline) => ({ pipeline, path: "" })) },
      };
    case "mp4-demo":
      return { type: "MP4_FILE", name, pipelines };
  }
}

/** Whether encoders push to the channel, so that it needs an input security group and has addresses. */
export function isPush(channel: Pick<Channel, "source">): boolean {
  return channel.source.type !== "mp4-demo";
}
