/**
 * The query strings that MediaPackage v2 reads (User Guide, "Time-shifted query parameters", "Manifest filtering query parameters",
 * "Manifest filtering error conditions"); it ignores all others.
 */

/** A request that the origin refuses, with its status. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export interface OriginQuery {
  /** Text after `aws.manifestfilter=`, lower case. */
  readonly filter?: string;
  /** Text after `aws.manifestsettings=`, lower case. */
  readonly settings?: string;
  readonly msn?: number;
  readonly part?: number;
}

/** Both queries may have at most so many characters. */
const LONGEST = 1024;

/** @param query without the question mark */
export function originQuery(query: string): OriginQuery {
  const given = new URLSearchParams(query);
  const one = (name: string): string | undefined => {
    const values = [...given].filter(([key]) => key.toLowerCase() === name).map(([, value]) => value.toLowerCase());
    if (values.length > 1) throw new Refusal(400, `${name} is given ${String(values.length)} times; give it once`);
    if ((values[0]?.length ?? 0) > LONGEST) throw new Refusal(400, `${name} is longer than ${String(LONGEST)} characters`);
    return values[0];
  };
  const filter = one("aws.manifestfilter");
  const settings = one("aws.manifestsettings");
  const msn = whole("_HLS_msn", given.get("_HLS_msn"));
  const part = whole("_HLS_part", given.get("_HLS_part"));
  // RFC 8216bis, 6.2.5.2.
  if (part !== undefined && msn === undefined) throw new Refusal(400, "_HLS_part needs _HLS_msn");
  return {
    ...(filter === undefined ? {} : { filter }),
    ...(settings === undefined ? {} : { settings }),
    ...(msn === undefined ? {} : { msn }),
    ...(part === undefined ? {} : { part }),
  };
}

function whole(name: string, value: string | null): number | undefined {
  if (value === null) return undefined;
  if (!/^\d{1,15}$/.test(value)) throw new Refusal(400, `${name}=${value} is no whole number`);
  return Number(value);
}

/** `name:value;name:value`, each name once. */
export function parameters(query: string, text: string, known: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const pair of text.split(";")) {
    const [name = "", value, ...rest] = pair.split(":");
    // An ISO 8601 time has colons of its own.
    const whole = value === undefined ? "" : [value, ...rest].join(":");
    if (whole === "") throw new Refusal(400, `${query}: "${pair}" is not of the form name:value`);
    if (!known.includes(name)) throw new Refusal(400, `${query}: ${name} is no parameter; known are ${known.join(", ")}`);
    if (found.has(name)) throw new Refusal(400, `${query}: ${name} is given twice`);
    found.set(name, whole);
  }
  return found;
}
