import { isRecord } from "../project.ts";
import { makesChannel, type Preview } from "./preview.ts";
import { channelIn } from "./refusals.ts";

/**
 * Channels whose set of renditions changes. A player has read the multivariant playlist once and holds on to it: renditions that come,
 * go or become others reach it only when it starts anew, and those that go may stop it.
 */
export function changedRenditions({ doings }: Preview): string[] {
  return doings
    .filter((doing) => doing.op === "update" && makesChannel(doing))
    .filter(({ before, after }) => renditions(before) !== renditions(after))
    .map(({ name }) => name)
    .sort();
}

/** What a multivariant playlist says of a channel: size, codec and language of each encode, by name. */
function renditions(inputs: Readonly<Record<string, unknown>>): string {
  const settings = capital(channelIn(inputs["templateBody"])?.["EncoderSettings"] ?? inputs["encoderSettings"] ?? {});
  const list = (name: string, describe: (one: Readonly<Record<string, unknown>>) => unknown): unknown[] =>
    records(settings, name).map((one) => describe(one));
  return JSON.stringify([
    list("VideoDescriptions", (one) => [one["Name"], one["Width"], one["Height"], Object.keys(record(one["CodecSettings"]))]),
    list("AudioDescriptions", (one) => [one["Name"], one["LanguageCode"], Object.keys(record(one["CodecSettings"]))]),
    list("CaptionDescriptions", (one) => [one["Name"], one["LanguageCode"]]),
  ]);
}

function records(settings: Readonly<Record<string, unknown>>, name: string): Readonly<Record<string, unknown>>[] {
  const value = settings[name];
  const items = Array.isArray(value) ? value.map(capital) : [];
  return items.sort((left, right) => (String(left["Name"]) < String(right["Name"]) ? -1 : 1));
}

/** The typed resource spells members with a small first letter. */
function capital(value: unknown): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(record(value)).map(([name, inner]) => [name.charAt(0).toUpperCase() + name.slice(1), inner]));
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}
