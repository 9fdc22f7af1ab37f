/** Secrets of Secrets Manager: one object in each region, of which one writes and the others follow. */
import { seeded } from "./seeded.ts";
import type { CloudObject, Store } from "./store.ts";
import { object, type Properties, text, type Value } from "./values.ts";

export const secretType = "AWS::SecretsManager::Secret";

export interface Secret {
  object: CloudObject;
  name: string;
  region: string;
  arn: string;
  description: string;
  /** Absent where the service's own key encrypts it. */
  kmsKeyId: string | undefined;
  primaryRegion: string;
  tags: Properties;
  /** ISO 8601. */
  createdOn: string;
  changedOn: string;
  deletedOn: string | undefined;
  /** When this copy was begun, milliseconds; absent in the primary region. */
  copiedSince: number | undefined;
}

/** A secret of a region by its name, its ARN, or its ARN without the six characters at the end. */
export function findSecret(store: Store, region: string, named: string): Secret | undefined {
  const arn = named.startsWith("arn:");
  const found = arn
    ? store.find(secretType, (one) => one.region === region && [one.outputs["arn"], partial(one.outputs["arn"])].includes(named))
    : store.get(secretType, region, named);
  return found === undefined ? undefined : secretOf(found);
}

/** The copies of a secret, in the order of their regions. */
export function copiesOf(store: Store, secret: Secret): Secret[] {
  return store
    .all(secretType)
    .map(secretOf)
    .filter(({ name, region, primaryRegion }) => name === secret.name && primaryRegion === secret.region && region !== secret.region)
    .sort((one, other) => (one.region < other.region ? -1 : 1));
}

/** Keeps a secret in a region: the primary one, or a copy of it. */
export function keepSecret(
  store: Store,
  account: { readonly accountId: string; readonly partition: string },
  given: { name: string; region: string; value: string; primaryRegion: string; kmsKeyId?: string; description: string; tags: Properties },
): void {
  const { name, region, value, primaryRegion, kmsKeyId, description, tags } = given;
  // AWS adds six characters, the same in every copy.
  const suffix = seeded(account.accountId, primaryRegion, name).alphanumeric(6);
  const now = new Date().toISOString();
  store.put({
    type: secretType,
    region,
    id: name,
    owner: "Secrets Manager",
    inputs: { name, description, tags, ...(kmsKeyId === undefined ? {} : { kmsKeyId }) },
    outputs: { arn: `arn:${account.partition}:secretsmanager:${region}:${account.accountId}:secret:${name}-${suffix}` },
    hidden: { value, primaryRegion, createdOn: now, changedOn: now, ...(region === primaryRegion ? {} : { copiedSince: Date.now() }) },
  });
}

/** Gives a secret and its copies another value. */
export function changeSecret(store: Store, secret: Secret, value: string): void {
  for (const { object: one } of [secret, ...copiesOf(store, secret)])
    one.hidden = { ...one.hidden, value, changedOn: new Date().toISOString() };
  store.changed();
}

export function secretValue({ object: one }: Secret): string {
  return text(one.hidden["value"]) ?? "";
}

function secretOf(found: CloudObject): Secret {
  const { id: name, region, inputs, outputs, hidden } = found;
  const copiedSince = hidden["copiedSince"];
  return {
    object: found,
    name,
    region,
    arn: text(outputs["arn"]) ?? "",
    description: text(inputs["description"]) ?? "",
    kmsKeyId: text(inputs["kmsKeyId"]),
    primaryRegion: text(hidden["primaryRegion"]) ?? region,
    tags: object(inputs["tags"]),
    createdOn: text(hidden["createdOn"]) ?? "",
    changedOn: text(hidden["changedOn"]) ?? "",
    deletedOn: text(hidden["deletedOn"]),
    copiedSince: typeof copiedSince === "number" ? copiedSince : undefined,
  };
}

function partial(arn: Value): string {
  return (text(arn) ?? "").replace(/-[A-Za-z0-9]{6}$/, "");
}
