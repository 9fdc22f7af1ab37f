import { hiddenMeaning, unfitForTitles } from "./characters.ts";
import { secretKind } from "./secrets.ts";

/** What is wrong, how to mend it, and the value where it may be shown. */
export type Complaint = readonly [what: string, remedy: string, given?: string];

/** Names that JavaScript objects have of their own: looking one up finds something that nobody wrote. */
const TAKEN = new Set(["__proto__", "constructor", "prototype"]);

/** What no name of a setting, channel or key may be, whatever its schema says. */
export function badName(name: string): Complaint | undefined {
  if (TAKEN.has(name)) return ["is a name that Onair cannot use", "choose another"];
  return name === "" ? ["has an empty name", "write a name before the colon"] : badText(name);
}

/** What no text in a settings file may hold, whatever its schema says: a secret, or what a reader cannot see. */
export function badText(text: string): Complaint | undefined {
  const secret = secretKind(text);
  if (secret !== undefined) return secretComplaint(secret);
  if (unfitForTitles(text)) {
    return [`contains ${hiddenMeaning(text) ?? "a character that is not text"}`, "remove it: copy the text by hand if need be"];
  }
  return text === text.trim() ? undefined : ["begins or ends with a space", "remove the space", JSON.stringify(text)];
}

/** The remedy names both steps: a secret that was written down is known. */
export function secretComplaint(kind: string): Complaint {
  return [`holds what looks like ${kind}`, "remove it and replace it with a new one: Onair keeps no secret in its files"];
}
