import fc from "fast-check";
import { channelAlarms, edgeAlarms, edgeTopic, told, toldOfEdge } from "./alarms.ts";
import { broughtToRegion } from "./brought.ts";
import { domainSecurity, edgeSecurity } from "./edgeSecurity.ts";
import { written } from "./parts.ts";

const quotas = fc.constantFrom(
  undefined,
  {},
  {
    mediaLiveChannels: 50,
    mediaLivePushInputs: 50,
    mediaLiveVpcPushInputs: 60,
    mediaLivePullInputs: 150,
    mediaLiveHevcChannels: 20,
    mediaLiveUhdChannels: 4,
    mediaPackageChannelGroups: 9,
    mediaConnectFlows: 40,
    cloudFrontOriginGroups: 20,
    cloudFrontBehaviors: 90,
    cloudFrontOrigins: 200,
  },
);

/** Stack settings of what encodes. */
const ownEncodeSettings = fc.record({
  encoderCidrs: fc.constantFrom(["203.0.113.7/32"], ["198.51.100.0/24", "203.0.113.0/28"]),
  availabilityZones: fc.constantFrom(undefined, ["<region>a", "<region>c"]),
  maintenanceDay: fc.constantFrom(undefined, "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"),
  maintenanceStart: fc.constantFrom(undefined, "00:00", "23:00"),
  health: fc.constantFrom(
    undefined,
    {},
    { minActiveOutputs: 2, minIngressBytesPerMinute: 1000, evaluationPeriods: 5, datapointsToAlarm: 3 },
  ),
  alertEmail: fc.constantFrom(undefined, "ops@broadcaster.tv"),
  ...told,
  alarms: channelAlarms,
  start: fc.constantFrom(undefined, "manual", "onDeploy"),
  tags: fc.constantFrom(undefined, { team: "live" }),
  quotas,
});

/** The same with what was brought along. */
export const encodeSettings = fc.tuple(ownEncodeSettings, broughtToRegion).map(([own, brought]) => written({ ...own, ...brought }));

/** Stack settings of what viewers touch. */
export const edgeSettings = fc
  .tuple(
    fc.record({
      allowedOrigins: fc.constantFrom(undefined, [], ["https://www.broadcaster.tv"]),
      priceClass: fc.constantFrom(undefined, "PriceClass_100", "PriceClass_200", "PriceClass_All"),
      logRetentionDays: fc.constantFrom(undefined, 1, 365),
      edgeAlarms,
      ...toldOfEdge,
      edgeAlertTopicArn: edgeTopic,
      tags: fc.constantFrom(undefined, { team: "edge" }),
      quotas,
    }),
    edgeSecurity,
  )
  .map(([settings, security]) => written({ ...settings, ...security }));

/** Stack settings of an edge with a domain. */
export const domainSettings = domainSecurity.map(written);
