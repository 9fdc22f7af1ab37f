import { type PolicyStatement } from "../storage/index.ts";
import type { Region } from "./types.ts";

/** Where push inputs stand when encoders reach them over a private network. */
export interface VpcPlacement {
  /** Two subnets of one VPC, in two Availability Zones (MediaLive API, InputVpcRequest). */
  readonly subnetIds: readonly string[];
  /** One to five: they say who may push, for an input in a VPC has no input security group. */
  readonly securityGroupIds: readonly string[];
}

/**
 * What MediaLive needs to place an input's network interfaces and to remove them (MediaLive User Guide, "Access
 * requirements for the trusted entity", Amazon EC2). Describing knows no resources; the rest is kept to the subnets
 * and security groups of the placement, and to interfaces in those subnets.
 */
export function placeInputs(
  vpc: VpcPlacement,
  { accountId, region }: { readonly accountId: string; readonly region: Region },
): PolicyStatement[] {
  const arn = (kind: string, id: string): string => `arn:aws:ec2:${region}:${accountId}:${kind}/${id}`;
  const subnets = vpc.subnetIds.map((id) => arn("subnet", id));
  const interfaces = arn("network-interface", "*");
  return [
    {
      Sid: "FindNetwork",
      Effect: "Allow",
      Action: ["ec2:DescribeNetworkInterfaces", "ec2:DescribeSecurityGroups", "ec2:DescribeSubnets"],
      Resource: "*",
    },
    {
      Sid: "PlaceInterfaces",
      Effect: "Allow",
      Action: "ec2:CreateNetworkInterface",
      Resource: [...subnets, ...vpc.securityGroupIds.map((id) => arn("security-group", id)), interfaces],
    },
    {
      Sid: "KeepInterfaces",
      Effect: "Allow",
      Action: ["ec2:CreateNetworkInterfacePermission", "ec2:DeleteNetworkInterface", "ec2:DeleteNetworkInterfacePermission"],
      Resource: interfaces,
      Condition: { ArnEquals: { "ec2:Subnet": subnets } },
    },
  ];
}
