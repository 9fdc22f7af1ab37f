/** What stands for MediaPackage's ingest and store: two inputs of each channel become one set of live tracks. */
export { Packager, defaultPatience, longestKept } from "./packager.ts";
export { placeKey, type Ingest, type IngestRun, type PartPlace } from "./ingest.ts";
export type { ChannelOptions } from "./channel.ts";
