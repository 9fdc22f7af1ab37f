import aws from "@pulumi/aws";
import { keyArnProblems, networkProblems, type FoundSecurityGroup, type FoundSubnet } from "./bringRegionRules.ts";
import { refuse, type Problem } from "./problems.ts";
import type { Settings } from "./settings.ts";

/**
 * Looks up what an encode region was given, and refuses what does not fit, before anything is registered. A key's
 * policy is its owner's to keep (docs/bring-your-own.md), and is not read here. `otherProblems` are told with them.
 * @throws SettingsError with every problem at once
 */
export async function checkBrought(
  settings: Exclude<Settings, { role: "global-edge" }>,
  provider: aws.Provider,
  accountId: string,
  otherProblems: readonly Problem[] = [],
): Promise<void> {
  const { vpc, kmsKeyArn } = settings.encode;
  const stackFile = `Pulumi.${settings.stack}.yaml`;
  const problems: Problem[] = keyArnProblems(`${stackFile} onair:kmsKeyArn`, kmsKeyArn, settings.region, [accountId]);
  if (vpc !== undefined) {
    const path = `${stackFile} onair:vpc`;
    const [subnets, groups] = await Promise.all([
      Promise.allSettled(vpc.subnetIds.map((id) => findSubnet(id, provider))),
      Promise.allSettled(vpc.securityGroupIds.map((id) => findSecurityGroup(id, provider))),
    ]);
    problems.push(...missing(`${path}.subnetIds`, vpc.subnetIds, subnets, settings.region));
    problems.push(...missing(`${path}.securityGroupIds`, vpc.securityGroupIds, groups, settings.region));
    problems.push(...networkProblems(path, found(subnets), found(groups)));
  }
  refuse([...otherProblems, ...problems], `Onair cannot use what ${settings.stack} was given`);
}

async function findSubnet(id: string, provider: aws.Provider): Promise<FoundSubnet> {
  const { vpcId, availabilityZone } = await aws.ec2.getSubnet({ id }, { provider });
  return { id, vpcId, availabilityZone };
}

async function findSecurityGroup(id: string, provider: aws.Provider): Promise<FoundSecurityGroup> {
  const { vpcId } = await aws.ec2.getSecurityGroup({ id }, { provider });
  return { id, vpcId };
}

function found<T>(results: readonly PromiseSettledResult<T>[]): T[] {
  return results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
}

function missing(path: string, ids: readonly string[], results: readonly PromiseSettledResult<unknown>[], region: string): Problem[] {
  return results.flatMap((result, index) => {
    if (result.status === "fulfilled") return [];
    return [
      {
        path: `${path}[${index}]`,
        what: `cannot be found in ${region} (${firstLine(result.reason)})`,
        given: ids[index] ?? "",
        remedy: "correct the id, or allow the deployer to describe it",
      },
    ];
  });
}

function firstLine(reason: unknown): string {
  const text = reason instanceof Error ? reason.message : String(reason);
  return text.split("\n")[0] ?? text;
}
