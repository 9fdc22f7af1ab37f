import { isPushSource } from "../../components/encode/plan.ts";
import type { LineupFile, Role } from "../../stacks/plain.ts";

/** A stack that an environment must have, as its lineup implies it. */
export interface ExpectedStack {
  /** `<environment>-<region>`, `<environment>-global`, or the environment's own name: the names by which stacks find each other. */
  readonly stack: string;
  readonly role: Role;
  readonly region: string;
}

/** CloudFront, its certificate and its logs live in this region. */
const EDGE_REGION = "us-east-1";

/** The stacks of an environment: one per region and a global edge in production, a single one otherwise. */
export function expectedStacks(lineup: LineupFile): ExpectedStack[] {
  const regions = [...new Set(Object.values(lineup.channels).flatMap((channel) => channel.regions))].sort();
  const { environment } = lineup;
  if (!lineup.production) return [{ stack: environment, role: "standalone", region: regions[0] ?? EDGE_REGION }];
  return [
    ...regions.map((region): ExpectedStack => ({ stack: `${environment}-${region}`, role: "encode-region", region })),
    { stack: `${environment}-global`, role: "global-edge", region: EDGE_REGION },
  ];
}

/** Whether encoders push to a region: without that, no encoder network needs to be named. */
export function takesPushes(lineup: LineupFile, region: string): boolean {
  return Object.values(lineup.channels)
    .filter((channel) => channel.regions.includes(region))
    .some(({ source, moreInputs = {} }) => [source, ...Object.values(moreInputs)].some(isPushSource));
}
