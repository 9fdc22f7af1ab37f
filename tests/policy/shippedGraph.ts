import { UNKNOWN } from "../support/mocks.ts";
import { asStacks, recordStack, shippedSettings, type ShippedStack } from "../support/shipped.ts";
import type { RecordedResource } from "../support/mocks.ts";
import type { Props, TestProvider, TestResource } from "./harness.ts";
import { UNKNOWN_STRING } from "./harness.ts";

/**
 * The resources of a shipped stack, with changes of its settings, as the engine shows them to the pack at the first preview:
 * ids and ARNs to come are unknown.
 */
export async function shippedGraph(stack: ShippedStack, changes: Readonly<Record<string, unknown>> = {}): Promise<readonly TestResource[]> {
  const stacks = stack === "prod-global" ? asStacks({ ...(await region("prod-us-east-1")), ...(await region("prod-eu-west-1")) }) : {};
  const { resources } = await recordStack(shippedSettings(stack, changes), { preview: true, stacks });
  return graphOf(resources);
}

/** Recorded resources as the engine shows them to the pack. */
export function graphOf(resources: readonly RecordedResource[]): readonly TestResource[] {
  const providers = new Map(resources.filter(isProvider).map((one) => [`${one.type}::${one.name}`, providerOf(one)]));
  return resources.map((one) => asSeen(one, providers.get(one.provider)));
}

async function region(stack: ShippedStack): Promise<Record<string, Awaited<ReturnType<typeof recordStack>>>> {
  return { [stack]: await recordStack(shippedSettings(stack)) };
}

function isProvider({ type }: RecordedResource): boolean {
  return type.startsWith("pulumi:providers:");
}

function providerOf({ type, name, inputs }: RecordedResource): TestProvider {
  return { type, name, props: seen(inputs) as Props };
}

function asSeen(one: RecordedResource, provider: TestProvider | undefined): TestResource {
  return {
    type: one.type,
    name: one.name,
    urn: one.urn,
    props: seen(one.inputs) as Props,
    protect: one.protect,
    dependsOn: one.propertyDependencies,
    ...(provider === undefined ? {} : { provider }),
  };
}

/** The mocks' mark of an unknown value becomes the engine's. */
function seen(value: unknown): unknown {
  if (value === UNKNOWN) {
    return UNKNOWN_STRING;
  }
  if (Array.isArray(value)) {
    return value.map(seen);
  }
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, seen(item)]))
    : value;
}
