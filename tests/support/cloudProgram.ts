/** Runs a component against the simulated AWS instead of mocks that say yes to everything: no engine, and every refusal counts. */
import pulumi from "@pulumi/pulumi";
import type { Account } from "../../rehearsal/cloud/account.ts";
import type { CloudObject, Store } from "../../rehearsal/cloud/store.ts";
import { invoke } from "../../rehearsal/cloud/provider/invokes.ts";
import { text, type Properties } from "../../rehearsal/cloud/values.ts";
import { World } from "./cloudWorld.ts";

interface Made {
  readonly token: string;
  readonly region: string;
  readonly urn: string;
  readonly object: CloudObject;
}

export interface Deployed {
  /** Tokens in the order in which they were made. */
  readonly tokens: readonly string[];
  /** What exists now. */
  readonly store: Store;
  /** Takes everything away again, last made first. */
  destroy(): Promise<void>;
}

/**
 * Makes everything that `program` registers, but the types left out, which are told an id and no more.
 * `prepare` puts into the account what people keep there by hand.
 * @throws the first refusal of the simulated AWS
 */
export async function deploy(
  program: () => unknown,
  account: Account,
  leftOut: readonly string[],
  prepare: (world: World) => void = () => undefined,
): Promise<Deployed> {
  const world = new World(account);
  prepare(world);
  const { cloud, store } = world;
  const made: Made[] = [];
  const regions = new Map<string, string>();
  const refusals: unknown[] = [];
  const regionOf = (provider: string | undefined): string => regions.get(provider?.split("::").at(-2) ?? "") ?? "us-east-1";
  const create = async ({
    type,
    name,
    inputs: given,
    provider,
    custom,
  }: pulumi.runtime.MockResourceArgs): Promise<{ id: string; state: object }> => {
    const inputs = given as Properties;
    if (type.startsWith("pulumi:providers:")) {
      regions.set(name, text(inputs["region"]) ?? "");
      return { id: name, state: inputs };
    }
    if (custom === false || leftOut.includes(type)) return { id: `${name}-id`, state: inputs };
    const region = text(inputs["region"]) ?? regionOf(provider);
    const urn = `urn:pulumi:test::cloud::${type}::${name}`;
    const object = await cloud.create({ token: type, region, urn, inputs });
    made.push({ token: type, region, urn, object });
    return { id: object.id, state: { ...inputs, ...object.outputs } };
  };
  await pulumi.runtime.setMocks(
    {
      newResource: (args) =>
        create(args).catch((error: unknown) => {
          refusals.push(error);
          throw error;
        }),
      call: ({ token, inputs, provider }) => invoke(cloud, token, regionOf(provider), inputs as Properties),
    },
    "cloud",
    "test",
    false,
  );
  const late = (reason: unknown): void => void refusals.push(reason);
  process.on("unhandledRejection", late);
  try {
    program();
    const { waitForRPCs } = pulumi.runtime as unknown as { waitForRPCs: () => Promise<void> };
    await waitForRPCs();
    await new Promise((resolve) => setImmediate(resolve));
  } catch (error) {
    throw refusals[0] ?? error;
  } finally {
    process.off("unhandledRejection", late);
  }
  if (refusals.length > 0) throw refusals[0];
  return {
    tokens: made.map(({ token }) => token),
    store,
    destroy: async () => {
      for (const { token, region, urn, object } of made.toReversed())
        await cloud.delete(object.id, { token, region, urn, inputs: object.inputs });
    },
  };
}
