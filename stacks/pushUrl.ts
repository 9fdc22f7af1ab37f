import { hostProblem, type UrlProblem } from "./pullUrl.ts";
import { secretKind } from "./secrets.ts";

const EXAMPLE = "rtmps://a.rtmps.youtube.com:443/live2";
const LONGEST_URL = 255;

/** A query is part of some platforms' addresses (`?backup=1`): short words alone, in which no key has room. */
const HARMLESS_QUERY = /^(\?[a-z]{1,12}=[a-z0-9]{1,8}(&[a-z]{1,12}=[a-z0-9]{1,8})*)?$/;

/**
 * Refuses where MediaLive cannot push RTMP to, and what must not be written down: the application alone, for whatever
 * follows it is the stream key (MediaLive User Guide, "Fields for the output destination").
 */
export function pushUrlProblem(text: string): UrlProblem | undefined {
  const write = `write protocol, host, port and application, such as ${EXAMPLE}`;
  if (text.length > LONGEST_URL) return { what: "is too long", remedy: `use at most ${LONGEST_URL} characters` };
  if (/[^\x21-\x7e]/.test(text)) return { what: "has a blank or a character outside ASCII", remedy: write };
  if (!URL.canParse(text)) return { what: "is not an address", remedy: write };
  const url = new URL(text);
  if (!/^rtmps?:$/.test(url.protocol)) return { what: "does not begin with rtmps://", remedy: write };
  if (url.username !== "" || url.password !== "") {
    return { what: "holds a login", remedy: "take it out; write username, and passwordParam with the name of an SSM parameter" };
  }
  if (text.includes("#") || !HARMLESS_QUERY.test(url.search) || secretKind(text) !== undefined) {
    return { what: "has a query or a fragment in which a key may be", remedy: "take it out; the stream key is a secret of its own" };
  }
  return hostProblem(url) ?? applicationProblem(url, write);
}

function applicationProblem({ pathname }: URL, write: string): UrlProblem | undefined {
  if (/^\/[A-Za-z0-9._-]{1,64}\/?$/.test(pathname)) return undefined;
  if (/^\/[^/]+\/./.test(pathname)) {
    return {
      what: "goes on after the application: that is the stream key, or a part of it",
      remedy: "keep protocol, host, port and application, and keep the rest with: npx onair secret <channel> <output>",
    };
  }
  return { what: "names no application", remedy: write };
}

/** Whether the stream key, and the programme, travel in the clear. */
export function isPlainPush(text: string): boolean {
  return text.startsWith("rtmp:");
}
