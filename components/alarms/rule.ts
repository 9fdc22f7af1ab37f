/**
 * Words of a composite alarm's rule (CloudWatch API Reference, PutCompositeAlarm, AlarmRule). Names are quoted always:
 * a name with a dot or a blank has to be.
 */
export function inAlarm(name: string): string {
  return `ALARM("${name}")`;
}

export function not(term: string): string {
  return `NOT ${term}`;
}

/** All of the terms; one alone needs no brackets. */
export function all(...terms: readonly string[]): string {
  return joined(terms, "AND");
}

/** Any of the terms. */
export function any(...terms: readonly string[]): string {
  return joined(terms, "OR");
}

function joined(terms: readonly string[], word: "AND" | "OR"): string {
  const [first, ...rest] = terms;
  if (first === undefined) throw new RangeError(`an alarm rule needs something to join by ${word}`);
  return rest.length === 0 ? first : `(${terms.join(` ${word} `)})`;
}

/** Names of the alarms that a rule of these words reads, each once. */
export function alarmsIn(rule: string): string[] {
  return [...new Set([...rule.matchAll(/ALARM\("([^"]+)"\)/g)].map(([, name]) => name ?? ""))];
}
