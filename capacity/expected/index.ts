import { servingOf } from "../places.ts";
import { choosingLayer, topologyOf } from "../topology.ts";
import {
  FORMATS,
  NO_RATES,
  plus,
  times,
  total,
  type EndpointLoad,
  type LayerLoad,
  type Load,
  type LoadChannel,
  type LoadParameters,
  type Rates,
} from "../types.ts";
import { RULES, type Programme } from "./formats.ts";
import { treeOf, type Layer } from "./tree.ts";

/**
 * The load that so many viewers make on average, worked out from probabilities: for each cache and object, whether anybody behind
 * the cache plays it, and how often it is asked for while it lives. Any number of viewers takes the same time.
 * @throws RangeError without request collapsing, which only the simulation knows
 */
export function expectedLoad(parameters: LoadParameters, viewers: number): Load {
  if (!parameters.caches.collapsing) throw new RangeError("the expected load is known for caches that collapse requests only");
  const tree = treeOf(parameters.caches);
  const programmes = parameters.channels.flatMap((channel) => programmesOf(parameters, channel, viewers));
  const requests = sum(programmes, (one) => times(one.rule.requests(one), viewers * one.share));
  const media = programmes.reduce((bits, one) => bits + one.share * one.rule.mediaBits(one), 0);
  const misses = new Map(programmes.map((one) => [one, tree.map((layer) => one.rule.misses(one, layer))]));
  const missesAt = (ones: readonly Ruled[], layer: number): Rates => sum(ones, (one) => misses.get(one)?.[layer] ?? NO_RATES);
  const layers = tree.map(({ name }, index): LayerLoad => ({
    layer: name,
    requests: index === 0 ? requests : missesAt(programmes, index - 1),
    misses: missesAt(programmes, index),
  }));
  return {
    viewers,
    requests,
    layers,
    endpoints: parameters.channels.flatMap((channel) =>
      endpointsOf(parameters, channel, tree, (layer) =>
        missesAt(
          programmes.filter((one) => one.channel === channel),
          layer,
        ),
      ),
    ),
    egressBits: viewers * media + requests.manifests * parameters.manifestBytes * 8,
  };
}

type Ruled = Programme & { readonly rule: (typeof RULES)[keyof typeof RULES] };

function programmesOf(parameters: LoadParameters, channel: LoadChannel, viewers: number): Ruled[] {
  const ahead = delayToOrigin(parameters);
  return FORMATS.flatMap((format) => {
    const share = channel.share * parameters.formats[format];
    return share === 0 ? [] : [{ parameters, channel, viewers, share, ahead, rule: RULES[format] }];
  });
}

/** Seconds from a player's request to the moment of the origin's answer, without what the origin holds back. */
function delayToOrigin({ caches, delays }: LoadParameters): number {
  return ((caches.regionals === 0 ? 0 : delays.popToRegional) + (caches.shield ? delays.regionalToShield : 0) + delays.toOrigin) / 2;
}

function endpointsOf(
  parameters: LoadParameters,
  channel: LoadChannel,
  tree: readonly Layer[],
  missesAt: (layer: number) => Rates,
): EndpointLoad[] {
  const { gets, heads } = servingOf(channel, parameters.lostRegion);
  const chooser = tree.findIndex(({ name }) => name === choosingLayer(topologyOf(parameters.caches)));
  const asked = { channel: channel.name, region: gets, gets: missesAt(tree.length - 1), heads: NO_RATES };
  if (heads === undefined) return [asked];
  if (heads === gets) return [{ ...asked, heads: missesAt(chooser) }];
  return [asked, { channel: channel.name, region: heads, gets: NO_RATES, heads: missesAt(chooser) }];
}

function sum(ones: readonly Ruled[], value: (one: Ruled) => Rates): Rates {
  return ones.reduce((all, one) => plus(all, value(one)), NO_RATES);
}

/** Requests of one viewer per second, joining included. */
export function requestsPerViewer(load: Pick<Load, "requests" | "viewers">): number {
  return load.viewers === 0 ? 0 : total(load.requests) / load.viewers;
}
