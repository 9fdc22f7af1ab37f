import type pulumi from "@pulumi/pulumi";
import type { IngestUrl, Pipeline } from "../encode/index.ts";
import type { FlowSourcePlan } from "./flowPlan.ts";

const SCHEMES = { "srt-listener": "srt", "srt-caller": "srt", rist: "rist", rtp: "rtp", "rtp-fec": "rtp" } as const;

/** The address to type into an encoder; undefined where the flow calls the encoder. */
export function ingestOf(pipeline: Pipeline, plan: FlowSourcePlan, address: pulumi.Output<string | undefined>): IngestUrl | undefined {
  if (plan.listen === undefined) return undefined;
  const { port } = plan.listen;
  const scheme = SCHEMES[plan.protocol];
  const query = scheme === "srt" ? { query: "?mode=caller" } : {};
  const ip = address.apply((found) => {
    if (found === undefined) throw new Error(`MediaConnect gave the source ${plan.description} no address`);
    return found;
  });
  const url = ip.apply((found) => `${scheme}://${found}:${String(port)}${query.query ?? ""}`);
  return { pipeline, scheme, port, path: "", ip, url, ...query };
}
