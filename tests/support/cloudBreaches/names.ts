/** Names that are taken. */
import { breach, type Breach } from "./breach.ts";

const taken: Record<string, RegExp> = {
  topic: /already exists with different/,
  bucket: /BucketAlreadyOwnedByYou/,
  role: /EntityAlreadyExists/,
  alias: /AlreadyExistsException/,
  stack: /AlreadyExistsException/,
  trail: /TrailAlreadyExistsException/,
  queue: /QueueAlreadyExists/,
  table: /ResourceInUseException/,
  stream: /ResourceInUseException/,
  alarm: /would be overwritten/,
  composite: /would be overwritten/,
  dashboard: /would be overwritten/,
  rule: /would be overwritten/,
  logGroup: /ResourceAlreadyExistsException/,
  logSource: /ConflictException/,
  logDestination: /ConflictException/,
  accessControl: /OriginAccessControlAlreadyExists/,
  cachePolicy: /CachePolicyAlreadyExists/,
  requestPolicy: /OriginRequestPolicyAlreadyExists/,
  headersPolicy: /ResponseHeadersPolicyAlreadyExists/,
  publicKey: /PublicKeyAlreadyExists/,
  keyGroup: /KeyGroupAlreadyExists/,
  function: /FunctionAlreadyExists/,
  values: /EntityAlreadyExists/,
  group: /ConflictException: main already exists in eu-west-1/,
};

export const names: Breach[] = Object.entries(taken).map(([name, error]) =>
  breach("nameTaken", `a second ${name} of the same name`, error, (world) => world.make(name, {}, "second")),
);
