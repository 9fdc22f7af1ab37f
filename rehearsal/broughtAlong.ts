import { regionKeyStatements } from "../components/encode/plan.ts";

/** What the stack files of a team bring along, as an account has it: there beforehand, with the policies that `docs/bring-your-own.md` asks for. */
export interface BroughtAlong {
  keys: { arn: string; policy: object }[];
  certificates: { arn: string; domains: string[] }[];
  webAcls: string[];
  keyGroups: string[];
  buckets: { name: string; policy: string }[];
  subnets: { id: string; region: string; vpcId: string; availabilityZone: string }[];
  securityGroups: { id: string; region: string; vpcId: string }[];
}

/** Reads the `onair:` values of one stack file; what is not written, or not as settings want it, brings nothing. */
export function broughtAlong(config: Readonly<Record<string, unknown>>): BroughtAlong {
  const text = (name: string): string[] => {
    const value = config[`onair:${name}`];
    return typeof value === "string" && value !== "" ? [value] : [];
  };
  const keyGroup = config["onair:keyGroup"];
  const regionKeys = text("kmsKeyArn").map((arn) => {
    const [, , , region = "", account = ""] = arn.split(":");
    return { arn, policy: { Version: "2012-10-17", Statement: regionKeyStatements(account, region) } };
  });
  const edgeKeys = text("edgeKeyArn").map((arn) => ({
    arn,
    policy: allow("kms:*", "delivery.logs.amazonaws.com", "logs.us-east-1.amazonaws.com"),
  }));
  return {
    keys: [...regionKeys, ...edgeKeys],
    ...network(config),
    certificates: text("certificateArn").map((arn) => ({ arn, domains: text("domain").map((domain) => `watch.${domain}`) })),
    webAcls: text("firewallArn"),
    keyGroups: typeof keyGroup === "object" && keyGroup !== null && "id" in keyGroup ? [String(keyGroup.id)] : [],
    buckets: text("logBucket").map((bucket) => ({
      name: bucket.replace("arn:aws:s3:::", ""),
      policy: JSON.stringify(allow("s3:*", "delivery.logs.amazonaws.com")),
    })),
  };
}

/** The VPC of a region: its first subnet in one zone, its second in another. */
function network(config: Readonly<Record<string, unknown>>): Pick<BroughtAlong, "subnets" | "securityGroups"> {
  const region = String(config["aws:region"]);
  const { subnetIds, securityGroupIds } = (config["onair:vpc"] ?? {}) as { subnetIds?: unknown; securityGroupIds?: unknown };
  const ids = (given: unknown): string[] => (Array.isArray(given) ? given.map(String) : []);
  const vpcId = `vpc-${region}`;
  return {
    subnets: ids(subnetIds).map((id, index) => ({ id, region, vpcId, availabilityZone: `${region}${String.fromCharCode(97 + index)}` })),
    securityGroups: ids(securityGroupIds).map((id) => ({ id, region, vpcId })),
  };
}

function allow(action: string, ...services: readonly string[]): object {
  return { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { Service: services }, Action: action, Resource: "*" }] };
}
