import { list, object, text, texts, type Properties, type Value } from "../values.ts";
import { globalArn, type Maker, type Making } from "./making.ts";

/** The hosted zone of every distribution's alias: Route 53 API reference, AliasTarget. */
export const cloudFrontZone = "Z2FDTNDATAQYW2";

/** A CloudFront version mark; it changes with what the resource says. */
function etag(making: Making): string {
  return `E${making.seed.also(JSON.stringify(making.inputs)).upper(13)}`;
}

/** A policy: a UUID for an id, and an ARN of its kind. */
function policy(kind: string): Maker {
  return (making) => {
    const id = making.seed.uuid();
    return { id, outputs: { arn: globalArn(making, "cloudfront", `${kind}/${id}`), etag: etag(making) } };
  };
}

function distribution({ seed }: Making): { id: string; domainName: string } {
  return { id: `E${seed.upper(13)}`, domainName: `d${seed.also("domain").alphanumeric(13)}.cloudfront.net` };
}

/** Every key group that a behaviour of the distribution trusts, with its keys. */
function trustedKeyGroups({ inputs, store }: Making): Value {
  const behaviours = [inputs["defaultCacheBehavior"], ...list(inputs["orderedCacheBehaviors"])];
  const ids = [...new Set(behaviours.flatMap((behaviour) => texts(object(behaviour)["trustedKeyGroups"])))];
  const items = ids.map((id): Properties => {
    const group = store.get("aws:cloudfront/keyGroup:KeyGroup", "", id);
    return { keyGroupId: id, keyPairIds: texts(group?.inputs["items"]) };
  });
  return [{ enabled: items.length > 0, items }];
}

export const edge: Record<string, Maker> = {
  "aws:cloudfront/distribution:Distribution": (making) => {
    const { id, domainName } = distribution(making);
    return {
      id,
      outputs: {
        arn: globalArn(making, "cloudfront", `distribution/${id}`),
        callerReference: `terraform-${making.seed.digits(20)}`,
        domainName,
        hostedZoneId: cloudFrontZone,
        etag: etag(making),
        status: "Deployed",
        inProgressValidationBatches: 0,
        lastModifiedTime: making.seed.also(JSON.stringify(making.inputs)).moment(),
        loggingV1Enabled: making.inputs["loggingConfig"] !== undefined,
        trustedKeyGroups: trustedKeyGroups(making),
        trustedSigners: [{ enabled: false, items: [] }],
      },
    };
  },
  "aws-native:cloudfront:Distribution": (making) => {
    const { id, domainName } = distribution(making);
    return { id, outputs: { awsId: id, domainName } };
  },
  "aws:cloudfront/originAccessControl:OriginAccessControl": (making) => {
    const id = `E${making.seed.upper(13)}`;
    return { id, outputs: { arn: globalArn(making, "cloudfront", `origin-access-control/${id}`), etag: etag(making) } };
  },
  "aws:cloudfront/cachePolicy:CachePolicy": policy("cache-policy"),
  "aws:cloudfront/originRequestPolicy:OriginRequestPolicy": policy("origin-request-policy"),
  "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": policy("response-headers-policy"),
  "aws:cloudfront/publicKey:PublicKey": (making) => ({
    id: `K${making.seed.upper(13)}`,
    outputs: { callerReference: making.seed.digits(26), etag: etag(making) },
  }),
  "aws:cloudfront/keyGroup:KeyGroup": (making) => ({ id: making.seed.uuid(), outputs: { etag: etag(making) } }),
  "aws:cloudfront/function:Function": (making) => {
    const name = text(making.inputs["name"]) ?? "";
    return {
      id: name,
      outputs: {
        arn: globalArn(making, "cloudfront", `function/${name}`),
        etag: etag(making),
        liveStageEtag: making.inputs["publish"] === false ? "" : etag(making),
        status: making.inputs["publish"] === false ? "UNPUBLISHED" : "UNASSOCIATED",
        publish: making.inputs["publish"] ?? true,
      },
    };
  },
  "aws:cloudfront/keyValueStore:KeyValueStore": (making) => {
    const id = making.seed.uuid();
    return {
      id,
      outputs: {
        arn: globalArn(making, "cloudfront", `key-value-store/${id}`),
        etag: etag(making),
        lastModifiedTime: making.seed.moment(),
      },
    };
  },
  "aws:cloudfront/monitoringSubscription:MonitoringSubscription": ({ inputs }) => ({
    id: text(inputs["distributionId"]) ?? "",
    outputs: {},
  }),
  "aws:cloudfront/realtimeLogConfig:RealtimeLogConfig": (making) => {
    const arn = globalArn(making, "cloudfront", `realtime-log-config/${text(making.inputs["name"]) ?? ""}`);
    return { id: arn, outputs: { arn } };
  },
  "aws:route53/record:Record": ({ inputs, account }) => {
    const zone = account.hostedZones.find(({ id }) => id === inputs["zoneId"])?.name ?? "";
    const name = (text(inputs["name"]) ?? "").replace(/\.$/, "");
    const fqdn = name === zone || name.endsWith(`.${zone}`) ? name : [name, zone].filter((part) => part !== "").join(".");
    const parts = [text(inputs["zoneId"]) ?? "", name, text(inputs["type"]) ?? "", text(inputs["setIdentifier"]) ?? ""];
    return { id: parts.filter((part) => part !== "").join("_"), outputs: { fqdn } };
  },
  "aws:route53/healthCheck:HealthCheck": (making) => {
    const id = making.seed.uuid();
    return { id, outputs: { arn: `arn:${making.account.partition}:route53:::healthcheck/${id}` } };
  },
};
