import type { Channel, Region, VpcPlacement } from "../components/encode/index.ts";
import type { Problem } from "./problems.ts";

/** What an encode region is given instead of making or opening it itself. */
export interface BroughtToRegion {
  readonly vpc?: VpcPlacement;
  readonly kmsKeyArn?: string;
}

/** The same from a stack file: settings that are left out are not there. */
export function broughtTo({
  vpc,
  kmsKeyArn,
}: {
  readonly vpc?: VpcPlacement | undefined;
  readonly kmsKeyArn?: string | undefined;
}): BroughtToRegion {
  return { ...(vpc === undefined ? {} : { vpc }), ...(kmsKeyArn === undefined ? {} : { kmsKeyArn }) };
}

/** Whether a key that was brought along is where it is needed. `accounts` are those that the stack may work in; none known, none compared. */
export function keyArnProblems(path: string, arn: string | undefined, region: Region, accounts: readonly string[]): Problem[] {
  if (arn === undefined) return [];
  const [, , , keyRegion = "", account = ""] = arn.split(":");
  const problems: Problem[] = [];
  if (keyRegion !== region) {
    problems.push({
      path,
      what: `is a key of ${keyRegion}, and this stack encrypts in ${region}`,
      given: arn,
      remedy: `name a key of ${region}; a multi-Region key has a replica there`,
    });
  }
  if (accounts.length > 0 && !accounts.includes(account)) {
    problems.push({
      path,
      what: `is a key of account ${account}, and this stack works in ${accounts.join(", ")}`,
      given: arn,
      remedy: "name a key of the stack's own account",
    });
  }
  return problems;
}

/** What guards push inputs: input security groups from `encoderCidrs`, or the security groups of a VPC. */
export function guardProblems(
  stackFile: string,
  pushed: boolean,
  { encoderCidrs, vpc }: { readonly encoderCidrs: readonly string[]; readonly vpc?: unknown },
): Problem[] {
  const path = `${stackFile} onair:encoderCidrs`;
  if (vpc !== undefined && encoderCidrs.length > 0) {
    return [
      {
        path,
        what: "is set beside onair:vpc, and an input in a VPC has no input security group",
        given: encoderCidrs.join(" "),
        remedy: "remove it; the security groups of the VPC say who may push",
      },
    ];
  }
  if (!pushed || vpc !== undefined || encoderCidrs.length > 0) return [];
  return [{ path, what: "is empty, and channels here take a pushed signal", remedy: "list the public networks of your encoders" }];
}

/** An encoder that moves between regions follows a public name, and cannot reach another region's private addresses with it. */
export function movingUplinkProblems(stackFile: string, channels: readonly Pick<Channel, "name" | "uplink">[], vpc: unknown): Problem[] {
  const moving = channels.filter(({ uplink }) => uplink === "single").map(({ name }) => name);
  if (vpc === undefined || moving.length === 0) return [];
  return [
    {
      path: `${stackFile} onair:vpc`,
      what: "gives inputs private addresses, and channels with uplink: single move to another region's",
      given: moving.join(", "),
      remedy: "leave uplink out, or leave vpc out",
    },
  ];
}

/** A subnet or security group as AWS describes it. */
export interface FoundSubnet {
  readonly id: string;
  readonly vpcId: string;
  readonly availabilityZone: string;
}
export interface FoundSecurityGroup {
  readonly id: string;
  readonly vpcId: string;
}

/** Whether the parts of a VPC belong together as MediaLive needs them: one VPC, two zones. */
export function networkProblems(path: string, subnets: readonly FoundSubnet[], groups: readonly FoundSecurityGroup[]): Problem[] {
  const problems: Problem[] = [];
  const vpcs = [...new Set(subnets.map(({ vpcId }) => vpcId))];
  const zones = new Set(subnets.map(({ availabilityZone }) => availabilityZone));
  if (vpcs.length > 1) {
    problems.push({
      path: `${path}.subnetIds`,
      what: "names subnets of two VPCs",
      given: subnets.map(({ id, vpcId }) => `${id} in ${vpcId}`).join(", "),
      remedy: "name two subnets of one VPC",
    });
  }
  if (subnets.length > 1 && zones.size < 2) {
    problems.push({
      path: `${path}.subnetIds`,
      what: `names two subnets in one Availability Zone, ${[...zones].join()}`,
      given: subnets.map(({ id }) => id).join(", "),
      remedy: "name subnets in two zones, one for each pipeline",
    });
  }
  const [vpc] = vpcs;
  for (const group of groups.filter(({ vpcId }) => vpcs.length === 1 && vpcId !== vpc)) {
    problems.push({
      path: `${path}.securityGroupIds`,
      what: `names a security group of another VPC than the subnets', ${group.vpcId}`,
      given: group.id,
      remedy: `name groups of ${vpc ?? ""}`,
    });
  }
  return problems;
}
