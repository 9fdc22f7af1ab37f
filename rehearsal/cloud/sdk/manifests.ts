/**
 * The manifests of MediaPackage v2 endpoints as their owner reads them, by a signed request to the channel group's own host
 * (MediaPackage v2 User Guide, "Manifest URLs" and "Allow access with an endpoint policy"). HLS only, and no segments: the edge and
 * the players of the rehearsal are served elsewhere.
 */
import type { Cloud } from "../cloud.ts";
import type { CloudObject } from "../store.ts";
import { object, objects, text, texts } from "../values.ts";
import { feeding, newestSegment, SEGMENT_MS } from "./origins.ts";
import { ServiceError, type Answer, type Call } from "./protocol.ts";

/** Segments of the live window; any number will do. */
const WINDOW = 5;
/** What the playlist says of a segment's length, seconds. */
const SEGMENT_SECONDS = 4;
/** A playlist without a new segment for so many of them is stale. */
const STALE_SEGMENTS = 3;

export async function answerManifest(cloud: Cloud, call: Call): Promise<Answer> {
  const group = cloud.store.find(
    "aws-native:mediapackagev2:ChannelGroup",
    ({ outputs }) => outputs["egressDomain"] === call.headers["host"],
  );
  const [, out, version, groupName = "", channel = "", endpointName = "", file = ""] = call.path.split("/");
  if (group === undefined || out !== "out" || version !== "v1" || group.inputs["channelGroupName"] !== groupName) throw notFound(call);
  // A signature names its region, and is worth nothing in another.
  if (group.region !== call.region) throw new ServiceError(403, "AccessDeniedException", "the request is signed for another region");
  try {
    await cloud.faults.meet("call", "mediapackagev2:GetObject", call.region);
  } catch (error) {
    throw new ServiceError(503, "ServiceUnavailable", error instanceof Error ? error.message : String(error));
  }
  const endpoint = cloud.store.find(
    "aws-native:mediapackagev2:OriginEndpoint",
    ({ region, inputs }) =>
      region === group.region &&
      inputs["channelGroupName"] === groupName &&
      inputs["channelName"] === channel &&
      inputs["originEndpointName"] === endpointName,
  );
  const feeder = endpoint === undefined ? undefined : feeding(cloud, group.region, groupName, channel);
  const newest = feeder === undefined ? undefined : newestSegment(cloud, feeder);
  const manifest = /^([A-Za-z0-9-]+?)(_1)?\.m3u8$/.exec(file);
  if (endpoint === undefined || newest === undefined || manifest === null || !manifestNames(endpoint).includes(manifest[1] ?? ""))
    throw notFound(call);
  if (newest.age > STALE_SEGMENTS * SEGMENT_MS && answersStale(endpoint)) throw notFound(call);
  const body = manifest[2] === undefined ? multivariant(manifest[1] ?? "") : media(newest.number);
  return { status: 200, headers: { "content-type": "application/vnd.apple.mpegurl" }, body };
}

function manifestNames({ inputs }: CloudObject): string[] {
  return [...objects(inputs["hlsManifests"]), ...objects(inputs["lowLatencyHlsManifests"])].flatMap(
    ({ manifestName }) => text(manifestName) ?? [],
  );
}

/** Forced errors: MediaPackage v2 API Reference, ForceEndpointErrorConfiguration; the endpoint answers 404. */
function answersStale({ inputs }: CloudObject): boolean {
  return texts(object(inputs["forceEndpointErrorConfiguration"])["endpointErrorConditions"]).includes("STALE_MANIFEST");
}

function multivariant(name: string): string {
  return `#EXTM3U\n#EXT-X-VERSION:6\n#EXT-X-STREAM-INF:BANDWIDTH=2000000,RESOLUTION=1280x720,CODECS="avc1.64001f,mp4a.40.2"\n${name}_1.m3u8\n`;
}

function media(newest: number): string {
  const first = newest - WINDOW + 1;
  const segments = Array.from({ length: WINDOW }, (_, index) => `#EXTINF:${SEGMENT_SECONDS}.0,\nsegment_${first + index}.mp4\n`);
  return `#EXTM3U\n#EXT-X-VERSION:6\n#EXT-X-TARGETDURATION:${SEGMENT_SECONDS}\n#EXT-X-MEDIA-SEQUENCE:${first}\n${segments.join("")}`;
}

function notFound(call: Call): ServiceError {
  return new ServiceError(404, "NotFoundException", `${call.headers["host"] ?? ""}${call.path} is not there`);
}
