import { z } from "zod";
import { must } from "./schemaProblems.ts";

/** Resource ids of EC2: eight digits for old ones, seventeen since 2018 (EC2 API reference, "Resource IDs"). */
const ec2Id = (prefix: string, what: string): z.ZodString =>
  z
    .string()
    .regex(
      new RegExp(`^${prefix}-([0-9a-f]{8}|[0-9a-f]{17})$`),
      must(`is not the id of ${what}`, `copy it from the VPC console; it begins with ${prefix}-`),
    );

const distinct = (list: readonly string[]): boolean => new Set(list).size === list.length;

/** MediaLive API, InputVpcRequest: two subnets in two Availability Zones, and up to five security groups. */
const SUBNETS = 2;
const SECURITY_GROUPS = 5;

const vpc = z
  .strictObject({
    subnetIds: z
      .array(ec2Id("subnet", "a subnet"))
      .length(SUBNETS, must("does not name two subnets", "name two, in two Availability Zones of one VPC"))
      .refine(distinct, must("names a subnet twice", "name two, in two Availability Zones of one VPC")),
    securityGroupIds: z
      .array(ec2Id("sg", "a security group"))
      .min(1, must("names no security group", "name one that admits your encoders; the VPC's default group admits only itself"))
      .max(SECURITY_GROUPS, must("names too many security groups", `name at most ${SECURITY_GROUPS}`))
      .refine(distinct, must("names a security group twice", "name each once")),
  })
  .meta({ description: "A VPC of yours that push inputs stand in: private addresses, admitted by its security groups." });

/** An alias can be pointed elsewhere, which would leave what it encrypted unreadable: the key itself is named. */
const kmsKeyArn = z
  .string()
  .regex(
    /^arn:aws:kms:[a-z]{2}(-[a-z]+)+-\d:\d{12}:key\/([0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}|mrk-[0-9a-f]{32})$/,
    must("is not the ARN of a KMS key", "write the key's own ARN, such as arn:aws:kms:<region>:<account>:key/<id>, not an alias"),
  )
  .meta({
    description:
      "A key of yours, in this region, for the alert topic, the demo and the archive. docs/bring-your-own.md lists what its policy must hold.",
  });

/** What an encode region may be given instead of making or opening it itself. */
export const broughtToRegion = { vpc: vpc.optional(), kmsKeyArn: kmsKeyArn.optional() };

export type VpcFile = z.output<typeof vpc>;
