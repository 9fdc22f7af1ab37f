/**
 * Media quality scores that CloudFront asks for in vain: AWS accepts the set-up, and the choice by quality never happens.
 * Sources: CloudFront Developer Guide, "Media quality-aware resiliency" (a HEAD request to the second origin); MediaPackage v2
 * User Guide, "Leveraging media quality scores" (published by channels of CMAF input that are told to).
 */
import { distributionArn, distributions, viewOf } from "./distributions.ts";
import { admitsService } from "./policies.ts";
import type { CloudObject, Store } from "./store.ts";
import type { Loss } from "./undeliverable.ts";
import { object, text } from "./values.ts";

/** Every endpoint of a channel that is chosen by quality and that tells CloudFront no score. */
export function unreadableScores(store: Store, accountId: string): Loss[] {
  return distributions(store).flatMap((distribution) => {
    const { groups, behaviours } = viewOf(distribution);
    const byQuality = groups.filter((group) => group.byQuality).map(({ id }) => id);
    const from = `distribution ${distributionArn(accountId, distribution.id)}`;
    return behaviours
      .filter(({ target }) => byQuality.includes(target))
      .flatMap(({ path }) => endpointsUnder(store, path ?? ""))
      .flatMap((endpoint) => {
        const reason = silence(store, endpoint);
        return reason === undefined ? [] : [{ to: endpoint.id, from, reason }];
      });
  });
}

/** The origin endpoints, in every region, of the channel whose media lies at a path. */
function endpointsUnder(store: Store, path: string): CloudObject[] {
  const [, channelGroupName, channelName] = /^\/out\/v1\/([^/*]+)\/([^/*]+)\//.exec(path) ?? [];
  return store
    .all("aws-native:mediapackagev2:OriginEndpoint")
    .filter(({ inputs }) => inputs["channelGroupName"] === channelGroupName && inputs["channelName"] === channelName);
}

function silence(store: Store, endpoint: CloudObject): string | undefined {
  const alike = (type: string, names: readonly string[]): CloudObject | undefined =>
    store.find(
      type,
      (one) => one.region === endpoint.region && names.every((name) => text(one.inputs[name]) === text(endpoint.inputs[name])),
    );
  const channel = alike("aws-native:mediapackagev2:Channel", ["channelGroupName", "channelName"]);
  if (object(channel?.inputs["outputHeaderConfiguration"])["publishMqcs"] !== true) return "its channel does not publish its score";
  const policy = alike("aws-native:mediapackagev2:OriginEndpointPolicy", ["channelGroupName", "channelName", "originEndpointName"]);
  return admitsService(policy?.inputs["policy"], "cloudfront.amazonaws.com", "mediapackagev2:GetHeadObject")
    ? undefined
    : "its policy does not let CloudFront ask for the score (mediapackagev2:GetHeadObject)";
}
