/** MediaPackage v2. */
import { allow } from "../cloudExamples/index.ts";
import { breach, type Breach } from "./breach.ts";

export const origin: Breach[] = [
  breach("groupOfChannel", "a channel in no group", /channel group other does not exist/, (world) =>
    world.make("origin", { channelGroupName: "other" }, "x"),
  ),
  breach("channelOfEndpoint", "an endpoint of no channel", /channel main\/other does not exist/, (world) =>
    world.make("endpoint", { channelName: "other" }, "x"),
  ),
  breach("channelOfPolicy", "a policy of no channel", /channel main\/other does not exist/, (world) =>
    world.make("originPolicy", { channelName: "other" }, "x"),
  ),
  breach("endpointOfPolicy", "a policy of no endpoint", /origin endpoint main\/news\/other does not exist/, (world) =>
    world.make("endpointPolicy", { originEndpointName: "other" }, "x"),
  ),
  breach("channelNameFree", "a second channel of the name", /main\/news already exists/, (world) => world.make("origin", {}, "x")),
  breach("endpointNameFree", "a second endpoint of the name", /main\/news\/live already exists/, (world) =>
    world.make("endpoint", {}, "x"),
  ),
  breach("groupEmpty", "deleting a group with channels", /still has the channel/, (world) => world.remove("group")),
  breach("channelEmpty", "deleting a channel with endpoints", /still has the origin endpoint/, (world) => world.remove("origin")),
  breach("groupQuota", "a fourth group", /3 channel groups a region/, async (world) => {
    for (const name of ["b", "c", "d"]) await world.make("group", { channelGroupName: name }, name);
  }),
  breach("channelQuota", "an eleventh channel", /10 channels in channel group main/, async (world) => {
    for (let count = 1; count <= 10; count += 1) await world.make("origin", { channelName: `c${String(count)}` }, `c${String(count)}`);
  }),
  breach("endpointQuota", "an eleventh endpoint", /10 origin endpoints of channel main\/news/, async (world) => {
    for (let count = 1; count <= 10; count += 1)
      await world.make("endpoint", { originEndpointName: `e${String(count)}` }, `e${String(count)}`);
  }),
  breach("qualityNeedsCmaf", "input switching by quality on HLS input", /valid only when inputType is CMAF/, (world) =>
    world.make("origin", { channelName: "x", inputType: "HLS" }, "x"),
  ),
  breach("manifestsFitContainer", "DASH from a TS container", /dashManifests cannot be served from a TS container/, (world) =>
    world.make("endpoint", { originEndpointName: "x", containerType: "TS" }, "x"),
  ),
  breach("manifestNames", "two playlists of one name", /manifest names of one kind must differ/, (world) =>
    world.make("endpoint", { originEndpointName: "x", lowLatencyHlsManifests: [{ manifestName: "index" }] }, "x"),
  ),
  breach("daterangeNeedsTime", "date ranges without dates", /manifest index has DATERANGE markers and no programDateTime/, (world) =>
    world.make(
      "endpoint",
      { originEndpointName: "x", hlsManifests: [{ manifestName: "index", scteHls: { adMarkerHls: "DATERANGE" } }] },
      "x",
    ),
  ),
  breach("endpointRanges", "a startover window of a month", /startover window of 2592000 seconds/, (world) =>
    world.make("endpoint", { originEndpointName: "x", startoverWindowSeconds: 2_592_000 }, "x"),
  ),
  breach("endpointRanges", "segments of a minute", /segments of 60 seconds/, (world) =>
    world.make("endpoint", { originEndpointName: "x", segment: { segmentDurationSeconds: 60 } }, "x"),
  ),
  breach("channelPolicyResource", "a channel policy with a wildcard", /the policy's resource has to be/, (world) =>
    world.update("originPolicy", { policy: { Statement: [allow("medialive.amazonaws.com", ["mediapackagev2:PutObject"], "*")] } }),
  ),
  breach(
    "endpointPolicyResource",
    "an endpoint policy for another endpoint",
    /the policy's resource has to be .*originEndpoint\/live/,
    (world) =>
      world.update("endpointPolicy", {
        policy: { Statement: [allow("cloudfront.amazonaws.com", ["mediapackagev2:GetObject"], world.id("origin"))] },
      }),
  ),
];
