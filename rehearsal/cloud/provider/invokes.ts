/** The functions of the `aws` provider that the program calls. */
import type { Cloud } from "../cloud.ts";
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
    const input = cloud.store.get("aws:medialive/input:Input", region, id);
    if (input === undefined) throw new Error(`reading MediaLive Input (${id}): NotFoundException: input ${id} does not exist in ${region}`);
    const attached = list(input.outputs["attachedChannels"]);
    return {
      ...input.outputs,
      id,
      region,
      attachedChannels: attached,
      destinations: list(input.hidden["destinations"]),
      inputDevices: objects(input.inputs["inputDevices"]),
      mediaConnectFlows: objects(input.inputs["mediaConnectFlows"]),
      name: input.inputs["name"],
      roleArn: text(input.inputs["roleArn"]) ?? "",
      securityGroups: list(input.inputs["inputSecurityGroups"]),
      sources: objects(input.inputs["sources"]),
      state: attached.length > 0 ? "ATTACHED" : "DETACHED",
      tags: object(input.inputs["tags"]),
      type: input.inputs["type"],
    };
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
