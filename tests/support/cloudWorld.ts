/** A simulated account in memory, filled with the examples. */
import { join } from "node:path";
import { readAccount, type Account } from "../../rehearsal/cloud/account.ts";
import { Cloud } from "../../rehearsal/cloud/cloud.ts";
import { Faults } from "../../rehearsal/cloud/faults.ts";
import { Store, type CloudObject } from "../../rehearsal/cloud/store.ts";
import type { Properties } from "../../rehearsal/cloud/values.ts";
import { examples, type Example, type Made } from "./cloudExamples/index.ts";

export const accountFile = join(import.meta.dirname, "..", "..", "rehearsal", "account.yaml");

const network = { region: "eu-west-1", vpcId: "vpc-0a" };

/** The account of these tests: that of the rehearsal, with a network and a key that existed before. */
export function testAccount(): Account {
  return {
    ...readAccount(accountFile),
    keys: [{ arn: BROUGHT_KEY }],
    subnets: [
      { id: "subnet-0a", ...network, availabilityZone: "eu-west-1a" },
      { id: "subnet-0b", ...network, availabilityZone: "eu-west-1b" },
      { id: "subnet-0c", ...network, availabilityZone: "eu-west-1c" },
      { id: "subnet-0d", ...network, vpcId: "vpc-0b", availabilityZone: "eu-west-1b" },
    ],
    securityGroups: [
      { id: "sg-0a", ...network },
      { id: "sg-0b", ...network, vpcId: "vpc-0b" },
    ],
  };
}

export const BROUGHT_KEY = "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555";

/** How long channels take to start in these tests, in milliseconds. */
const transition = 20;

export class World implements Made {
  readonly store = new Store();
  readonly faults = new Faults();
  readonly cloud: Cloud;
  readonly #made = new Map<string, CloudObject>();

  constructor(account: Account = testAccount()) {
    this.cloud = new Cloud(account, this.store, this.faults, transition);
  }

  /** An account with every example in it. */
  static async full(): Promise<World> {
    const world = new World();
    for (const example of examples) await world.make(example.name);
    return world;
  }

  object(name: string): CloudObject {
    const found = this.#made.get(name);
    if (found === undefined) throw new Error(`the example ${name} is not made yet`);
    return found;
  }

  id(name: string): string {
    return this.object(name).id;
  }

  output(name: string, property: string): never {
    return this.object(name).outputs[property] as never;
  }

  inputs(name: string): Properties {
    return this.#example(name).inputs(this);
  }

  /** Makes an example, or another like it with other inputs. */
  async make(name: string, changed: Properties = {}, urnName = name): Promise<CloudObject> {
    const { token, region = "eu-west-1" } = this.#example(name);
    const inputs = Object.fromEntries(Object.entries({ ...this.inputs(name), ...changed }).filter(([, value]) => value !== undefined));
    const made = await this.cloud.create({ token, region, urn: this.urn(token, urnName), inputs });
    if (!this.#made.has(urnName)) this.#made.set(urnName, made);
    return made;
  }

  async update(name: string, changed: Properties): Promise<CloudObject> {
    const { type, region, owner, id, inputs } = this.object(name);
    const made = await this.cloud.update(id, { token: type, region: region || "us-east-1", urn: owner, inputs: { ...inputs, ...changed } });
    this.#made.set(name, made);
    return made;
  }

  async remove(name: string): Promise<void> {
    const { type, region, owner, id, inputs } = this.object(name);
    await this.cloud.delete(id, { token: type, region: region || "us-east-1", urn: owner, inputs });
  }

  urn(token: string, name: string): string {
    return `urn:pulumi:test::cloud::${token}::${name}`;
  }

  #example(name: string): Example {
    const found = examples.find((example) => example.name === name);
    if (found === undefined) throw new Error(`there is no example ${name}`);
    return found;
  }
}
