import type { Sample } from "../spoil.ts";
import { bucketSamples } from "./buckets.ts";
import { channelSamples } from "./channel.ts";
import { outputSamples } from "./channelOutputs.ts";
import { coreSamples } from "./core.ts";
import { edgeSamples } from "./edge.ts";
import { firewallSamples } from "./firewall.ts";
import { flowSamples } from "./flows.ts";
import { namingSamples } from "./naming.ts";
import { originSamples } from "./origin.ts";
import { templateSamples } from "./template.ts";
import { watchingSamples } from "./watching.ts";

/** One good input of every judged type, written from the providers' typings, and the ways it is spoilt. */
export const samples: readonly Sample[] = [
  ...channelSamples,
  ...templateSamples,
  ...outputSamples,
  ...originSamples,
  ...edgeSamples,
  ...firewallSamples,
  ...flowSamples,
  ...namingSamples,
  ...coreSamples,
  ...bucketSamples,
  ...watchingSamples,
];
