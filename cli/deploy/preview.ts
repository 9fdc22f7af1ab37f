import { isRecord } from "../project.ts";
import type { Change } from "./world.ts";

/** A change that a preview announces. */
export interface Doing {
  /** The engine's word: `create`, `update`, `delete`, `replace`, … */
  readonly op: string;
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** The properties that force a replacement. */
  readonly reasons: readonly string[];
  /** Name of the component that it belongs to; a channel's parts belong to a component with the channel's name. */
  readonly owner: string;
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
}

/** What `pulumi preview --json` says of a stack. */
export interface Preview {
  readonly doings: readonly Doing[];
  /** Errors of the engine, the program and the policies; none where the preview went well. */
  readonly errors: readonly PreviewError[];
}

export interface PreviewError {
  readonly urn: string;
  readonly message: string;
}

/** What is no change, and the halves of a replacement, for which `replace` stands. Engine facts: `StepOp`. */
const NO_CHANGE = new Set(["same", "read", "refresh", "create-replacement", "delete-replaced", "discard", "discard-replaced"]);

/** Reads the CLI's answer. @throws Error when it is not what the CLI writes */
export function readPreview(text: string): Preview {
  const answer: unknown = JSON.parse(text);
  if (!isRecord(answer)) throw new Error("pulumi preview answered no object");
  const { steps, diagnostics } = answer;
  return {
    doings: records(steps).flatMap(doingOf),
    errors: records(diagnostics).flatMap(({ severity, message, urn }) =>
      severity === "error" && typeof message === "string" ? [{ urn: typeof urn === "string" ? urn : "", message: plain(message) }] : [],
    ),
  };
}

function doingOf(step: Readonly<Record<string, unknown>>): Doing[] {
  const { op, urn, replaceReasons } = step;
  if (typeof op !== "string" || typeof urn !== "string" || NO_CHANGE.has(op)) return [];
  const [before, after] = [step["oldState"], step["newState"]].map((state) => (isRecord(state) ? state : {}));
  const owner = after?.["parent"] ?? before?.["parent"];
  return [
    {
      op,
      urn,
      ...typeAndName(urn),
      reasons: Array.isArray(replaceReasons) ? replaceReasons.map(String) : [],
      owner: typeof owner === "string" ? typeAndName(owner).name : "",
      before: inputsOf(before),
      after: inputsOf(after),
    },
  ];
}

/** `urn:pulumi:<stack>::<project>::<types joined by $>::<name>` */
export function typeAndName(urn: string): { type: string; name: string } {
  const [, , types = "", ...name] = urn.split("::");
  return { type: types.split("$").at(-1) ?? "", name: name.join("::") };
}

function inputsOf(state: Readonly<Record<string, unknown>> | undefined): Readonly<Record<string, unknown>> {
  const inputs = state?.["inputs"];
  return isRecord(inputs) ? inputs : {};
}

function records(value: unknown): Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function plain(message: string): string {
  return message
    .replace(/<\{%[^%]*%\}>/g, "")
    .replace(/^error: /, "")
    .trim();
}

const CHANNEL_TYPES = new Set(["aws:cloudformation/stack:Stack", "aws:medialive/channel:Channel"]);
/** A channel's own resource and its inputs; those that no provider can express stand in CloudFormation stacks of their own. */
const IDLE_TYPES = new Set([...CHANNEL_TYPES, "aws:medialive/input:Input"]);

/** True for the resource that makes a MediaLive channel; it is named like the channel. */
export function makesChannel({ type, owner, name }: Doing): boolean {
  return CHANNEL_TYPES.has(type) && owner === name;
}

/**
 * Channels that must be idle for the change: their own resource changes, or that of an input they take. AWS changes a channel only while
 * it is idle (MediaLive User Guide, "Editing and deleting a channel"), and an attached input, to be sure, likewise.
 */
export function channelsToStop({ doings }: Preview): ReadonlySet<string> {
  return new Set(doings.flatMap((doing) => (doing.op === "update" && IDLE_TYPES.has(doing.type) ? [doing.owner] : [])));
}

/** Whether a preview adds or changes anything, or only takes away. */
export function changeOf({ doings }: Preview): Change {
  if (doings.length === 0) return "none";
  return removes({ doings, errors: [] }) && doings.every((doing) => isAftermath(doing)) ? "remove" : "add";
}

/** Whether something goes that the edge may still refer to. */
export function removes({ doings }: Preview): boolean {
  return doings.some(({ op, type }) => op === "delete" && SERVING_TYPES.has(type));
}

const SERVING_TYPES = new Set([
  "aws:cloudformation/stack:Stack",
  "aws:medialive/channel:Channel",
  "aws-native:mediapackagev2:ChannelGroup",
  "aws-native:mediapackagev2:Channel",
  "aws-native:mediapackagev2:OriginEndpoint",
]);

/** A deletion, or a list of what is left: alarms and dashboards of the whole stack name its channels. */
function isAftermath({ op, type }: Doing): boolean {
  return op === "delete" || (op === "update" && (type.startsWith("aws:cloudwatch/") || type.startsWith("aws:kms/")));
}

/** What a change that keeps them must leave alone: everything that would go. */
export function removals({ doings }: Preview): string[] {
  return doings.flatMap(({ op, urn }) => (op === "delete" ? [urn] : []));
}

/** Channels that would be removed. */
export function channelsRemoved({ doings }: Preview): ReadonlySet<string> {
  return new Set(doings.flatMap((doing) => (doing.op === "delete" && makesChannel(doing) ? [doing.owner] : [])));
}
