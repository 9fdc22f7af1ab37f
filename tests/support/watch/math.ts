/**
 * The part of CloudWatch's metric math that Onair's alarms use, one minute at a time. CloudWatch User Guide, "Using math
 * expressions with CloudWatch metrics": a missing operand makes the result missing, aggregates over a list leave it out.
 */

/** `undefined` is a missing data point. */
export type Point = number | undefined;
type Value = Point | readonly Point[];

/** Evaluates an expression; `of` gives the point of an id at this minute. @throws Error for what is not known here */
export function evaluateMath(expression: string, of: (id: string) => Point): Point {
  const reader = new MathReader(expression, of);
  const value = reader.whole();
  if (Array.isArray(value)) throw new Error(`${expression} is a list, not a series`);
  return value as Point;
}

const FUNCTIONS: Readonly<Record<string, (args: readonly Value[]) => Point>> = {
  IF: ([condition, yes, no]) => (point(condition) === undefined ? undefined : point(condition) === 0 ? point(no) : point(yes)),
  FILL: ([series, filler]) => point(series) ?? point(filler),
  MAX: ([list]) => aggregate(list, (points) => Math.max(...points)),
  MIN: ([list]) => aggregate(list, (points) => Math.min(...points)),
  SUM: ([list]) => aggregate(list, (points) => points.reduce((sum, one) => sum + one, 0)),
};

function aggregate(list: Value, of: (points: readonly number[]) => number): Point {
  if (!Array.isArray(list)) throw new Error("an aggregate is over a list here");
  const points = (list as readonly Point[]).filter((one) => one !== undefined);
  return points.length === 0 ? undefined : of(points);
}

function point(value: Value): Point {
  if (Array.isArray(value)) throw new Error("a list stands where a series should");
  return value as Point;
}

type Operator = (left: number, right: number) => number;
const LEVELS: readonly Readonly<Record<string, Operator>>[] = [
  { OR: (a, b) => Number(a !== 0 || b !== 0), "||": (a, b) => Number(a !== 0 || b !== 0) },
  { AND: (a, b) => Number(a !== 0 && b !== 0), "&&": (a, b) => Number(a !== 0 && b !== 0) },
  {
    ">=": (a, b) => Number(a >= b),
    "<=": (a, b) => Number(a <= b),
    "==": (a, b) => Number(a === b),
    "!=": (a, b) => Number(a !== b),
    ">": (a, b) => Number(a > b),
    "<": (a, b) => Number(a < b),
  },
  { "+": (a, b) => a + b, "-": (a, b) => a - b },
  { "*": (a, b) => a * b, "/": (a, b) => a / b },
];

class MathReader {
  readonly #tokens: readonly string[];
  readonly #of: (id: string) => Point;
  #next = 0;

  constructor(expression: string, of: (id: string) => Point) {
    this.#tokens = expression.match(/\d+(?:\.\d+)?|[A-Za-z_]\w*|>=|<=|==|!=|\|\||&&|[-+*/<>()[\],]/g) ?? [];
    if (this.#tokens.join("") !== expression.replaceAll(/\s/g, "")) throw new Error(`cannot read ${expression}`);
    this.#of = of;
  }

  whole(): Value {
    const value = this.#level(0);
    if (this.#next < this.#tokens.length) throw new Error(`${this.#tokens[this.#next] ?? ""} stands where the expression should end`);
    return value;
  }

  #level(level: number): Value {
    const operators = LEVELS[level];
    if (operators === undefined) return this.#term();
    let left = this.#level(level + 1);
    for (let found = operators[this.#peek()]; found !== undefined; found = operators[this.#peek()]) {
      this.#next += 1;
      const [a, b] = [point(left), point(this.#level(level + 1))];
      left = a === undefined || b === undefined ? undefined : found(a, b);
    }
    return left;
  }

  #term(): Value {
    const token = this.#take();
    if (/^\d/.test(token)) return Number(token);
    if (token === "(") return this.#closed(this.#level(0), ")");
    if (token === "[") return this.#list("]").map(point);
    if (this.#peek() !== "(") return this.#of(token);
    const apply = FUNCTIONS[token];
    if (apply === undefined) throw new Error(`${token}() is not known here`);
    this.#next += 1;
    return apply(this.#list(")"));
  }

  #list(end: string): Value[] {
    const values = [this.#level(0)];
    while (this.#peek() === ",") {
      this.#next += 1;
      values.push(this.#level(0));
    }
    return this.#closed(values, end);
  }

  #closed<T>(value: T, end: string): T {
    if (this.#take() !== end) throw new Error(`${end} is missing`);
    return value;
  }

  #peek(): string {
    return this.#tokens[this.#next] ?? "";
  }

  #take(): string {
    this.#next += 1;
    return this.#tokens[this.#next - 1] ?? "";
  }
}
