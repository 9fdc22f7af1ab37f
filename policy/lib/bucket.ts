import type { Plain, PlainObject } from "./plain.ts";

/** Bucket types of the bridged provider; BucketV2 is its older name for the same resource. */
export const BUCKETS: readonly string[] = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"];

/** Both ways to write a bucket's policy: `aws` takes it as text, which is unknown as a whole while one word of it is. */
export const BUCKET_POLICIES: readonly string[] = ["aws:s3/bucketPolicy:BucketPolicy", "aws-native:s3:BucketPolicy"];

/** The document of a bucket policy, whichever provider writes it. */
export function bucketDocument(props: PlainObject): Plain | undefined {
  return props["policy"] ?? props["policyDocument"];
}
