/** Finds resources by the several names that AWS accepts for them. */
import type { CloudObject, Store } from "./store.ts";
import { text, type Value } from "./values.ts";

/** A KMS key by id, ARN, alias name or alias ARN; keys managed by AWS (`alias/aws/...`) are no resources of ours. */
export function findKey(store: Store, region: string, named: Value): CloudObject | undefined {
  const name = text(named);
  if (name === undefined) return undefined;
  const keys = store.all("aws:kms/key:Key", region);
  const alias = store.find(
    "aws:kms/alias:Alias",
    (object) => object.region === region && (object.id === name || object.outputs["arn"] === name),
  );
  const wanted = alias === undefined ? name : (text(alias.inputs["targetKeyId"]) ?? "");
  return keys.find((key) => key.id === wanted || key.outputs["arn"] === wanted);
}

/** The ARN of the key, or what was given where it is no key of this account. */
export function keyArn(store: Store, region: string, named: Value): string {
  return text(findKey(store, region, named)?.outputs["arn"]) ?? text(named) ?? "";
}

/** A resource of a type by its ARN, in any region. */
export function findByArn(store: Store, type: string, arn: Value): CloudObject | undefined {
  return typeof arn === "string" ? store.find(type, (object) => object.outputs["arn"] === arn) : undefined;
}
