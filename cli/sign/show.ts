import type { Session } from "../session.ts";

export interface Signature {
  readonly channel: string;
  readonly title: string;
  /** Length of life as it was asked for. */
  readonly life: string;
  readonly keyId: string;
  readonly playbackUrl: string;
  readonly signedUrl: string;
  readonly cookies: Readonly<Record<string, string>>;
  /** Seconds since 1970. */
  readonly expires: number;
  readonly resource: string;
  readonly path: string;
}

/** Result to standard output, remarks to standard error: `$(onair sign … --url)` is a URL and nothing else. */
export function tellSignature(session: Session, signature: Signature, show: { readonly url: boolean; readonly json: boolean }): void {
  if (show.json) {
    session.print(JSON.stringify(asData(signature, show.url), undefined, 2));
    return;
  }
  session.tell(
    `${signature.title} (${signature.channel}), signed with key ${signature.keyId} for ${signature.life}, until ${iso(signature.expires)}. Whoever has this can watch until then.`,
  );
  if (show.url) {
    session.tell(
      "This opens the one file only: players ask for the files it names without the signature. Give players cookies instead (leave --url out).",
    );
    session.print(signature.signedUrl);
    return;
  }
  for (const line of cookieLines(signature)) session.print(line);
}

/** Lines that a shell can run as they are, the long value written once. */
function cookieLines({ cookies, playbackUrl, path }: Signature): string[] {
  const pairs = Object.entries(cookies).map(([name, value]) => `${name}=${value}`);
  return [
    `# Path of the cookies: ${path}`,
    `COOKIES='${pairs.join("; ")}'`,
    "# Look:",
    `curl -H "Cookie: $COOKIES" '${playbackUrl}'`,
    "# Watch (VLC has no option to send cookies):",
    `ffplay -headers "Cookie: $COOKIES" '${playbackUrl}'`,
    `mpv --http-header-fields="Cookie: $COOKIES" '${playbackUrl}'`,
  ];
}

function asData(
  { channel, title, keyId, playbackUrl, signedUrl, cookies, expires, resource, path }: Signature,
  url: boolean,
): Record<string, unknown> {
  const common = { channel, title, keyId, resource, expires: iso(expires), playbackUrl };
  return url ? { ...common, signedUrl } : { ...common, cookiePath: path, cookies };
}

function iso(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
}
