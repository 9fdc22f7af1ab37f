import type { Subject } from "./rule.ts";
import type { Plain, PlainObject } from "./plain.ts";
import { isSet } from "./plain.ts";
import { readTemplate, STACK_TYPES } from "./template.ts";

/** A MediaLive resource, declared as a resource of its own or inside a CloudFormation template. */
export interface MediaResource {
  /** Empty for a resource of its own; else the words that lead to it in a message. */
  readonly where: string;
  readonly props: PlainObject;
}

const KINDS = {
  channel: { own: "aws:medialive/channel:Channel", template: "AWS::MediaLive::Channel" },
  input: { own: "aws:medialive/input:Input", template: "AWS::MediaLive::Input" },
  inputSecurityGroup: {
    own: "aws:medialive/inputSecurityGroup:InputSecurityGroup",
    template: "AWS::MediaLive::InputSecurityGroup",
  },
} as const;

export type MediaKind = keyof typeof KINDS;

/** The resource types in which a kind can be declared. */
export function typesOf(kind: MediaKind): readonly string[] {
  return [KINDS[kind].own, ...STACK_TYPES];
}

/** All resources of a kind that a subject declares. An unreadable template yields none: `template-readable` refuses it. */
export function mediaResources(kind: MediaKind, subject: Subject): readonly MediaResource[] {
  if (subject.type === KINDS[kind].own) {
    return [{ where: "", props: subject.props }];
  }
  const resources = readTemplate(subject.props)?.resources ?? [];
  return resources
    .filter((resource) => resource.type === KINDS[kind].template)
    .map(({ id, props }) => ({ where: `(template resource ${id}) `, props }));
}

/** True when two entries are known and the same; two unknown ones are taken for different. */
export function hasRepeated(values: readonly (Plain | undefined)[]): boolean {
  const known = values.filter((value): value is string => typeof value === "string" && isSet(value));
  return new Set(known).size < known.length;
}
