import type { DeployedEdge } from "./deployed/index.ts";
import type { ChannelPlace, EncoderChannel, OriginEndpoint, WatchedChannel } from "./types.ts";

/** What a viewer can ask for, as the distribution and both regions have it; channels without an endpoint are left out. */
export function watchedChannels(
  edge: DeployedEdge,
  endpoints: readonly OriginEndpoint[],
  encoders: readonly EncoderChannel[],
): WatchedChannel[] {
  return edge.behaviours.flatMap(({ path, target }) => {
    const [, channelGroup = "", originChannel = ""] = /^\/out\/v1\/([^/*]+)\/([^/*]+)\/\*$/.exec(path) ?? [];
    const of = (one: ChannelPlace): boolean => one.channelGroup === channelGroup && one.originChannel === originChannel;
    const ids = target.kind === "group" ? target.origins : [target.origin];
    const regions = ids.flatMap((id) => {
      const host = edge.origins.find((origin) => origin.id === id)?.domainName;
      return endpoints.find((endpoint) => of(endpoint) && endpoint.host === host)?.region ?? [];
    });
    // Startover has an endpoint of its own; what is watched live is the other.
    const live = endpoints.find((endpoint) => of(endpoint) && endpoint.startoverSeconds === undefined && endpoint.region === regions[0]);
    const encoder = encoders.find((one) => of(one) && one.region === regions[0]);
    const hls = live?.hls[0];
    if (live === undefined || encoder === undefined || hls === undefined) return [];
    const folder = `/out/v1/${channelGroup}/${originChannel}/`;
    const at = (file: string): string => `${folder}${live.endpoint}/${file}`;
    const [lowLatency, dash] = [live.lowLatencyHls[0], live.dash[0]];
    return [
      {
        channelGroup,
        originChannel,
        regions,
        epochLocked: encoder.epochLocked,
        segmentMs: encoder.segmentMs,
        playback: {
          hls: at(`${hls.name}.m3u8`),
          ...(lowLatency === undefined ? {} : { lowLatencyHls: at(`${lowLatency.name}.m3u8`) }),
          ...(dash === undefined ? {} : { dash: at(`${dash.name}.mpd`) }),
        },
        resource: `https://${viewerHost(edge)}${folder}*`,
        cookiePath: folder,
      },
    ];
  });
}

/** The name that viewers call: the first alias, or the distribution's own. */
export function viewerHost({ aliases, domainName }: DeployedEdge): string {
  return aliases[0] ?? domainName;
}
