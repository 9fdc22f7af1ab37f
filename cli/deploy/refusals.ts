import { isRecord } from "../project.ts";
import { makesChannel, typeAndName, type Doing, type Preview } from "./preview.ts";

/** Where it is written how to do what cannot be done in place. */
export const RUNBOOK = "docs/runbooks.md#change-what-cannot-be-changed";

/** Replacing one of these takes channels off the air for good, or changes an address that others hold. */
const GUARDED: readonly { readonly type: RegExp; readonly what: string }[] = [
  { type: /^aws:cloudformation\/stack:Stack$|^aws:medialive\/channel:Channel$/, what: "the MediaLive channel" },
  { type: /^aws:medialive\/input:Input$/, what: "the input, and the addresses that encoders send to" },
  { type: /^aws:medialive\/inputSecurityGroup:InputSecurityGroup$/, what: "the input security group" },
  { type: /^aws-native:mediaconnect:Flow$/, what: "the MediaConnect flow, and the addresses that encoders send to" },
  { type: /^aws-native:mediapackagev2:ChannelGroup$/, what: "the MediaPackage channel group, and the host of all its manifests" },
  { type: /^aws-native:mediapackagev2:(Channel|OriginEndpoint)$/, what: "the MediaPackage channel or endpoint" },
  { type: /^(aws|aws-native):cloudfront[/:](distribution:)?Distribution$/, what: "the distribution, and the name that viewers use" },
  { type: /^aws:cloudfront\/keyValueStore:KeyValueStore$/, what: "the store that moves viewers" },
  { type: /^aws:kms\/key:Key$/, what: "the key, and everything that is encrypted with it" },
  { type: /^aws:route53\/zone:Zone$/, what: "the zone, and every name in it" },
];

/**
 * Why a previewed change is not made, one sentence each: what AWS answers with a replacement, in the preview's words or hidden in a
 * channel's template, and what is protected.
 */
export function refusalsOf(stack: string, preview: Preview): string[] {
  const replaced = preview.doings.filter(({ op }) => op === "replace").flatMap((doing) => replacement(doing));
  const told = preview.errors.flatMap((error) => {
    const urn = /unable to replace resource "([^"]+)"/.exec(error.message)?.[1];
    const known = preview.doings.some((doing) => doing.urn === urn && doing.op === "replace");
    return urn === undefined || known ? [] : replacement({ ...typeAndName(urn), reasons: [] });
  });
  const kept = preview.errors.flatMap(({ message }) => {
    const urn = /resource "([^"]+)" cannot be deleted/.exec(message)?.[1];
    return urn === undefined ? [] : [removal(stack, urn)];
  });
  const updated = preview.doings.filter(({ op }) => op === "update");
  const hidden = [...updated.filter(makesChannel).flatMap(inTemplate), ...updated.flatMap(inInputTemplate)];
  return [...new Set([...replaced, ...told, ...kept, ...hidden])].map((reason) => `${stack}: ${reason}`);
}

/** Errors of a preview that are no refusal of these. */
export function otherErrors({ errors }: Preview): string[] {
  return errors
    .filter(({ message }) => !/unable to replace resource|cannot be deleted\s+because it is protected|^preview failed$/.test(message))
    .map(({ urn, message }) => (urn === "" || urn.includes("pulumi:pulumi:Stack::") ? message : `${shortOf(urn)}: ${message}`));
}

function replacement({ type, name, reasons }: Pick<Doing, "type" | "name" | "reasons">): string[] {
  const guarded = GUARDED.find((one) => one.type.test(type));
  if (guarded === undefined) return [];
  const because = reasons.length === 0 ? "" : ` because of ${reasons.join(", ")}`;
  return [`AWS would answer with a replacement of ${guarded.what} (${type} ${name})${because}; see ${RUNBOOK}`];
}

function removal(stack: string, urn: string): string {
  return `${shortOf(urn)} is protected and would be deleted; if that is meant, stop the channel, then: npx onair pulumi state unprotect '${urn}' --stack ${stack}`;
}

/** What the template's own resource cannot take in place; the stack itself is only updated, and says nothing of it. */
function inTemplate({ name, before, after }: Doing): string[] {
  const [was, is] = [before, after].map((inputs) => channelIn(inputs["templateBody"]));
  if (was === undefined || is === undefined) return [];
  const changed = (property: string): boolean => JSON.stringify(was[property]) !== JSON.stringify(is[property]);
  return [
    // AWS::MediaLive::Channel, "Vpc": Update requires Replacement.
    ...(changed("Vpc") ? [`channel ${name} would change its VPC, which AWS answers with a new channel; see ${RUNBOOK}`] : []),
    // UpdateChannel takes no class; a call of its own does, on an idle channel (MediaLive API, UpdateChannelClass).
    ...(changed("ChannelClass") ? [`channel ${name} would change its class, which UpdateChannel does not do; see ${RUNBOOK}`] : []),
    ...(changed("Name") ? [`channel ${name} would change its name at AWS; see ${RUNBOOK}`] : []),
  ];
}

/** AWS::MediaLive::Input, "Update requires": Replacement, and the stack's policy then refuses it half-way. */
function inInputTemplate({ name, before, after }: Doing): string[] {
  const [was, is] = [before, after].map((inputs) => resourceIn(inputs["templateBody"], "AWS::MediaLive::Input"));
  if (was === undefined || is === undefined) return [];
  return ["Type", "Vpc", "InputNetworkLocation", "RouterSettings"]
    .filter((property) => JSON.stringify(was[property]) !== JSON.stringify(is[property]))
    .map((property) => `input ${name} would change its ${property}, which AWS answers with a new input and new addresses; see ${RUNBOOK}`);
}

/** The properties of the one channel in a template. */
export function channelIn(templateBody: unknown): Readonly<Record<string, unknown>> | undefined {
  return resourceIn(templateBody, "AWS::MediaLive::Channel");
}

function resourceIn(templateBody: unknown, type: string): Readonly<Record<string, unknown>> | undefined {
  const template: unknown = typeof templateBody === "string" ? parsed(templateBody) : undefined;
  if (!isRecord(template) || !isRecord(template["Resources"])) return undefined;
  const found = Object.values(template["Resources"]).find((one) => isRecord(one) && one["Type"] === type);
  return isRecord(found) && isRecord(found["Properties"]) ? found["Properties"] : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function shortOf(urn: string): string {
  const { type, name } = typeAndName(urn);
  return `${type} ${name}`;
}
