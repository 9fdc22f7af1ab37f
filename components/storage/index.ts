/** Keys, buckets and topics, encrypted and private, and the documents that say who may use them. */
export { boundedName, digestOf, policyDocument, policyJson, stableJson } from "./document.ts";
export type { Json, PolicyDocument, PolicyStatement } from "./document.ts";
export { EncryptionKey, keyPolicy, useKeyByAlias } from "./encryptionKey.ts";
export type { EncryptionKeyArgs, KeyPublisher } from "./encryptionKey.ts";
export { EncryptedBucket, bucketName, bucketPolicyJson } from "./encryptedBucket.ts";
export type { EncryptedBucketArgs } from "./encryptedBucket.ts";
export { AlertTopic, topicArn, topicPolicy } from "./alertTopic.ts";
export type { AlertTopicArgs } from "./alertTopic.ts";
