/** A breach of every rule of the simulated AWS. */
import { access } from "./access.ts";
import { alarms } from "./alarms.ts";
import type { Breach } from "./breach.ts";
import { channel, template } from "./channel.ts";
import { channelInputs } from "./channelInputs.ts";
import { channelSignals } from "./channelSignals.ts";
import { channelOutputs } from "./channelOutputs.ts";
import { channelSound } from "./channelSound.ts";
import { channelVideo } from "./channelVideo.ts";
import { contribution } from "./contribution.ts";
import { distribution } from "./distribution.ts";
import { dns } from "./dns.ts";
import { edgeParts } from "./edgeParts.ts";
import { firewall } from "./firewall.ts";
import { flows } from "./flows.ts";
import { live } from "./live.ts";
import { names } from "./names.ts";
import { observability } from "./observability.ts";
import { origin } from "./origin.ts";
import { srt } from "./srt.ts";
import { storage } from "./storage.ts";

export type { Breach } from "./breach.ts";

export const breaches: readonly Breach[] = [
  ...names,
  ...access,
  ...live,
  ...contribution,
  ...flows,
  ...channel,
  ...channelInputs,
  ...channelOutputs,
  ...channelSignals,
  ...channelSound,
  ...channelVideo,
  ...template,
  ...srt,
  ...origin,
  ...storage,
  ...observability,
  ...alarms,
  ...edgeParts,
  ...firewall,
  ...distribution,
  ...dns,
];
