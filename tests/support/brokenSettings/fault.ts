import type { EnvironmentFiles } from "../lineupArbitrary/index.ts";

export type Json = Record<string, unknown>;
export type Break = (files: EnvironmentFiles) => EnvironmentFiles;

/** One way to get settings wrong, and what Onair must say of it. */
export interface Fault {
  readonly title: string;
  /** Rows of the table of bad-input classes (`BAD_INPUT_CLASSES`) that this fault is a case of. */
  readonly rows?: readonly number[];
  /** Where it can be made: production, development or both. */
  readonly kind?: "production" | "development";
  /** Changes its own copy of the files. */
  readonly break: Break;
  /** Of one of the problems. */
  readonly path: RegExp;
  /** Of the same problem: what is wrong. */
  readonly what: RegExp;
  /** Of the same problem: how to mend it, where the class promises something about it. */
  readonly remedy?: RegExp;
}

export function channelsOf(files: EnvironmentFiles): Record<string, Json> {
  return files.lineup["channels"] as Record<string, Json>;
}

/** In every channel of the lineup. */
export const inChannel =
  (change: (channel: Json) => void): Break =>
  (files) => {
    for (const channel of Object.values(channelsOf(files))) change(channel);
    return files;
  };

/** In every ladder file. */
export const inLadders =
  (change: (ladder: Json) => void): Break =>
  (files) => {
    for (const ladder of Object.values(files.ladders)) change(ladder);
    return files;
  };

/** In the `onair:` settings of every stack. */
export const inStacks =
  (change: (settings: Json, files: EnvironmentFiles, stack: string) => void): Break =>
  (files) => {
    for (const [stack, { settings }] of Object.entries(files.stacks)) change(settings, files, stack);
    return files;
  };

/** One setting of a channel, a ladder or a stack. */
export const set =
  (key: string, value: unknown) =>
  (target: Json): void => {
    target[key] = value;
  };

/** One setting of the stacks that encode: encode-region and standalone. */
export const onEncode =
  (key: string, value: unknown) =>
  (settings: Json): void => {
    if (settings["role"] !== "global-edge") settings[key] = value;
  };

/** One setting of the stacks that serve viewers: global-edge and standalone. */
export const onEdge =
  (key: string, value: unknown) =>
  (settings: Json): void => {
    if (settings["role"] !== "encode-region") settings[key] = value;
  };

/** One setting of the production edge alone. */
export const onGlobal =
  (key: string, value: unknown) =>
  (settings: Json): void => {
    if (settings["role"] === "global-edge") settings[key] = value;
  };

export const PUSH_SOURCE = { type: "rtmp-push" };

/** Makes sure that encoders matter: every channel takes a pushed signal, and from the internet. */
export function withPush(change: Break): Break {
  const fromOutside = inStacks((settings) => {
    delete settings["vpc"];
  });
  const pushed = inChannel((channel) => {
    // What the former source carried, and this one may not.
    for (const key of ["audio", "captions", "scte35", "inputFailover", "outputs"]) Reflect.deleteProperty(channel, key);
    channel["source"] = PUSH_SOURCE;
  });
  return (files) => change(fromOutside(pushed(files)));
}

/** The lineup's first channel `count` times, all in the group main. */
export function copies(files: EnvironmentFiles, count: number): EnvironmentFiles {
  const template = Object.values(channelsOf(files))[0];
  const channels = Object.fromEntries(Array.from({ length: count }, (_, index) => [`copy${index}`, { ...template, group: "main" }]));
  return { ...files, lineup: { ...files.lineup, channels } };
}

/** The lineup's first channel under another name. */
export function renamed(files: EnvironmentFiles, name: string): EnvironmentFiles {
  return { ...files, lineup: { ...files.lineup, channels: { [name]: Object.values(channelsOf(files))[0] } } };
}
