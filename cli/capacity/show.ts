import { FORMATS, LIMITS, type CapacityPlan, type LimitId, type PlanRow, type Reach, type Use } from "../../capacity/index.ts";
import { table } from "../table.ts";
import type { Scene } from "./run.ts";

/** The plan as data: `--json` prints it as it is; additive only. Rates per second, data in bits per second. */
export interface CapacityReport {
  readonly environment: string;
  readonly channels: readonly string[];
  readonly regions: readonly string[];
  readonly formats: Readonly<Record<string, number>>;
  readonly originShield: boolean;
  readonly priceClass: string;
  /** Channels whose region is chosen by quality: every miss asks both. */
  readonly byQuality: readonly string[];
  readonly without?: string;
  readonly joinSeconds: number;
  readonly rows: readonly PlanRow[];
  readonly limits: readonly (Reach & { readonly what: string; readonly figure: number; readonly unit: string; readonly source: string })[];
  readonly first?: { readonly limit: LimitId; readonly viewers: number; readonly remedy: string };
}

export function planReport({ environment, edge, parameters, joinSeconds }: Scene, { rows, reaches }: CapacityPlan): CapacityReport {
  const { channels, formats, caches, lostRegion } = parameters;
  const [first] = reaches;
  return {
    environment,
    channels: channels.map(({ name }) => name),
    regions: [...new Set(channels.flatMap(({ regions }) => regions))].sort(),
    formats,
    originShield: caches.shield,
    priceClass: edge.priceClass,
    byQuality: channels.filter(({ byQuality }) => byQuality).map(({ name }) => name),
    ...(lostRegion === undefined ? {} : { without: lostRegion }),
    joinSeconds,
    rows,
    limits: reaches.map((reach) => {
      const { what, figure, unit, source } = limitOf(reach.limit);
      return { ...reach, what, figure, unit, source };
    }),
    ...(first?.viewers === undefined ? {} : { first: { limit: first.limit, viewers: first.viewers, remedy: limitOf(first.limit).remedy } }),
  };
}

export function planLines(report: CapacityReport): string[] {
  const { regions, rows, limits } = report;
  return [
    ...introduction(report),
    "",
    ...table([
      [
        "VIEWERS",
        "REQUESTS/S",
        "JOINING",
        "HIT RATIO",
        ...regions.map((region) => region.toUpperCase()),
        "MEDIAPACKAGE",
        "GBIT/S",
        "CLOUDFRONT",
      ],
      ...rows.map((row) => [
        count(row.viewers),
        rate(row.requests),
        rate(row.peakRequests),
        ratio(row.hitRatio),
        ...regions.map((region) => rate(row.originRequests[region] ?? 0)),
        used(row.uses, ["origin-segments", "origin-manifests"]),
        rate(row.egressBits / 1e9),
        used(row.uses, ["edge-requests", "edge-bits"]),
      ]),
    ]).split("\n"),
    "",
    "JOINING and what follows are of the moment when all are there and the last still arrive; a region's column is GETs and HEADs to its endpoints.",
    "MEDIAPACKAGE is the busiest endpoint's share of its limit, CLOUDFRONT the distribution's; a whole limit or more is marked with !",
    "",
    ...table([
      ["LIMIT", "FIGURE", "REACHED AT"],
      ...limits.map(({ what, figure, unit, viewers, most }) => [what, amount(figure, unit), reachedAt(viewers, most)]),
    ]).split("\n"),
    "",
    verdict(report),
  ];
}

function introduction({
  environment,
  channels,
  formats,
  originShield,
  priceClass,
  byQuality,
  without,
  joinSeconds,
}: CapacityReport): string[] {
  const mix = FORMATS.flatMap((format) => ((formats[format] ?? 0) > 0 ? [`${format} ${percent(formats[format] ?? 0)}`] : []));
  const shield = originShield ? "with Origin Shield" : "no Origin Shield";
  const quality = byQuality.length === 0 ? "regions in their order" : `region by quality: ${byQuality.join(", ")}`;
  return [
    `Capacity plan of ${environment}: ${channels.join(", ")}${channels.length > 1 ? ", watched alike" : ""}; all arrive within ${String(joinSeconds)} s.`,
    `${mix.join(", ")}; ${priceClass}, ${shield}; ${quality}${without === undefined ? "" : `; without ${without}`}. A model: docs/capacity.md.`,
  ];
}

function verdict({ first, limits }: CapacityReport): string {
  if (first === undefined) return "No limit is reached by a hundred million viewers.";
  const { what, figure, unit } = limits.find(({ limit }) => limit === first.limit) ?? limitOf(first.limit);
  return `First limit: ${what} (${amount(figure, unit)}), at about ${count(rounded(first.viewers))} viewers. For more: ${first.remedy}.`;
}

function limitOf(id: LimitId): (typeof LIMITS)[number] {
  const found = LIMITS.find((limit) => limit.id === id);
  if (found === undefined) throw new RangeError(`there is no limit ${id}`);
  return found;
}

function used(uses: readonly Use[], ids: readonly LimitId[]): string {
  const share = Math.max(...uses.filter(({ limit }) => ids.includes(limit)).map((use) => use.share));
  return `${percent(share)}${share >= 1 ? " !" : ""}`;
}

function reachedAt(viewers: number | undefined, most: number | undefined): string {
  return viewers === undefined ? `never: ${percent(most ?? 0)} at most` : `${count(rounded(viewers))} viewers`;
}

/** Two figures: more would pretend to know. */
function rounded(value: number): number {
  return Number(value.toPrecision(2));
}

function amount(figure: number, unit: string): string {
  return unit === "bit/s" ? `${count(figure / 1e9)} Gbit/s` : `${count(figure)}${unit}`;
}

function count(value: number): string {
  return value.toLocaleString("en-GB", { maximumFractionDigits: 0 });
}

function rate(value: number): string {
  if (value === 0) return "-";
  return value >= 100 ? count(value) : value.toPrecision(2);
}

/** Never rounded up to all: 99.99 % is not 100 %. */
function ratio(value: number): string {
  return `${(Math.floor(value * 10_000) / 100).toFixed(2)} %`;
}

function percent(share: number): string {
  if (share === 0) return "0 %";
  return share < 0.01 ? `${(share * 100).toPrecision(1)} %` : `${count(share * 100)} %`;
}
