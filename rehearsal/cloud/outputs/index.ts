/** The values that AWS fills in, by type. */
import { edge } from "./edge.ts";
import { firewall } from "./firewall.ts";
import { flows } from "./flows.ts";
import { live } from "./live.ts";
import type { Maker } from "./making.ts";
import { messaging } from "./messaging.ts";
import { observability } from "./observability.ts";
import { origin } from "./origin.ts";
import { security } from "./security.ts";
import { storage } from "./storage.ts";
import { templates } from "./templates.ts";

export type { Made, Maker, Making } from "./making.ts";

const makers: Record<string, Maker> = {
  ...edge,
  ...firewall,
  ...flows,
  ...live,
  ...messaging,
  ...observability,
  ...origin,
  ...security,
  ...storage,
  ...templates,
};

export function makerOf(token: string): Maker | undefined {
  return makers[token];
}
