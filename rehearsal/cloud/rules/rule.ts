/** A refusal: what AWS says no to, as one small function. */
import type { Cloud, Request } from "../cloud.ts";
import type { CloudObject } from "../store.ts";

export interface Case extends Request {
  cloud: Pick<Cloud, "account" | "store" | "transition" | "objects">;
  /** The resource as it is, when it is to be changed or removed. */
  before: CloudObject | undefined;
}

/** The error AWS gives, or undefined where it has no objection. */
export type Rule = (subject: Case) => string | undefined;

export interface Rules {
  /** On creation and on every change. */
  save?: readonly Rule[];
  create?: readonly Rule[];
  update?: readonly Rule[];
  delete?: readonly Rule[];
}
