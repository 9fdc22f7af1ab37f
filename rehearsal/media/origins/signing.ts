/** What CloudFront adds to a request before it goes to an origin. */
import { createHash, createHmac, randomBytes } from "node:crypto";
import type { EdgeOrigin, OriginRequest } from "../types.ts";
import { regionOfDomain } from "./network.ts";

/** Who signs the requests of an origin access control. */
export const CLOUDFRONT = "cloudfront.amazonaws.com";

/** Set here and nowhere else; whatever a viewer sends under these names is taken away. */
const OURS: readonly string[] = ["authorization", "x-amz-date", "x-amz-content-sha256", "x-rehearsal-principal", "x-rehearsal-source-arn"];

/** SHA-256 of an empty body. */
const EMPTY = createHash("sha256").update("").digest("hex");

/** A key of this process: nothing outside it could check the signature, so the origin goes by the two headers beside it. */
const SECRET = randomBytes(20).toString("hex");

/**
 * The request as the origin gets it. User-Agent is CloudFront's own unless the behaviour forwards the viewer's (CloudFront Developer
 * Guide, "Request and response behavior for custom origins", "User-Agent header"). An origin access control signs with Signature Version 4 and takes the place of an
 * `Authorization` that the viewer sent ("Restrict access to an AWS Elemental MediaPackage v2 origin", signing behaviour "always").
 */
export function asSent(origin: EdgeOrigin, request: OriginRequest, distributionArn: string, now: number): OriginRequest {
  const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !OURS.includes(name.toLowerCase())));
  const own = { "user-agent": "Amazon CloudFront", ...headers };
  return { ...request, headers: origin.signed ? { ...own, ...signature(origin, request, distributionArn, now) } : own };
}

/** Headers of Signature Version 4 (IAM User Guide, "Create a signed AWS API request"), and whom they speak for. */
function signature(origin: EdgeOrigin, request: OriginRequest, distributionArn: string, now: number): Record<string, string> {
  const time = new Date(now).toISOString().replaceAll(/[-:]|\.\d{3}/g, "");
  const region = regionOfDomain(origin.domainName) ?? "us-east-1";
  const scope = `${time.slice(0, 8)}/${region}/${origin.kind === "s3" ? "s3" : "mediapackagev2"}/aws4_request`;
  const signed = "host;x-amz-content-sha256;x-amz-date";
  const canonical = [
    request.method,
    `${origin.path}${request.path}`,
    request.query.split("&").sort().join("&"),
    `host:${origin.domainName}\nx-amz-content-sha256:${EMPTY}\nx-amz-date:${time}\n`,
    signed,
    EMPTY,
  ].join("\n");
  const toSign = ["AWS4-HMAC-SHA256", time, scope, createHash("sha256").update(canonical).digest("hex")].join("\n");
  const key = scope.split("/").reduce<Buffer>((last, part) => hmac(last, part), Buffer.from(`AWS4${SECRET}`));
  return {
    authorization: `AWS4-HMAC-SHA256 Credential=REHEARSALEDGE/${scope}, SignedHeaders=${signed}, Signature=${hmac(key, toSign).toString("hex")}`,
    "x-amz-date": time,
    "x-amz-content-sha256": EMPTY,
    "x-rehearsal-principal": CLOUDFRONT,
    "x-rehearsal-source-arn": distributionArn,
  };
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
