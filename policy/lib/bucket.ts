/** Bucket types of the bridged provider; BucketV2 is its older name for the same resource. */
export const BUCKETS: readonly string[] = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"];
