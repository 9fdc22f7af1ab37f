/** Faults on request: any operation of the simulated cloud can be made to fail, to take long, or to run out of time. */

/** What happens to an operation on a resource. */
export type Operation = "create" | "update" | "delete" | "rollback" | "read" | "invoke" | "call";

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

/** How a control plane is gone: no answer at all, or nobody who listens. */
export type Darkness = "silent" | "refuses";

const changing: readonly Operation[] = ["create", "update", "delete"];
/** How long an operation hangs before it is reported as timed out, in milliseconds: noticeable, not tedious. */
const hang = 300;

export class Faults {
  readonly #faults: Fault[] = [];
  readonly #dark = new Map<string, Darkness>();
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

  /**
   * Takes the control plane of a region away: every call to its services, STS and CloudWatch included. us-east-1 takes those of
   * IAM, Route 53 and CloudFront with it, which are hosted there (AWS Fault Isolation Boundaries, appendices A and B); what was
   * deployed goes on: name servers, health checks and CloudFront's edge are data planes of many places. The data of a key-value
   * store has a global endpoint of its own. Whether writing to it needs us-east-1 is not said anywhere; here it does not.
   */
  darken(region: string, how: Darkness = "silent"): void {
    this.#dark.set(region, how);
  }

  /** How a region's control plane is gone; undefined while it is there. */
  darkness(region: string): Darkness | undefined {
    return this.#dark.get(region);
  }

  clear(): void {
    this.#faults.length = 0;
    this.#dark.clear();
    this.#delay = 0;
  }

  /** Waits and throws as asked for. Called before each operation. */
  async meet(operation: Operation, type: string, region: string): Promise<void> {
    if (this.#delay > 0 && operation !== "read") await wait(this.#delay);
    if (this.#dark.has(region)) {
      await wait(hang);
      throw new Error(`RequestTimeout: no answer from ${region} within the time allowed`);
    }
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
