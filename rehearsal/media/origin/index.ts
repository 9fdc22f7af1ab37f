/** MediaPackage v2 as it is read: HLS, low-latency HLS and DASH of what the packager holds. */
export { startOrigins, type OriginsOptions, type RunningOrigins } from "./server.ts";
