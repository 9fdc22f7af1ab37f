/** The functions of the `aws` provider that the program calls. */
import type { Cloud } from "../cloud.ts";
import { destinationsOf, findInput } from "../inputs.ts";
import { findSecret } from "../secrets.ts";
import { findFlow } from "../flows.ts";
import { list, object, objects, text, type Properties } from "../values.ts";

interface Question {
  cloud: Cloud;
  region: string;
  args: Properties;
}

const answers: Record<string, (question: Question) => Properties> = {
  "aws:index/getCallerIdentity:getCallerIdentity": ({ cloud: { account } }) => ({
    id: account.accountId,
    accountId: account.accountId,
    arn: `arn:${account.partition}:iam::${account.accountId}:user/rehearsal`,
    userId: "AIDAREHEARSAL00000001",
  }),
  "aws:index/getPartition:getPartition": ({ cloud: { account } }) => ({
    id: account.partition,
    partition: account.partition,
    dnsSuffix: "amazonaws.com",
    reverseDnsPrefix: "com.amazonaws",
  }),
  "aws:index/getRegion:getRegion": ({ region }) => ({
    id: region,
    region,
    name: region,
    description: region,
    endpoint: `ec2.${region}.amazonaws.com`,
  }),
  "aws:medialive/getInput:getInput": ({ cloud, region, args }) => {
    const id = text(args["id"]) ?? "";
    const found = findInput(cloud.store, region, id);
    if (found === undefined) throw new Error(`reading MediaLive Input (${id}): NotFoundException: input ${id} does not exist in ${region}`);
    const { object: input, body, type } = found;
    const attached = list(input.outputs["attachedChannels"]);
    return {
      ...only(input.outputs, "arn", "inputClass", "inputPartnerIds", "inputSourceType"),
      id,
      region,
      attachedChannels: attached,
      destinations: destinationsOf(found),
      inputDevices: objects(body["inputDevices"]),
      mediaConnectFlows: objects(body["mediaConnectFlows"]),
      name: body["name"],
      roleArn: text(body["roleArn"]) ?? "",
      securityGroups: list(body["inputSecurityGroups"]),
      sources: objects(body["sources"]),
      state: attached.length > 0 ? "ATTACHED" : "DETACHED",
      tags: object(body["tags"]),
      type,
    };
  },
  "aws:secretsmanager/getSecret:getSecret": ({ cloud, region, args }) => {
    const name = text(args["name"]) ?? text(args["arn"]) ?? "";
    const secret = findSecret(cloud.store, region, name);
    // The words of terraform-provider-aws, which the bridged provider hands on.
    if (secret === undefined || secret.deletedOn !== undefined)
      throw new Error(`reading Secrets Manager Secret (${name}): couldn't find resource`);
    return {
      id: secret.arn,
      arn: secret.arn,
      name: secret.name,
      region,
      description: secret.description,
      kmsKeyId: secret.kmsKeyId ?? "",
      policy: "",
      tags: secret.tags,
      createdDate: secret.createdOn,
      lastChangedDate: secret.changedOn,
    };
  },
  // In an order that a program must not rely on.
  "aws:index/getAvailabilityZones:getAvailabilityZones": ({ region }) => {
    const names = ["c", "a", "b"].map((zone) => `${region}${zone}`);
    return { id: region, region, names, zoneIds: names, groupNames: [region] };
  },
  "aws-native:mediaconnect:getFlow": ({ cloud, region, args }) => {
    const arn = text(args["flowArn"]) ?? "";
    const flow = findFlow(cloud.store, region, arn);
    if (flow === undefined) throw new Error(`resource of type AWS::MediaConnect::Flow with id "${arn}" not found in ${region}`);
    // What AWS filled in lies over what was asked for.
    const source = { ...object(flow.inputs["source"]), ...object(flow.outputs["source"]) };
    return { ...flow.inputs, ...flow.outputs, source };
  },
  "aws:ec2/getSubnet:getSubnet": ({ cloud, region, args }) => {
    const id = text(args["id"]) ?? "";
    const found = cloud.account.subnets.find((subnet) => subnet.id === id && subnet.region === region);
    if (found === undefined) throw new Error(`reading EC2 Subnet: InvalidSubnetID.NotFound: The subnet ID '${id}' does not exist`);
    return { id, vpcId: found.vpcId, availabilityZone: found.availabilityZone };
  },
  "aws:ec2/getSecurityGroup:getSecurityGroup": ({ cloud, region, args }) => {
    const id = text(args["id"]) ?? "";
    const found = cloud.account.securityGroups.find((group) => group.id === id && group.region === region);
    if (found === undefined)
      throw new Error(`reading EC2 Security Group: InvalidGroup.NotFound: The security group '${id}' does not exist`);
    return { id, vpcId: found.vpcId };
  },
  "aws:route53/getZone:getZone": ({ cloud: { account }, args }) => {
    const wanted = (text(args["name"]) ?? "").replace(/\.$/, "");
    const zone = account.hostedZones.find(({ id, name }) => id === args["zoneId"] || name === wanted);
    if (zone === undefined) throw new Error("no matching Route 53 Hosted Zone found");
    const nameServers = [1, 2, 3, 4].map((server) => `ns-${String(server)}.awsdns-0${String(server)}.example`);
    return {
      id: zone.id,
      zoneId: zone.id,
      name: zone.name,
      arn: `arn:${account.partition}:route53:::hostedzone/${zone.id}`,
      callerReference: "rehearsal",
      comment: "",
      linkedServiceDescription: "",
      linkedServicePrincipal: "",
      nameServers,
      primaryNameServer: nameServers[0],
      privateZone: false,
      resourceRecordSetCount: 2,
      tags: {},
    };
  },
};

/** Answers a function. `region` is the provider's; a function may name another. Throws on a function that is not simulated. */
export function invoke(cloud: Cloud, token: string, region: string, args: Properties): Properties {
  const answer = answers[token];
  if (answer === undefined) throw new Error(`the rehearsal's AWS does not know the function ${token}`);
  return answer({ cloud, region: text(args["region"]) ?? region, args });
}

function only(properties: Properties, ...names: readonly string[]): Properties {
  return Object.fromEntries(names.flatMap((name) => (properties[name] === undefined ? [] : [[name, properties[name]]])));
}
