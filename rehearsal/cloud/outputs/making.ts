/** What a service has at hand when it makes or changes a resource, and what it gives back. */
import type { Account } from "../account.ts";
import type { Seed } from "../seeded.ts";
import type { CloudObject, Store } from "../store.ts";
import type { Properties } from "../values.ts";

export interface Making {
  account: Account;
  store: Store;
  /** Region of the resource, or of the provider for a resource of a global service. */
  region: string;
  token: string;
  urn: string;
  inputs: Properties;
  seed: Seed;
  /** The resource as it was, when it is being changed. */
  before: CloudObject | undefined;
}

export interface Made {
  id: string;
  /** What AWS fills in. Inputs, `tagsAll` and `region` are returned as well, without being named here. */
  outputs: Properties;
  /** What the service keeps to itself. */
  hidden?: Properties;
  /** Resources that this one makes: those of a CloudFormation stack. They live and die with it. */
  children?: CloudObject[];
}

/** Gives a resource the values that AWS documents for it. */
export type Maker = (making: Making) => Made;

/** `arn:aws:<service>:<region>:<account>:<resource>`. */
export function regionalArn({ account, region }: Pick<Making, "account" | "region">, service: string, resource: string): string {
  return `arn:${account.partition}:${service}:${region}:${account.accountId}:${resource}`;
}

/** The ARN of a resource of a global service: no region in it. */
export function globalArn(making: Pick<Making, "account">, service: string, resource: string): string {
  return regionalArn({ ...making, region: "" }, service, resource);
}
