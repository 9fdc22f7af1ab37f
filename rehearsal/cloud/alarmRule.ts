/**
 * Rules of composite alarms: their grammar and what they come to. CloudWatch API Reference, PutCompositeAlarm, AlarmRule:
 * `ALARM("name or ARN")`, `OK(…)`, `INSUFFICIENT_DATA(…)`, `TRUE`, `FALSE`, joined by `AND`, `OR`, `NOT` and brackets.
 */
export type AlarmState = "OK" | "ALARM" | "INSUFFICIENT_DATA";

export type AlarmRule =
  | { readonly is: AlarmState; readonly alarm: string }
  | { readonly value: boolean }
  | { readonly not: AlarmRule }
  | { readonly join: "AND" | "OR"; readonly parts: readonly AlarmRule[] };

const STATES: readonly AlarmState[] = ["OK", "ALARM", "INSUFFICIENT_DATA"];

/** A word, a bracket, or a name in quotes with its quotes taken off. */
interface Token {
  readonly text: string;
  readonly quoted: boolean;
}

/** @throws Error that says what the rule has in place of what it should */
export function parseAlarmRule(text: string): AlarmRule {
  const reader = new Reader(tokens(text));
  const rule = reader.expression("OR");
  reader.end();
  return rule;
}

/** Every alarm that a rule names, each once. */
export function namedAlarms(rule: AlarmRule): string[] {
  if ("alarm" in rule) return [rule.alarm];
  if ("value" in rule) return [];
  const parts = "not" in rule ? [rule.not] : rule.parts;
  return [...new Set(parts.flatMap(namedAlarms))];
}

/**
 * How many elements a rule has: child alarms, TRUE, FALSE and brackets (CloudWatch API Reference, PutCompositeAlarm). Whether
 * those of a function count is not said; here they do.
 */
export function elementsOf(text: string): number {
  return tokens(text).filter(({ text: word, quoted }) => quoted || !/^(AND|OR|NOT|ALARM|OK|INSUFFICIENT_DATA)$/.test(word)).length;
}

export function holds(rule: AlarmRule, stateOf: (alarm: string) => AlarmState): boolean {
  if ("alarm" in rule) return stateOf(rule.alarm) === rule.is;
  if ("value" in rule) return rule.value;
  if ("not" in rule) return !holds(rule.not, stateOf);
  return rule.join === "AND" ? rule.parts.every((part) => holds(part, stateOf)) : rule.parts.some((part) => holds(part, stateOf));
}

/** A name given by its ARN is the name at its end. */
export function alarmNameOf(nameOrArn: string): string {
  return /^arn:[^:]+:cloudwatch:[^:]*:[^:]*:alarm:(.+)$/.exec(nameOrArn)?.[1] ?? nameOrArn;
}

function tokens(text: string): Token[] {
  const found: Token[] = [];
  const expression = /\s*(?:"([^"]*)"|'([^']*)'|([()])|([^\s()"']+))/gy;
  let at = 0;
  while (text.slice(at).trim() !== "") {
    expression.lastIndex = at;
    const match = expression.exec(text);
    if (match === null) throw new Error(`cannot read "${text.slice(at, at + 20)}"`);
    const name = match[1] ?? match[2];
    found.push(name === undefined ? { text: match[3] ?? match[4] ?? "", quoted: false } : { text: name, quoted: true });
    at = expression.lastIndex;
  }
  return found;
}

class Reader {
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(all: readonly Token[]) {
    this.#tokens = all;
  }

  expression(join: "AND" | "OR"): AlarmRule {
    const parts = [this.#operand(join)];
    while (this.#takes(join)) parts.push(this.#operand(join));
    const [first] = parts;
    return parts.length === 1 && first !== undefined ? first : { join, parts };
  }

  end(): void {
    const left = this.#tokens[this.#next];
    if (left !== undefined) throw new Error(`"${left.text}" stands where the rule should end`);
  }

  #operand(join: "AND" | "OR"): AlarmRule {
    return join === "OR" ? this.expression("AND") : this.#term();
  }

  #term(): AlarmRule {
    if (this.#takes("NOT")) return { not: this.#term() };
    if (this.#takes("TRUE")) return { value: true };
    if (this.#takes("FALSE")) return { value: false };
    if (this.#takes("(")) {
      const inner = this.expression("OR");
      this.#demand(")");
      return inner;
    }
    const is = STATES.find((state) => this.#takes(state));
    if (is === undefined) throw new Error(`${this.#here()} is no condition`);
    this.#demand("(");
    const alarm = this.#tokens[this.#next];
    if (alarm === undefined || (!alarm.quoted && /[()]/.test(alarm.text)) || alarm.text === "") throw new Error(`${is}() names no alarm`);
    this.#next += 1;
    this.#demand(")");
    return { is, alarm: alarm.text };
  }

  #takes(word: string): boolean {
    const token = this.#tokens[this.#next];
    if (token === undefined || token.quoted || token.text !== word) return false;
    this.#next += 1;
    return true;
  }

  #demand(word: string): void {
    if (!this.#takes(word)) throw new Error(`${this.#here()} stands where ${word} should`);
  }

  #here(): string {
    const token = this.#tokens[this.#next];
    return token === undefined ? "the end" : `"${token.text}"`;
  }
}
