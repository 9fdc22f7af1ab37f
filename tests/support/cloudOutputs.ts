/**
 * What AWS gives back for each resource type and call that our programs use: ids and output-only properties in the
 * shape of the providers' typings. A type that is missing here is an error on purpose.
 */
import { createHash } from "node:crypto";
import { rememberPort, rememberStreams } from "./cloudCalls.ts";
import { flowMakers } from "./cloudFlows.ts";
import { MOCK_ACCOUNT, text, type Inputs } from "./cloudValues.ts";

export { MOCK_ACCOUNT } from "./cloudValues.ts";

interface Context {
  readonly name: string;
  readonly inputs: Inputs;
  readonly region: string;
  /** Digits that depend on the resource alone, so that a run repeats. */
  readonly digits: (length: number) => string;
}
interface Created {
  readonly id: string;
  readonly outputs: Record<string, unknown>;
}
type Maker = (context: Context) => Created;

const arn =
  (service: string, path: (context: Context) => string, id?: (context: Context) => string): Maker =>
  (context) => {
    const full = `arn:aws:${service}:${context.region}:${MOCK_ACCOUNT}:${path(context)}`;
    return { id: id === undefined ? full : id(context), outputs: { arn: full } };
  };
const globalArn =
  (
    service: string,
    path: (context: Context) => string,
    id: (context: Context) => string,
    more: (context: Context) => Record<string, unknown> = () => ({}),
  ): Maker =>
  (context) => ({ id: id(context), outputs: { arn: `arn:aws:${service}::${MOCK_ACCOUNT}:${path(context)}`, ...more(context) } });
const plain =
  (id: (context: Context) => string, outputs: (context: Context) => Record<string, unknown> = () => ({})): Maker =>
  (context) => ({ id: id(context), outputs: outputs(context) });

const named = (context: Context): string => text(context.inputs.name, context.name);
const bucketName = (context: Context): string => text(context.inputs.bucket, context.name);
const etag = (context: Context): Record<string, unknown> => ({ etag: `E${context.digits(12)}` });

/** The ARN of the one MediaLive resource in a template, under the name that the template's output has. */
function stackOutputs({ inputs, region, digits }: Context): Record<string, string> {
  const { Outputs } = JSON.parse(text(inputs.templateBody, '{"Outputs":{"ChannelArn":{}}}')) as { Outputs: Record<string, unknown> };
  return Object.fromEntries(
    Object.keys(Outputs).map((name) => {
      const id = digits(7);
      const kind = name === "InputArn" ? "input" : "channel";
      if (kind === "input") rememberPort(id, 5050);
      return [name, `arn:aws:medialive:${region}:${MOCK_ACCOUNT}:${kind}:${id}`];
    }),
  );
}

