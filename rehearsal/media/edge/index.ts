/** The viewer side of CloudFront, as far as docs/rehearsed-edge.md says. */
export { startEdge, type RunningEdge } from "./server.ts";
export { EdgeService, type EdgeOptions, type RawRequest } from "./serve.ts";
export type { EdgeAnswer } from "./refusals.ts";
