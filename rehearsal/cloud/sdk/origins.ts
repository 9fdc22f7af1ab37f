/** Which MediaLive channel feeds a MediaPackage channel, and what its viewers find there. */
import { channels, channelState, type Channel, type ChannelState } from "../channels.ts";
import type { Cloud } from "../cloud.ts";
import type { CloudObject } from "../store.ts";
import { objects, text, texts } from "../values.ts";

/** A channel that writes to the ingest addresses of a MediaPackage channel. */
export function feeding(cloud: Pick<Cloud, "store">, region: string, group: string, channel: string): Channel | undefined {
  const packaging = cloud.store.find(
    "aws-native:mediapackagev2:Channel",
    (one) => one.region === region && one.inputs["channelGroupName"] === group && one.inputs["channelName"] === channel,
  );
  const urls = new Set(texts(packaging?.outputs["ingestEndpointUrls"]));
  return channels(cloud.store, region).find(({ body }) =>
    objects(body["destinations"])
      .flatMap(({ settings }) => objects(settings))
      .some(({ url }) => urls.has(text(url) ?? "")),
  );
}

/** Segments come this often here, whatever the playlist says: simulated time runs faster. Milliseconds. */
export const SEGMENT_MS = 200;

/** Number of the newest segment; it stands still while the channel does not run. Undefined before the first start. */
export function newestSegment(
  cloud: Cloud,
  { object }: Channel,
  now = Date.now(),
): { readonly number: number; readonly age: number } | undefined {
  const since = Number(object.hidden["since"] ?? 0);
  if (since === 0) return undefined;
  const running = stateOf(cloud, object, now) === "RUNNING";
  return { number: Math.floor((running ? now : since) / SEGMENT_MS), age: running ? 0 : now - since };
}

function stateOf(cloud: Cloud, object: CloudObject, now: number): ChannelState {
  return channelState(object, cloud.transition, now);
}
