import { RehearsalError } from "./errors.ts";
import type { Faults } from "./cloud/index.ts";

/** What a person asked to go wrong. */
export interface FaultRequest {
  /** Types that fail, as `<type>[@<region>]`. */
  readonly fail: readonly string[];
  /** Types whose operations run out of time. */
  readonly timeout: readonly string[];
  /** Added to every operation, milliseconds. */
  readonly slow: number;
}

export const NO_FAULTS: FaultRequest = { fail: [], timeout: [], slow: 0 };

export function noFaults({ fail, timeout, slow }: FaultRequest): boolean {
  return fail.length === 0 && timeout.length === 0 && slow === 0;
}

const FORM = /^[A-Za-z0-9:/.-]+(@[a-z]{2}(-[a-z]+)+-\d)?$/;

/** @throws RehearsalError when a target has not the form of one */
export function applyFaults(faults: Faults, { fail, timeout, slow }: FaultRequest): void {
  for (const target of [...fail, ...timeout]) {
    if (!FORM.test(target))
      throw new RehearsalError(`A fault is asked for as <type>[@<region>], such as aws:medialive/input:Input@eu-west-1; given: ${target}`);
  }
  for (const target of fail) faults.fail(target);
  for (const target of timeout) faults.timeout(target);
  if (slow > 0) faults.slow(slow);
}
