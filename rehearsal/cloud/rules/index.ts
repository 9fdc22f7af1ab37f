/** Every refusal, by type; each service has its file. */
import type { Cloud, Request } from "../cloud.ts";
import type { CloudObject } from "../store.ts";
import { access } from "./access.ts";
import { alarms } from "./alarms.ts";
import { channel } from "./channel.ts";
import { channelInputs } from "./channelInputs.ts";
import { channelOutputs } from "./channelOutputs.ts";
import { channelSignals } from "./channelSignals.ts";
import { channelSound } from "./channelSound.ts";
import { channelVideo } from "./channelVideo.ts";
import { contribution } from "./contribution.ts";
import { distribution } from "./distribution.ts";
import { dns } from "./dns.ts";
import { edgeParts } from "./edgeParts.ts";
import { edgeWatch } from "./edgeWatch.ts";
import { firewall } from "./firewall.ts";
import { flows } from "./flows.ts";
import { live } from "./live.ts";
import { names } from "./names.ts";
import { observability } from "./observability.ts";
import { origin } from "./origin.ts";
import type { Rule, Rules } from "./rule.ts";
import { srt } from "./srt.ts";
import { storage } from "./storage.ts";

const services: readonly Record<string, Rules>[] = [
  names,
  access,
  alarms,
  channel,
  channelInputs,
  channelOutputs,
  channelSignals,
  channelSound,
  channelVideo,
  contribution,
  distribution,
  dns,
  edgeParts,
  edgeWatch,
  firewall,
  flows,
  live,
  observability,
  origin,
  srt,
  storage,
];

/** Throws the first error that AWS would give to the request. */
export function refuse(cloud: Cloud, operation: "create" | "update" | "delete", request: Request, before: CloudObject | undefined): void {
  for (const rule of services.flatMap((service) => asked(service[request.token] ?? {}, operation))) {
    const error = rule({ ...request, cloud, before });
    if (error !== undefined) throw new Error(error);
  }
}

function asked(rules: Rules, operation: "create" | "update" | "delete"): readonly Rule[] {
  return operation === "delete" ? (rules.delete ?? []) : [...(rules[operation] ?? []), ...(rules.save ?? [])];
}
