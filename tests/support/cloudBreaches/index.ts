/** A breach of every rule of the simulated AWS. */
import { access } from "./access.ts";
import type { Breach } from "./breach.ts";
import { channel, template } from "./channel.ts";
import { distribution } from "./distribution.ts";
import { dns } from "./dns.ts";
import { edgeParts } from "./edgeParts.ts";
import { live } from "./live.ts";
import { names } from "./names.ts";
import { observability } from "./observability.ts";
import { origin } from "./origin.ts";
import { storage } from "./storage.ts";

export type { Breach } from "./breach.ts";

export const breaches: readonly Breach[] = [
  ...names,
  ...access,
  ...live,
  ...channel,
  ...template,
  ...origin,
  ...storage,
  ...observability,
  ...edgeParts,
  ...distribution,
  ...dns,
];
