import fc from "fast-check";
import { MOCK_ACCOUNT } from "../cloudValues.ts";

type Document = Record<string, unknown>;

const key = (id: string): string => `arn:aws:kms:<region>:${MOCK_ACCOUNT}:key/${id}`;

/** What an encode region is given; `<region>` stands for the stack's own. */
export const broughtToRegion = fc.record({
  kmsKeyArn: fc.constantFrom(
    undefined,
    undefined,
    key("1234abcd-12ab-34cd-56ef-1234567890ab"),
    key("mrk-1234abcd12ab34cd56ef1234567890ab"),
  ),
  alertTopicArn: fc.constantFrom(undefined, undefined, undefined, `arn:aws:sns:<region>:${MOCK_ACCOUNT}:pager`),
  vpc: fc.constantFrom(
    undefined,
    undefined,
    undefined,
    { subnetIds: ["subnet-0a", "subnet-0b"].map(long), securityGroupIds: [long("sg-0a")] },
    { subnetIds: ["subnet-0aaaaaa1", "subnet-0bbbbbb2"], securityGroupIds: ["sg-0aaaaaa1", "sg-0bbbbbb2", long("sg-0c")] },
  ),
});

/** Seventeen hexadecimal digits. */
function long(id: string): string {
  return id + "0".repeat(15);
}

function inRegion(value: unknown, region: string): unknown {
  if (Array.isArray(value)) return value.map((item) => inRegion(item, region));
  return typeof value === "string" ? value.replace("<region>", region) : value;
}

/** The settings of a stack that encodes, with what was brought for its own region. A VPC takes the place of encoder networks. */
export function withBrought(region: string, settings: Document): Document {
  const placed = Object.entries(settings).map(([name, value]) => [name, inRegion(value, region)] as const);
  return Object.fromEntries(placed);
}
