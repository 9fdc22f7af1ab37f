import { EDGE_REGION } from "./names.ts";

/** What is wrong with something that was brought along, and how to mend it. */
export interface Objection {
  readonly what: string;
  readonly remedy: string;
}

const CERTIFICATE = /^arn:aws:acm:(?<region>[a-z0-9-]+):\d{12}:certificate\/[0-9A-Za-z-]+$/;
const WEB_ACL = /^arn:aws:wafv2:(?<region>[a-z0-9-]+):\d{12}:(?<scope>global|regional)\/webacl\/[\w-]{1,128}\/[0-9a-f-]{36}$/;
const KEY = /^arn:aws:kms:(?<region>[a-z0-9-]+):\d{12}:key\/(mrk-)?[0-9a-f-]{32,36}$/;
const BUCKET_ARN = "arn:aws:s3:::";

/** A distribution takes certificates of us-east-1 only (CloudFront API reference, ViewerCertificate). */
export function certificateArnProblem(arn: string): Objection | undefined {
  const region = CERTIFICATE.exec(arn)?.groups?.["region"];
  if (region === undefined)
    return {
      what: "is not the ARN of an ACM certificate",
      remedy: "copy it from ACM; it looks like arn:aws:acm:us-east-1:…:certificate/…",
    };
  if (region === EDGE_REGION) return undefined;
  return {
    what: `must be in ${EDGE_REGION}, and is in ${region}`,
    remedy: `request or import the certificate in ${EDGE_REGION}: CloudFront takes no other`,
  };
}

/** A distribution takes a web ACL of scope CLOUDFRONT, which AWS keeps in us-east-1 (AWS WAF API reference, CreateWebACL). */
export function webAclArnProblem(arn: string): Objection | undefined {
  const found = WEB_ACL.exec(arn)?.groups;
  if (found === undefined)
    return { what: "is not the ARN of a web ACL", remedy: "copy it from AWS WAF; it looks like arn:aws:wafv2:us-east-1:…:global/webacl/…" };
  if (found["scope"] === "regional")
    return { what: "has the scope REGIONAL, and a distribution takes CLOUDFRONT", remedy: "make a web ACL for CloudFront distributions" };
  if (found["region"] === EDGE_REGION) return undefined;
  return {
    what: `must be in ${EDGE_REGION}, and is in ${found["region"] ?? ""}`,
    remedy: "copy the ARN of a web ACL for CloudFront distributions",
  };
}

/** The logs of the edge are kept in us-east-1, and a key serves its own region. */
export function edgeKeyArnProblem(arn: string): Objection | undefined {
  const region = KEY.exec(arn)?.groups?.["region"];
  if (region === undefined)
    return { what: "is not the ARN of a KMS key", remedy: "copy the key's ARN, not an alias; it looks like arn:aws:kms:us-east-1:…:key/…" };
  if (region === EDGE_REGION) return undefined;
  return {
    what: `must be in ${EDGE_REGION}, and is in ${region}`,
    remedy: `bring a key of ${EDGE_REGION}, where the logs of the edge are kept`,
  };
}

/** The name in a bucket's name or ARN. */
export function bucketNameOf(bucket: string): string {
  return bucket.startsWith(BUCKET_ARN) ? bucket.slice(BUCKET_ARN.length) : bucket;
}

/** Amazon S3 User Guide, "General purpose bucket naming rules". */
export function bucketProblem(bucket: string): Objection | undefined {
  const name = bucketNameOf(bucket);
  const fits =
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) &&
    !/\.\.|^\d+\.\d+\.\d+\.\d+$|^xn--|^sthree-|^amzn-s3-demo-|-s3alias$|--ol-s3$|\.mrap$|--x-s3$|--table-s3$/.test(name);
  return fits
    ? undefined
    : { what: "is not a bucket", remedy: `write its name or its ARN, such as my-cdn-logs or ${BUCKET_ARN}my-cdn-logs, without a folder` };
}

const KEY_GROUP_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const PUBLIC_KEY_ID = /^K[A-Z0-9]{9,19}$/;

export function keyGroupIdProblem(id: string): Objection | undefined {
  if (KEY_GROUP_ID.test(id)) return undefined;
  return { what: "is not the id of a key group", remedy: "copy it from CloudFront, Key groups; it is a UUID" };
}

export function publicKeyIdProblem(id: string): Objection | undefined {
  if (PUBLIC_KEY_ID.test(id)) return undefined;
  return { what: "is not the id of a public key", remedy: "copy it from CloudFront, Public keys; it starts with K" };
}
