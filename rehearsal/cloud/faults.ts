/** Faults on request: any operation of the simulated cloud can be made to fail, to take long, or to run out of time. */

/** What happens to an operation on a resource. */
export type Operation = "create" | "update" | "delete" | "read" | "invoke" | "call";

export interface FaultOptions {
  /** Only the next matching operation; otherwise every one until `clear()`. */
  once?: boolean;
  /** Only these operations; otherwise create, update and delete. */
  on?: readonly Operation[];
}

interface Fault {
  type: string;
  region: string | undefined;
  kind: "fail" | "timeout";
  message: string;
  options: FaultOptions;
}

const changing: readonly Operation[] = ["create", "update", "delete"];
/** How long an operation hangs before it is reported as timed out, in milliseconds: noticeable, not tedious. */
const hang = 300;

export class Faults {
  readonly #faults: Fault[] = [];
  #delay = 0;

  /**
   * Fails operations on `target`: a type token or whole words of one, with `@<region>` behind it for one region only,
   * such as `aws:medialive/input:Input@eu-west-1`, `aws:medialive/input` or `mediapackagev2:Channel`. SDK calls are named
   * like `medialive:StartChannel`, and are meant only with `on: ["call"]`.
   */
  fail(target: string, message = "InternalServerError: the service failed on request of the rehearsal", options: FaultOptions = {}): void {
    this.#add("fail", target, message, options);
  }

  /** Lets operations on `target` hang and then end without an answer from the service. */
  timeout(target: string, options: FaultOptions = {}): void {
    this.#add("timeout", target, "RequestTimeout: no answer from the service within the time allowed", options);
  }

  /** Every operation that changes something takes this much longer, in milliseconds. */
  slow(milliseconds: number): void {
    this.#delay = milliseconds;
  }

  clear(): void {
    this.#faults.length = 0;
    this.#delay = 0;
  }

  /** Waits and throws as asked for. Called before each operation. */
  async meet(operation: Operation, type: string, region: string): Promise<void> {
    if (this.#delay > 0 && operation !== "read") await wait(this.#delay);
    const index = this.#faults.findIndex(
      (fault) => names(fault.type, type) && (fault.region ?? region) === region && (fault.options.on ?? changing).includes(operation),
    );
    const fault = this.#faults[index];
    if (fault === undefined) return;
    if (fault.options.once === true) this.#faults.splice(index, 1);
    if (fault.kind === "timeout") await wait(hang);
    throw new Error(fault.message);
  }

  #add(kind: Fault["kind"], target: string, message: string, options: FaultOptions): void {
    const [type = "", region] = target.split("@");
    if (type === "") throw new Error(`a fault needs a type, such as aws:medialive/input:Input@eu-west-1; given: ${JSON.stringify(target)}`);
    this.#faults.push({ type, region, kind, message, options });
  }
}

/** True when `wanted` is `type`, or a run of whole words of it: `aws:medialive/input` does not mean the security groups. */
function names(wanted: string, type: string): boolean {
  const start = `:${type}:`.indexOf(`:${wanted}`);
  const inside = start >= 0 ? start : `/${type}`.indexOf(`/${wanted}`);
  const after = type.slice(Math.max(0, inside) + wanted.length);
  return inside >= 0 && (after === "" || after.startsWith(":") || after.startsWith("/"));
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