const makers: Readonly<Record<string, Maker>> = {
  "aws:kms/key:Key": (context) => {
    const id = `${context.digits(8)}-0000-4000-8000-${context.digits(12)}`;
    return { id, outputs: { arn: `arn:aws:kms:${context.region}:${MOCK_ACCOUNT}:key/${id}`, keyId: id } };
  },
  "aws:kms/alias:Alias": arn("kms", named, named),
  "aws:sns/topic:Topic": arn("sns", named),
  "aws:sns/topicPolicy:TopicPolicy": plain(
    (c) => text(c.inputs.arn, c.name),
    () => ({ owner: MOCK_ACCOUNT }),
  ),
  "aws:sns/topicSubscription:TopicSubscription": plain(
    (c) => `${text(c.inputs.topic, c.name)}:${c.digits(8)}`,
    (c) => ({ arn: `${text(c.inputs.topic, c.name)}:${c.digits(8)}` }),
  ),
  "aws:s3/bucket:Bucket": (context) => {
    const name = bucketName(context);
    return {
      id: name,
      outputs: {
        arn: `arn:aws:s3:::${name}`,
        bucketDomainName: `${name}.s3.amazonaws.com`,
        bucketRegionalDomainName: `${name}.s3.${context.region}.amazonaws.com`,
        bucketRegion: context.region,
        hostedZoneId: "Z3AQBSTGFYJSTF",
      },
    };
  },
  "aws:s3/bucketVersioning:BucketVersioning": plain(bucketName),
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": plain(bucketName),
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": plain(bucketName),
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": plain(bucketName),
  "aws:s3/bucketPolicy:BucketPolicy": plain(bucketName),
  "aws-native:s3:BucketPolicy": plain(bucketName),
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": plain(bucketName),
  "aws:s3/bucketObjectv2:BucketObjectv2": plain(
    (c) => `${bucketName(c)}/${text(c.inputs.key, c.name)}`,
    (c) => ({ arn: `arn:aws:s3:::${bucketName(c)}/${text(c.inputs.key, c.name)}`, versionId: c.digits(16) }),
  ),
  "aws:iam/role:Role": globalArn(
    "iam",
    (c) => `role/${named(c)}`,
    named,
    (c) => ({ createDate: "2026-01-01T00:00:00Z", uniqueId: `AROA${c.digits(12)}` }),
  ),
  "aws:iam/rolePolicy:RolePolicy": plain((c) => `${text(c.inputs.role, c.name)}:${named(c)}`),
  "aws:medialive/input:Input": (context) => {
    const id = context.digits(7);
    rememberStreams(id, context.inputs.destinations);
    const single =
      ["RTMP_PUSH", "MP4_FILE"].includes(text(context.inputs.type, "")) &&
      [context.inputs.destinations, context.inputs.sources].some((list) => Array.isArray(list) && list.length === 1);
    return {
      id,
      outputs: {
        arn: `arn:aws:medialive:${context.region}:${MOCK_ACCOUNT}:input:${id}`,
        attachedChannels: [],
        inputClass: single ? "SINGLE_PIPELINE" : "STANDARD",
        inputPartnerIds: [],
        inputSourceType: "STATIC",
      },
    };
  },
  "aws:medialive/inputSecurityGroup:InputSecurityGroup": (context) => {
    const id = context.digits(7);
    return { id, outputs: { arn: `arn:aws:medialive:${context.region}:${MOCK_ACCOUNT}:inputSecurityGroup:${id}`, inputs: [] } };
  },
  "aws:medialive/channel:Channel": (context) => {
    const id = context.digits(7);
    return { id, outputs: { arn: `arn:aws:medialive:${context.region}:${MOCK_ACCOUNT}:channel:${id}`, channelId: id } };
  },
  "aws:cloudformation/stack:Stack": (context) => ({
    id: `arn:aws:cloudformation:${context.region}:${MOCK_ACCOUNT}:stack/${named(context)}/${context.digits(8)}`,
    outputs: { outputs: stackOutputs(context) },
  }),
  "aws:cloudwatch/metricAlarm:MetricAlarm": arn("cloudwatch", (c) => `alarm:${named(c)}`, named),
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": arn(
    "cloudwatch",
    (c) => `alarm:${text(c.inputs.alarmName, c.name)}`,
    (c) => text(c.inputs.alarmName, c.name),
  ),
  "aws:cloudwatch/dashboard:Dashboard": (context) => {
    const name = text(context.inputs.dashboardName, context.name);
    return { id: name, outputs: { dashboardArn: `arn:aws:cloudwatch::${MOCK_ACCOUNT}:dashboard/${name}` } };
  },
  "aws:cloudwatch/eventRule:EventRule": arn("events", (c) => `rule/${named(c)}`, named),
  "aws:cloudwatch/eventTarget:EventTarget": plain((c) => `${text(c.inputs.rule, "")}-${text(c.inputs.targetId, c.name)}`),
  "aws:cloudwatch/logGroup:LogGroup": arn("logs", (c) => `log-group:${named(c)}`, named),
  "aws:cloudwatch/logDeliverySource:LogDeliverySource": arn("logs", (c) => `delivery-source:${named(c)}`, named),
  "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination": arn("logs", (c) => `delivery-destination:${named(c)}`, named),
  "aws:cloudwatch/logDelivery:LogDelivery": arn(
    "logs",
    (c) => `delivery:${c.digits(12)}`,
    (c) => c.digits(12),
  ),
  "aws:cloudfront/distribution:Distribution": globalArn(
    "cloudfront",
    (c) => `distribution/E${c.digits(13)}`,
    (c) => `E${c.digits(13)}`,
    (c) => ({
      domainName: `d${c.digits(13)}.cloudfront.net`,
      hostedZoneId: "Z2FDTNDATAQYW2",
      status: "Deployed",
      callerReference: c.digits(10),
      lastModifiedTime: "2026-01-01T00:00:00Z",
      ...etag(c),
    }),
  ),
  "aws:cloudfront/originAccessControl:OriginAccessControl": globalArn(
    "cloudfront",
    (c) => `origin-access-control/E${c.digits(12)}`,
    (c) => `E${c.digits(12)}`,
    etag,
  ),
  "aws:cloudfront/cachePolicy:CachePolicy": globalArn(
    "cloudfront",
    (c) => `cache-policy/${c.digits(12)}`,
    (c) => c.digits(12),
    etag,
  ),
  "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": globalArn(
    "cloudfront",
    (c) => `response-headers-policy/${c.digits(12)}`,
    (c) => c.digits(12),
    etag,
  ),
  "aws:cloudfront/originRequestPolicy:OriginRequestPolicy": globalArn(
    "cloudfront",
    (c) => `origin-request-policy/${c.digits(12)}`,
    (c) => c.digits(12),
    etag,
  ),
  "aws:cloudfront/publicKey:PublicKey": plain(
    (c) => `K${c.digits(13)}`,
    (c) => ({ callerReference: c.digits(10), ...etag(c) }),
  ),
  "aws:cloudfront/keyGroup:KeyGroup": plain((c) => c.digits(12), etag),
  "aws:cloudfront/function:Function": globalArn(
    "cloudfront",
    (c) => `function/${named(c)}`,
    named,
    (c) => ({ status: "UNASSOCIATED", liveStageEtag: `E${c.digits(12)}`, ...etag(c) }),
  ),
  "aws:cloudfront/keyValueStore:KeyValueStore": globalArn(
    "cloudfront",
    (c) => `key-value-store/${c.digits(8)}-0000-4000-8000-${c.digits(12)}`,
    named,
    (c) => ({ lastModifiedTime: "2026-01-01T00:00:00Z", ...etag(c) }),
  ),
  "aws:cloudfront/monitoringSubscription:MonitoringSubscription": plain((c) => text(c.inputs.distributionId, c.name)),
  "aws:cloudfront/realtimeLogConfig:RealtimeLogConfig": globalArn(
    "cloudfront",
    (c) => `realtime-log-config/${named(c)}`,
    (c) => `arn:aws:cloudfront::${MOCK_ACCOUNT}:realtime-log-config/${named(c)}`,
  ),
  "aws:kinesis/stream:Stream": arn("kinesis", (c) => `stream/${named(c)}`),
  "aws:wafv2/webAcl:WebAcl": (c) => {
    const id = `${c.digits(8)}-0000-4000-8000-${c.digits(12)}`;
    const full = `arn:aws:wafv2:${c.region}:${MOCK_ACCOUNT}:global/webacl/${named(c)}/${id}`;
    return { id, outputs: { arn: full, capacity: 1, lockToken: id, applicationIntegrationUrl: "" } };
  },
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": plain((c) => text(c.inputs.resourceArn, c.name)),
  "aws:acm/certificate:Certificate": (context) => {
    const certificate = `arn:aws:acm:${context.region}:${MOCK_ACCOUNT}:certificate/${context.digits(12)}`;
    const names = [
      text(context.inputs.domainName, context.name),
      ...(Array.isArray(context.inputs.subjectAlternativeNames) ? context.inputs.subjectAlternativeNames.map(String) : []),
    ];
    return {
      id: certificate,
      outputs: {
        arn: certificate,
        status: "PENDING_VALIDATION",
        domainValidationOptions: names.map((domainName) => ({
          domainName,
          resourceRecordName: `_${context.digits(8)}.${domainName}.`,
          resourceRecordType: "CNAME",
          resourceRecordValue: `_${context.digits(8)}.acm-validations.aws.`,
        })),
      },
    };
  },
  "aws:acm/certificateValidation:CertificateValidation": plain((c) => text(c.inputs.certificateArn, c.name)),
  "aws:route53/record:Record": plain(
    (c) => `${text(c.inputs.zoneId, "")}_${named(c)}_${text(c.inputs.type, "")}`,
    (c) => ({ fqdn: named(c) }),
  ),
  "aws:route53/healthCheck:HealthCheck": globalArn(
    "route53",
    (c) => `healthcheck/${c.digits(12)}`,
    (c) => c.digits(12),
  ),
  "aws:cloudtrail/trail:Trail": (c) => ({
    id: named(c),
    outputs: { arn: `arn:aws:cloudtrail:${c.region}:${MOCK_ACCOUNT}:trail/${named(c)}`, homeRegion: c.region },
  }),
  "aws-native:mediapackagev2:ChannelGroup": (context) => {
    const group = text(context.inputs.channelGroupName, context.name);
    const full = `arn:aws:mediapackagev2:${context.region}:${MOCK_ACCOUNT}:channelGroup/${group}`;
    return {
      id: full,
      outputs: {
        arn: full,
        egressDomain: `${context.digits(6)}.egress.${context.digits(6)}.mediapackagev2.${context.region}.amazonaws.com`,
        ...dates,
      },
    };
  },
  "aws-native:mediapackagev2:Channel": (context) => {
    const [group, channel] = [text(context.inputs.channelGroupName, ""), text(context.inputs.channelName, context.name)];
    const full = `arn:aws:mediapackagev2:${context.region}:${MOCK_ACCOUNT}:channelGroup/${group}/channel/${channel}`;
    // A CMAF ingest URL ends with a slash, an HLS one with the base name `index` (MediaLive guide, origin-server-hls-empv2).
    const tail = context.inputs.inputType === "CMAF" ? "/" : "/index";
    const ingestEndpoints = ["1", "2"].map((id) => ({
      id,
      url: `https://${context.digits(6)}-${id}.ingest.${context.digits(6)}.mediapackagev2.${context.region}.amazonaws.com/in/v1/${group}/${id}/${channel}${tail}`,
    }));
    return {
      id: full,
      outputs: { arn: full, ingestEndpoints, ingestEndpointUrls: ingestEndpoints.map((endpoint) => endpoint.url), ...dates },
    };
  },
  "aws-native:mediapackagev2:ChannelPolicy": plain((c) => `${text(c.inputs.channelGroupName, "")}|${text(c.inputs.channelName, "")}`),
  "aws-native:mediapackagev2:OriginEndpoint": (context) => {
    const { channelGroupName: group, channelName: channel, originEndpointName: endpoint } = context.inputs;
    const full = `arn:aws:mediapackagev2:${context.region}:${MOCK_ACCOUNT}:channelGroup/${text(group, "")}/channel/${text(channel, "")}/originEndpoint/${text(endpoint, context.name)}`;
    return {
      id: full,
      outputs: { arn: full, hlsManifestUrls: [], lowLatencyHlsManifestUrls: [], dashManifestUrls: [], mssManifestUrls: [], ...dates },
    };
  },
  "aws-native:mediapackagev2:OriginEndpointPolicy": plain(
    (c) => `${text(c.inputs.channelGroupName, "")}|${text(c.inputs.channelName, "")}|${text(c.inputs.originEndpointName, "")}`,
  ),
  ...flowMakers,
  "aws-native:cloudfront:Distribution": plain(
    (c) => `E${c.digits(13)}`,
    (c) => ({ awsId: `E${c.digits(13)}`, domainName: `d${c.digits(13)}.cloudfront.net` }),
  ),
};

const dates = { createdAt: "2026-01-01T00:00:00Z", modifiedAt: "2026-01-01T00:00:00Z" };

/** Every custom resource type the mocks can make. */
export const knownTypes: ReadonlySet<string> = new Set(Object.keys(makers));

/** Id and output-only properties of a new resource. Refuses a type that is not listed. */
export function outputsOf(type: string, name: string, inputs: Inputs, region: string): Created {
  const maker = makers[type];
  if (maker === undefined) throw new Error(`mocks: unknown resource type ${type}`);
  const digits = (length: number): string => {
    const hash = createHash("sha256").update(`${type}|${name}|${region}`).digest("hex");
    return BigInt(`0x${hash}`).toString().slice(0, length);
  };
  return maker({ name, inputs, region, digits });
}
