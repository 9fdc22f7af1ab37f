import {
  DEFAULT_LIVES,
  PARAMETERS,
  START_SEGMENTS,
  simulate,
  total,
  zipfShares,
  type Format,
  type LoadChannel,
  type LoadParameters,
  type LoadTrack,
  type Viewer,
  type Window,
} from "../../capacity/index.ts";
import { figures } from "./measure.ts";
import type { Offer } from "./players/index.ts";
import type { Compared, Figures } from "./types.ts";

/** Renditions that are offered, as the model has them: viewers of each kind fall off by Zipf's law in the order given. */
export function tracksOf(offers: readonly Offer[]): LoadTrack[] {
  return (["video", "audio"] as const).flatMap((kind) => {
    const ones = offers.filter((offer) => offer.kind === kind);
    const shares = zipfShares(ones.length, 1);
    return ones.map(({ track, bandwidth }, index): LoadTrack => ({ name: track, kind, bitrate: bandwidth, share: shares[index] ?? 0 }));
  });
}

/** The local edge in the model's words: one place, one layer, one channel. `toOrigin` in seconds. */
export function localParameters(channel: LoadChannel, format: Format, toOrigin: number): LoadParameters {
  // Whole seconds, as a Cache-Control header has them, and at least one.
  const life = Math.max(1, Math.floor(channel.segmentSeconds / 2));
  return {
    channels: [channel],
    formats: { hls: 0, "ll-hls": 0, dash: 0, [format]: 1 },
    caches: { pops: 1, popSkew: 0, regionals: 0, shield: false, collapsing: true },
    lives: { ...DEFAULT_LIVES, playlistSegments: life / channel.segmentSeconds },
    delays: { popToRegional: 0, regionalToShield: 0, toOrigin },
    sessionSeconds: Infinity,
    lateness: PARAMETERS.lateness.value,
    startSegments: START_SEGMENTS,
    manifestBytes: PARAMETERS.manifestBytes.value,
  };
}

/** The model's figures of these viewers, who are late by the same seed as the real ones. */
export function modelFigures(parameters: LoadParameters, viewers: readonly Viewer[], window: Window, seed: number): Figures {
  const { requests, layers, endpoints } = simulate(parameters, viewers, window, seed);
  const origins: Record<string, { gets: number; heads: number }> = {};
  for (const { region, gets, heads } of endpoints) {
    const counts = (origins[region] ??= { gets: 0, heads: 0 });
    counts.gets += total(gets);
    counts.heads += total(heads);
  }
  return figures(requests, layers[0]?.misses ?? { manifests: 0, segments: 0 }, origins, viewers.length);
}

/** By how much the model is off, as parts of what was measured. */
export function differences(measured: Figures, model: Figures): Record<Compared, number> {
  const off = (one: number, other: number): number => (one === 0 ? (other === 0 ? 0 : Infinity) : other / one - 1);
  return {
    requestsPerViewer: off(measured.requestsPerViewer, model.requestsPerViewer),
    misses: off(total(measured.misses), total(model.misses)),
    hitRatio: off(measured.hitRatio, model.hitRatio),
    originRequests: off(measured.originRequests, model.originRequests),
  };
}
