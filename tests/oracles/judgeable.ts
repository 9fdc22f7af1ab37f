import type { RecordedResource as Registered } from "../support/mocks.ts";
import type { RecordedResource } from "./types.ts";

/** What an oracle reads of the registered resources; components have no inputs to judge. */
export function judgeable(resources: readonly Registered[], prefix: string): RecordedResource[] {
  return resources
    .filter(({ custom, type }) => custom && !type.startsWith("pulumi:"))
    .map(({ type, name, region, inputs }) => ({
      type,
      name: `${prefix}/${name}`,
      region,
      inputs: JSON.parse(JSON.stringify(inputs)) as Record<string, unknown>,
    }));
}
