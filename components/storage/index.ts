/** Keys, buckets and topics, encrypted and private, and the documents that say who may use them. */
export { digestOf, policyDocument, policyJson, stableJson } from "./document.ts";
export type { Json, PolicyDocument, PolicyStatement } from "./document.ts";
export { EncryptionKey } from "./encryptionKey.ts";
export type { EncryptionKeyArgs } from "./encryptionKey.ts";
export { keyPolicy, keyStatements } from "./keyPolicy.ts";
export type { KeyPolicyParts, KeyPublisher } from "./keyPolicy.ts";
export { broughtKey, useKey } from "./keyHandle.ts";
export type { KeyHandle } from "./keyHandle.ts";
export { lifeFaults, lifecycleRule } from "./lifecycle.ts";
export type { LifeFault, StorageLife } from "./lifecycle.ts";
export { EncryptedBucket, bucketName, bucketPolicyJson, plainHttpRefusal } from "./encryptedBucket.ts";
export type { EncryptedBucketArgs } from "./encryptedBucket.ts";
export { AlertTopic, topicArn, topicPolicy } from "./alertTopic.ts";
export type { AlertTopicArgs } from "./alertTopic.ts";
