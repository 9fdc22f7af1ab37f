/** Components for other projects: an encode region, a global edge, and what they are made of. */
export * from "./encode/index.ts";
export {
  GlobalEdge,
  type EdgeChannel,
  type EdgeChannelRegion,
  type EdgeDomain,
  type GlobalEdgeArgs,
  type HealthAlarm,
  type IngestAddress,
} from "./edge/index.ts";
export * from "./storage/index.ts";
export * from "./governance/index.ts";
