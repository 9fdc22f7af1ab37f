import { list, text } from "../values.ts";
import { regionalArn, type Maker, type Making } from "./making.ts";

/** Amazon Simple Storage Service endpoints, AWS General Reference: the zone of a bucket's website alias. */
const bucketZones: Record<string, string> = { "us-east-1": "Z3AQBSTGFYJSTF", "eu-west-1": "Z1BKCTXD74EZPE" };

/** A part of a bucket has the bucket's name for an id. */
const bucketPart: Maker = ({ inputs }) => ({ id: text(inputs["bucket"]) ?? "", outputs: {} });

function tableStream(making: Making, name: string): Record<string, string> {
  if (making.inputs["streamEnabled"] !== true && list(making.inputs["replicas"]).length === 0) return {};
  const label = making.seed.also("stream").moment().slice(0, -1);
  return { streamLabel: label, streamArn: regionalArn(making, "dynamodb", `table/${name}/stream/${label}`) };
}

export const storage: Record<string, Maker> = {
  "aws:s3/bucket:Bucket": ({ inputs, region, account }) => {
    const bucket = text(inputs["bucket"]) ?? "";
    return {
      id: bucket,
      outputs: {
        arn: `arn:${account.partition}:s3:::${bucket}`,
        bucketDomainName: `${bucket}.s3.amazonaws.com`,
        bucketRegionalDomainName: `${bucket}.s3.${region}.amazonaws.com`,
        bucketRegion: region,
        hostedZoneId: bucketZones[region] ?? "Z3O0J2DXBE1FTB",
      },
    };
  },
  "aws:s3/bucketVersioning:BucketVersioning": bucketPart,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": bucketPart,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": bucketPart,
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": bucketPart,
  "aws:s3/bucketPolicy:BucketPolicy": bucketPart,
  // Its primary identifier is the bucket (CloudFormation reference, AWS::S3::BucketPolicy, return values).
  "aws-native:s3:BucketPolicy": bucketPart,
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": bucketPart,
  "aws:s3/bucketObjectv2:BucketObjectv2": ({ inputs, seed, account }) => {
    const path = `${text(inputs["bucket"]) ?? ""}/${text(inputs["key"]) ?? ""}`;
    return {
      id: path,
      outputs: {
        arn: `arn:${account.partition}:s3:::${path}`,
        etag: seed.also(JSON.stringify(inputs["source"] ?? inputs["content"] ?? "")).hex(32),
        versionId: seed.also("version").alphanumeric(32),
      },
    };
  },
  "aws:dynamodb/table:Table": (making) => {
    const name = text(making.inputs["name"]) ?? "";
    return { id: name, outputs: { arn: regionalArn(making, "dynamodb", `table/${name}`), ...tableStream(making, name) } };
  },
  "aws:kinesis/stream:Stream": (making) => {
    const arn = regionalArn(making, "kinesis", `stream/${text(making.inputs["name"]) ?? ""}`);
    return { id: arn, outputs: { arn } };
  },
};
