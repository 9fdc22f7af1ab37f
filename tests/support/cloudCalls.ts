/** What AWS answers to each invoke that our programs make. A call that is missing here is an error on purpose. */
import { flowResult } from "./cloudFlows.ts";
import { MOCK_ACCOUNT, text, type Inputs } from "./cloudValues.ts";

/** An error that AWS answers with and a program deals with; any other is a mistake of the program or of these mocks. */
export class AwsRefusal extends Error {
  /** Where gRPC has the words, and the engine's client takes them from. */
  readonly details: string;
  constructor(words: string) {
    super(words);
    this.details = words;
  }
}

/** Hosted zones of the mocked account, by id. */
const ZONES: Readonly<Record<string, string>> = { Z0123456789ABCDEFGHI: "broadcaster.tv" };

/** The answer to an invoke. Refuses a token that is not listed. */
export function callResult(token: string, inputs: Inputs, region: string): Record<string, unknown> {
  switch (token) {
    case "aws:index/getCallerIdentity:getCallerIdentity":
      return { accountId: MOCK_ACCOUNT, arn: `arn:aws:iam::${MOCK_ACCOUNT}:user/test`, id: MOCK_ACCOUNT, userId: "AIDATEST" };
    case "aws:index/getPartition:getPartition":
      return { partition: "aws", dnsSuffix: "amazonaws.com", reverseDnsPrefix: "com.amazonaws", id: "aws" };
    case "aws:index/getRegion:getRegion":
      return { region, name: region, id: region, endpoint: `ec2.${region}.amazonaws.com`, description: region };
    case "aws:index/getAvailabilityZones:getAvailabilityZones": {
      // In an order that a program must not rely on.
      const names = ["c", "b", "a"].map((zone) => `${region}${zone}`);
      return { id: region, region, names, zoneIds: names, groupNames: [region] };
    }
    case "aws-native:mediaconnect:getFlow":
      return flowResult(text(inputs.flowArn, ""));
    case "aws:ec2/getSubnet:getSubnet": {
      // A network of two zones: every subnet whose id begins with 0a is in the first.
      const id = text(inputs.id, "");
      return { id, vpcId: "vpc-0a", availabilityZone: `${region}${id.startsWith("subnet-0a") ? "a" : "b"}` };
    }
    case "aws:ec2/getSecurityGroup:getSecurityGroup":
      return { id: text(inputs.id, ""), vpcId: "vpc-0a" };
    case "aws:medialive/getInput:getInput":
      return pushInput(text(inputs.id, ""), region);
    case "aws:secretsmanager/getSecret:getSecret":
      return secret(text(inputs.name, ""), region);
    case "aws:route53/getZone:getZone":
      return {
        zoneId: text(inputs.zoneId, "Z0000000000000000000"),
        id: text(inputs.zoneId, "Z0000000000000000000"),
        name: ZONES[text(inputs.zoneId, "")] ?? text(inputs.name, "example.test"),
        nameServers: [],
        privateZone: false,
      };
    default:
      throw new Error(`mocks: unknown call ${token}: add it to tests/support/cloudCalls.ts`);
  }
}

/** A push input as MediaLive describes it, its destinations in an order that a program must not rely on. */
function pushInput(id: string, region: string): Record<string, unknown> {
  const octet = Number(id.slice(-2)) % 200;
  const stream = (rtmpStreams.get(id) ?? []).toReversed();
  const destination = (ip: string, index: number): Record<string, unknown> =>
    stream.length === 0
      ? plainDestination(ip, ports.get(id) ?? 5000)
      : { ip, port: "1935", url: `rtmp://${ip}:1935/${stream[index] ?? ""}`, vpcs: [] };
  const ips = stream.length === 1 ? [`203.0.113.${String(octet)}`] : [`203.0.113.${String(octet + 1)}`, `198.51.100.${String(octet)}`];
  return {
    id,
    arn: `arn:aws:medialive:${region}:${MOCK_ACCOUNT}:input:${id}`,
    region,
    state: "DETACHED",
    destinations: ips.map(destination),
    attachedChannels: [],
    securityGroups: [],
    sources: [],
  };
}

/** RTP listens on 5000, SRT on 5050. */
function plainDestination(ip: string, port: number): Record<string, unknown> {
  return { ip, port: String(port), url: `${port === 5000 ? "rtp" : "srt"}://${ip}:${String(port)}`, vpcs: [] };
}

/**
 * Secrets of names with `missing` in them are not there, those with `busy` cannot be looked up now; those with `own-key` are
 * encrypted with a key of the customer's, and those with `own-alias` with one that is named by the ARN of its alias.
 */
function secret(name: string, region: string): Record<string, unknown> {
  if (name.includes("missing")) throw new AwsRefusal(`reading Secrets Manager Secret (${name}): couldn't find resource`);
  if (name.includes("busy"))
    throw new AwsRefusal(`1 error occurred:\n\t* reading Secrets Manager Secret (${name}): ThrottlingException: Rate exceeded\n\n`);
  const arn = `arn:aws:secretsmanager:${region}:${MOCK_ACCOUNT}:secret:${name}-AbCdEf`;
  const key = name.includes("own-key") ? "key/11111111-2222-3333-4444-555555555555" : name.includes("own-alias") ? "alias/mine" : undefined;
  const kmsKeyId = key === undefined ? "" : `arn:aws:kms:${region}:${MOCK_ACCOUNT}:${key}`;
  return { id: arn, arn, name, region, kmsKeyId, description: "", policy: "", tags: {}, createdDate: "", lastChangedDate: "" };
}

/** Ports of push inputs without stream names, by input id. */
const ports = new Map<string, number>();

export function rememberPort(id: string, port: number): void {
  ports.set(id, port);
}

/** RTMP stream names by input id, filled as inputs are made: the call that reads an input back knows only its id. */
const rtmpStreams = new Map<string, readonly string[]>();

/** Remembers the stream names of a push input, so that `getInput` answers with them. */
export function rememberStreams(id: string, destinations: unknown): void {
  if (!Array.isArray(destinations)) return;
  rtmpStreams.set(
    id,
    destinations.map((destination) => text((destination as { streamName?: unknown }).streamName, "")),
  );
}
