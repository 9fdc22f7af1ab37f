import { expectedLoad } from "./expected/index.ts";
import { plus, total, type EndpointLoad, type Load, type LoadParameters } from "./types.ts";

export type LimitId = "origin-segments" | "origin-manifests" | "edge-requests" | "edge-bits";

/** A figure of AWS that a load must stay below. */
export interface Limit {
  readonly id: LimitId;
  readonly what: string;
  readonly figure: number;
  readonly unit: string;
  readonly source: string;
  readonly remedy: string;
}

/** The page calls both indicative only, for a CDN that is configured as it should be, and does not raise them. */
const QUOTAS = 'MediaPackage v2 User Guide, "Quotas": a hard one, "indicative only"';
const ASK_MEDIAPACKAGE =
  "switch Origin Shield on (onair:originShield: true); the quota is a hard one, so beyond that some viewers need a channel or an endpoint of their own";
const ASK_CLOUDFRONT = "ask for a higher quota of the distribution (Service Quotas, Amazon CloudFront) weeks before the event";

export const LIMITS: readonly Limit[] = [
  {
    id: "origin-segments",
    what: "segment requests to one MediaPackage endpoint",
    figure: 500,
    unit: "/s",
    source: QUOTAS,
    remedy: ASK_MEDIAPACKAGE,
  },
  {
    // Copies of the page give 500 and 10,000, AWS's agent toolkit 1,000: the lowest is held.
    id: "origin-manifests",
    what: "manifest requests to one MediaPackage endpoint",
    figure: 500,
    unit: "/s",
    source: `${QUOTAS}; copies of it give 500 and 10,000, AWS's agent toolkit 1,000: the lowest is held`,
    remedy: ASK_MEDIAPACKAGE,
  },
  {
    id: "edge-requests",
    what: "requests to one CloudFront distribution",
    figure: 250_000,
    unit: "/s",
    source: 'CloudFront Developer Guide, "Quotas": a default that is raised on request',
    remedy: ASK_CLOUDFRONT,
  },
  {
    id: "edge-bits",
    what: "data from one CloudFront distribution",
    figure: 150e9,
    unit: "bit/s",
    source: 'CloudFront Developer Guide, "Quotas": a default that is raised on request',
    remedy: ASK_CLOUDFRONT,
  },
];

/** How much of a limit a load takes. */
export interface Use {
  readonly limit: LimitId;
  readonly used: number;
  /** 1 is all of it. */
  readonly share: number;
  readonly reached: boolean;
  /** The endpoint that takes the most, of the limits that endpoints have. */
  readonly endpoint?: Pick<EndpointLoad, "channel" | "region">;
}

/** Use of every limit, in the order of {@link LIMITS}. HEADs count like GETs: AWS says nothing else. */
export function limitUses(load: Load): Use[] {
  return LIMITS.map(({ id, figure }): Use => {
    const { used, endpoint } = usedOf(load, id);
    const share = used / figure;
    return { limit: id, used, share, reached: share >= 1, ...(endpoint === undefined ? {} : { endpoint }) };
  });
}

function usedOf(load: Load, id: LimitId): { readonly used: number; readonly endpoint?: Pick<EndpointLoad, "channel" | "region"> } {
  if (id === "edge-requests") return { used: total(load.requests) };
  if (id === "edge-bits") return { used: load.egressBits };
  const kind = id === "origin-segments" ? "segments" : "manifests";
  const asked = load.endpoints.map((endpoint) => ({ endpoint, used: plus(endpoint.gets, endpoint.heads)[kind] }));
  const most = asked.reduce<(typeof asked)[number] | undefined>(
    (best, one) => (best === undefined || one.used > best.used ? one : best),
    undefined,
  );
  if (most === undefined) return { used: 0 };
  const { channel, region } = most.endpoint;
  return { used: most.used, endpoint: { channel, region } };
}

/** The use that is closest to its limit, or farthest beyond it. */
export function closest(uses: readonly Use[]): Use | undefined {
  return uses.reduce<Use | undefined>((most, use) => (most === undefined || use.share > most.share ? use : most), undefined);
}

/** Nobody plans for more. */
const MOST_VIEWERS = 100_000_000;

export interface Reach {
  readonly limit: LimitId;
  /** Viewers at which it is reached; absent where it never is. */
  readonly viewers?: number;
  /** What is used of it by a hundred million viewers, where it is never reached. */
  readonly most?: number;
}

/** At how many viewers each limit is reached, the earliest first. */
export function reaches(parameters: LoadParameters): Reach[] {
  const shares = (viewers: number): number[] => limitUses(expectedLoad(parameters, viewers)).map(({ share }) => share);
  const most = shares(MOST_VIEWERS);
  const found = LIMITS.map(({ id }, index): Reach => {
    const all = most[index] ?? 0;
    if (all < 1) return { limit: id, most: all };
    // What the edge serves grows with the viewers; what origins are asked does not.
    const grows = id === "edge-requests" || id === "edge-bits";
    return { limit: id, viewers: grows ? Math.ceil(MOST_VIEWERS / all) : bisect((viewers) => (shares(viewers)[index] ?? 0) >= 1) };
  });
  return found.sort((one, other) => (one.viewers ?? Infinity) - (other.viewers ?? Infinity));
}

/** The least number of viewers for which this holds, within one in a thousand. */
function bisect(holds: (viewers: number) => boolean): number {
  let [low, high] = [0, MOST_VIEWERS];
  while (high - low > Math.max(1, high / 1000)) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}
