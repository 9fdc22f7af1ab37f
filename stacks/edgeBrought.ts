import aws from "@pulumi/aws";
import { viewerName } from "../components/edge/plan.ts";
import { refuse, type Problem } from "./problems.ts";
import type { Settings } from "./settings.ts";

type EdgeRoleSettings = Extract<Settings, { role: "global-edge" }>;

/** What Route 53 says of a hosted zone. */
export interface FoundZone {
  /** With or without the dot at its end. */
  readonly name: string;
  readonly privateZone: boolean;
}

/**
 * Looks up the zone that the edge was given and whose its certificate and firewall are, and refuses what does not fit,
 * before anything is made: a record outside its zone would fail only after the distribution stands.
 * @throws SettingsError with every problem at once
 */
export async function checkEdgeBrought(settings: EdgeRoleSettings, provider: aws.Provider, accountId: string): Promise<void> {
  const stackFile = `Pulumi.${settings.stack}.yaml`;
  const problems = [
    ...(await zoneProblems(stackFile, settings.domain, (zoneId) => findZone(zoneId, provider))),
    ...foreignProblems(stackFile, settings, accountId),
  ];
  refuse(problems, `Onair cannot use what ${settings.stack} was given`);
}

async function findZone(zoneId: string, provider: aws.Provider): Promise<FoundZone> {
  const { name, privateZone = false } = await aws.route53.getZone({ zoneId }, { provider });
  return { name, privateZone };
}

/** A zone that exists, answers the whole world, and holds the viewers' name. */
export async function zoneProblems(
  stackFile: string,
  domain: EdgeRoleSettings["domain"],
  find: (zoneId: string) => Promise<FoundZone>,
): Promise<Problem[]> {
  const path = `${stackFile} onair:zoneId`;
  const given = domain.zoneId;
  let zone: FoundZone;
  try {
    zone = await find(domain.zoneId);
  } catch (error) {
    const said = error instanceof Error ? error.message.split("\n")[0] : undefined;
    return [
      {
        path,
        what: `cannot be found (${said ?? "no reason given"})`,
        given,
        remedy: "correct the id, or allow the deployer to read the zone",
      },
    ];
  }
  const name = zone.name.replace(/\.$/, "");
  if (zone.privateZone)
    return [
      {
        path,
        what: `is the private zone ${name}, which viewers cannot ask`,
        given,
        remedy: "write the id of the public zone of the same name",
      },
    ];
  if (domain.name === name || domain.name.endsWith(`.${name}`)) return [];
  return [
    {
      path: `${stackFile} onair:domain`,
      what: `is not in hosted zone ${domain.zoneId}, which is ${name}: ${viewerName(domain.name)} could not be recorded there`,
      given: domain.name,
      remedy: `write ${name} or a name below it, or the id of the zone that holds ${domain.name}`,
    },
  ];
}

/** A distribution takes certificates and web ACLs of its own account (CloudFront API reference, InvalidViewerCertificate and InvalidWebACLId). */
export function foreignProblems(stackFile: string, { edge }: Pick<EdgeRoleSettings, "edge">, accountId: string): Problem[] {
  const firewallArn = edge.firewall !== undefined && "arn" in edge.firewall ? edge.firewall.arn : undefined;
  return Object.entries({ certificateArn: edge.certificateArn, firewallArn }).flatMap(([setting, arn]) => {
    const owner = arn?.split(":")[4];
    if (arn === undefined || owner === accountId) return [];
    return [
      {
        path: `${stackFile} onair:${setting}`,
        what: `belongs to another account than the one that is deployed to (${accountId})`,
        given: arn,
        remedy: "bring one of this account, or leave it out and Onair makes it",
      },
    ];
  });
}
