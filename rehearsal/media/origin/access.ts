/** Who may read an endpoint (MediaPackage v2 User Guide, "Allow access with an endpoint policy"). */
import { admitsRequest, sourceContext } from "../../cloud/index.ts";
import type { OriginEndpoint } from "../types.ts";

/** A signed request's scope (Signature Version 4): day, region, service. */
const SIGNED = /^AWS4-HMAC-SHA256 Credential=[^/]+\/\d{8}\/([a-z0-9-]+)\/mediapackagev2\/aws4_request\s*,/;

/**
 * True when the endpoint's policy lets a request in. The signature's own arithmetic is not checked: the edge of the rehearsal signs
 * with no key of AWS, and says beside it for whom (`x-rehearsal-principal`, `x-rehearsal-source-arn`).
 */
export function mayRead(endpoint: OriginEndpoint, method: "GET" | "HEAD", headers: Readonly<Record<string, string | undefined>>): boolean {
  const region = SIGNED.exec(headers["authorization"] ?? "")?.[1];
  const service = headers["x-rehearsal-principal"];
  const sourceArn = headers["x-rehearsal-source-arn"];
  if (region !== endpoint.region || service === undefined || sourceArn === undefined) return false;
  return admitsRequest(endpoint.policy, {
    service,
    // Service Authorization Reference, "Actions defined by AWS Elemental MediaPackage V2".
    action: method === "GET" ? "mediapackagev2:GetObject" : "mediapackagev2:GetHeadObject",
    resource: endpoint.arn ?? arnOf(endpoint, sourceArn),
    context: sourceContext(sourceArn),
  });
}

function arnOf({ region, channelGroup, originChannel, endpoint }: OriginEndpoint, sourceArn: string): string {
  const account = sourceArn.split(":")[4] ?? "";
  return `arn:aws:mediapackagev2:${region}:${account}:channelGroup/${channelGroup}/channel/${originChannel}/originEndpoint/${endpoint}`;
}
