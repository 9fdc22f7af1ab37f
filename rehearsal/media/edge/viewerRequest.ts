/** What a viewer asked, as it came in, and its parts. */

export interface ViewerAsk {
  readonly method: string;
  /** Still encoded, beginning with a slash, as the viewer wrote it. */
  readonly path: string;
  /** Without the question mark; empty for none. */
  readonly query: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly ip: string;
  readonly scheme: "http" | "https";
  /** The name that the viewer called the distribution by, without a port. */
  readonly host: string;
}

/** One parameter of a query string, in the viewer's own spelling. */
export interface Parameter {
  readonly name: string;
  readonly value: string;
  /** As it stands in the query string. */
  readonly raw: string;
}

/** The parameters in order; nothing is decoded. */
export function parametersOf(query: string): Parameter[] {
  return query
    .split("&")
    .filter((raw) => raw !== "")
    .map((raw) => {
      const at = raw.indexOf("=");
      return at < 0 ? { name: raw, value: "", raw } : { name: raw.slice(0, at), value: raw.slice(at + 1), raw };
    });
}

export function queryOf(parameters: readonly Parameter[]): string {
  return parameters.map(({ raw }) => raw).join("&");
}

/** Names and values of a Cookie header in order. Of several cookies with one name the first has the longest path (RFC 6265, 5.4). */
export function cookiesOf(header: string | undefined): { name: string; value: string }[] {
  return (header ?? "").split(";").flatMap((part) => {
    const at = part.indexOf("=");
    return at < 0 ? [] : [{ name: part.slice(0, at).trim(), value: part.slice(at + 1).trim() }];
  });
}

export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The session id that a player sends with CMCD (CTA-5004, key `sid`), by query or by header. */
export function sessionOf({ query, headers }: Pick<ViewerAsk, "query" | "headers">): string | undefined {
  const inQuery = parametersOf(query).find(({ name }) => name === "CMCD")?.value;
  const text = inQuery === undefined ? headers["cmcd-session"] : decoded(inQuery);
  return /(?:^|,)\s*sid="([^"]{1,64})"/.exec(text ?? "")?.[1];
}
