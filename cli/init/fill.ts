import { isMap, isScalar, isSeq, Scalar, type Document } from "yaml";
import { configOf, type Draft } from "./draft.ts";
import { FIELDS, filledValue, type Answers, type FieldValue } from "./fields.ts";
import { unfilledKeyIds, type PlannedKey } from "./keys.ts";

/** The remark that the shipped stack files put beside a value to be filled. */
const MARK = "PLACEHOLDER";

export interface Sources {
  /** From the command line: replaces what is there. */
  readonly given: Answers;
  /** From questions: fills what is empty. */
  readonly asked: Answers;
  /** From the environment's other files: fills what is empty; an optional value only in a new file, for elsewhere its absence is a choice. */
  readonly inherited: Answers;
}

/** Fills a draft. Comments and everything else stay. */
export function fillFields(draft: Draft, { given, asked, inherited }: Sources): void {
  for (const field of FIELDS.filter(({ roles }) => roles.includes(draft.role))) {
    const present = filledValue(draft, field.name);
    const unneeded = field.name === "encoderCidrs" && !draft.pushed ? [] : undefined;
    const shared = field.required || draft.created ? inherited[field.name] : undefined;
    const value = given[field.name] ?? (present === undefined ? (asked[field.name] ?? shared ?? unneeded) : undefined);
    if (value === undefined || JSON.stringify(value) === JSON.stringify(configOf(draft)[`onair:${field.name}`])) continue;
    setValue(draft.document, ["config", `onair:${field.name}`], value);
    draft.changes.push(`onair:${field.name} = ${typeof value === "string" ? value : value.length === 0 ? "[]" : value.join(", ")}`);
  }
}

/** Puts public keys where the draft waits for them. */
export function fillKeys(draft: Draft, keys: readonly PlannedKey[]): void {
  const wanted = unfilledKeyIds(draft);
  for (const { id, publicPem } of keys.filter((key) => wanted.includes(key.id))) {
    const block = new Scalar(publicPem);
    block.type = Scalar.BLOCK_LITERAL;
    draft.document.setIn(["config", "onair:playbackKeys", id], block);
    draft.changes.push(`onair:playbackKeys.${id} = a public key`);
  }
}

/** Binds a draft to an AWS account, so that a forgotten profile cannot deploy it elsewhere. Answers the account it is bound to otherwise. */
export function fillAccount(draft: Draft, accountId: string): string | undefined {
  const present = configOf(draft)["aws:allowedAccountIds"];
  if (Array.isArray(present) && present.length > 0)
    return present.map(String).includes(accountId) ? undefined : present.map(String).join(", ");
  setAfter(draft.document, "aws:region", "aws:allowedAccountIds", [accountId]);
  draft.changes.push(`aws:allowedAccountIds = ${accountId}`);
  return undefined;
}

/** Replaces a value, keeping the remarks around it except the mark of a placeholder. */
function setValue(document: Document, path: readonly string[], value: FieldValue): void {
  const before: unknown = document.getIn(path, true);
  if (typeof value === "string" && isScalar(before)) {
    before.value = value;
    unmark(before);
    return;
  }
  const node = document.createNode(value);
  if (isSeq(node)) node.flow = node.items.length === 0;
  if (isSeq(before) && isSeq(node)) {
    const remarks = before.items.map((item) => (isScalar(item) && item.comment?.trim() !== MARK ? item : undefined));
    for (const item of node.items) {
      const kept = remarks.find((old) => old !== undefined && isScalar(item) && old.value === item.value);
      if (kept?.comment !== undefined && isScalar(item)) item.comment = kept.comment;
    }
  }
  document.setIn(path, node);
}

function unmark(scalar: Scalar): void {
  if (scalar.comment?.trim() === MARK) delete scalar.comment;
}

/** Adds a setting right behind another one, where a reader looks for it. */
function setAfter(document: Document, neighbour: string, key: string, value: unknown): void {
  const config: unknown = document.get("config", true);
  if (!isMap(config)) {
    document.setIn(["config", key], value);
    return;
  }
  const index = config.items.findIndex((pair) => isScalar(pair.key) && pair.key.value === neighbour);
  config.delete(key);
  config.items.splice(index + 1, 0, document.createPair(key, value) as (typeof config.items)[number]);
}
