/**
 * CloudFront as the commands call it. CloudFront API Reference: CreateInvalidation, GetInvalidation. An invalidation is kept as
 * an object of the account, so that whoever plays CloudFront's cache sees what it must forget.
 */
import type { Cloud } from "../cloud.ts";
import { seeded } from "../seeded.ts";
import type { CloudObject } from "../store.ts";
import { canonical, object, text, texts, type Properties } from "../values.ts";
import { ServiceError, type Answer, type Call } from "./protocol.ts";
import { escape, failure } from "./queryProtocol.ts";
import { parsed } from "./xmlBody.ts";

/** Type of the object that an invalidation is kept as: inputs `distributionId`, `paths`, `callerReference`. */
export const INVALIDATION = "cloudfront:Invalidation";

/** At once and for one distribution, of invalidations that are in progress (CloudFront Developer Guide, "Concurrent invalidation request maximum"). */
export const INVALIDATION_LIMITS = { paths: 3000, wildcards: 15, pathLength: 4000 } as const;

const NAMESPACE = "http://cloudfront.amazonaws.com/doc/2020-05-31/";
const DISTRIBUTIONS = ["aws:cloudfront/distribution:Distribution", "aws-native:cloudfront:Distribution"];

interface Operation {
  readonly name: string;
  readonly method: string;
  readonly path: RegExp;
  readonly answer: (cloud: Cloud, call: Call, distributionId: string, id: string) => Answer;
}

const operations: readonly Operation[] = [
  { name: "CreateInvalidation", method: "POST", path: /^\/2020-05-31\/distribution\/([^/]+)\/invalidation$/, answer: createInvalidation },
  { name: "GetInvalidation", method: "GET", path: /^\/2020-05-31\/distribution\/([^/]+)\/invalidation\/([^/]+)$/, answer: getInvalidation },
];

export async function answerCloudFront(cloud: Cloud, call: Call): Promise<Answer> {
  try {
    for (const { name, method, path, answer } of operations) {
      const match = path.exec(call.path);
      if (match === null || method !== call.method) continue;
      await meet(cloud, name, call.region);
      const distributionId = match[1] ?? "";
      if (!DISTRIBUTIONS.some((type) => cloud.store.find(type, ({ id }) => id === distributionId) !== undefined))
        throw new ServiceError(404, "NoSuchDistribution", "The specified distribution does not exist.");
      return answer(cloud, call, distributionId, match[2] ?? "");
    }
  } catch (error) {
    if (error instanceof ServiceError) return failure(error.status, error.code, error.message);
    throw error;
  }
  return failure(501, "NotImplemented", `the rehearsal's CloudFront does not know ${call.method} ${call.path}`);
}

async function meet(cloud: Cloud, name: string, region: string): Promise<void> {
  try {
    await cloud.faults.meet("call", `cloudfront:${name}`, region);
  } catch (error) {
    throw new ServiceError(500, "InternalFailure", error instanceof Error ? error.message : String(error));
  }
}

function createInvalidation(cloud: Cloud, call: Call, distributionId: string): Answer {
  const { paths, callerReference } = batchOf(call.body);
  const inputs: Properties = { distributionId, callerReference, paths };
  const ours = cloud.store.all(INVALIDATION).filter((one) => one.inputs["distributionId"] === distributionId);
  // The same request again is answered as before; another one under the same reference is refused (API Reference, InvalidationBatch).
  const before = ours.find((one) => one.inputs["callerReference"] === callerReference);
  if (before !== undefined) {
    if (canonical(before.inputs) !== canonical(inputs))
      throw new ServiceError(400, "InvalidationBatchAlreadyExists", "The caller reference was used with other paths before");
    return described(cloud, before, 201);
  }
  refuseTooMany(cloud, ours, paths);
  const id = seeded(INVALIDATION, distributionId, callerReference).upper(26);
  const made: CloudObject = {
    type: INVALIDATION,
    region: "",
    id,
    owner: distributionId,
    inputs,
    outputs: { createTime: new Date().toISOString() },
    hidden: {},
  };
  cloud.store.put(made);
  return described(cloud, made, 201);
}

function getInvalidation(cloud: Cloud, _call: Call, distributionId: string, id: string): Answer {
  const found = cloud.store.get(INVALIDATION, "", id);
  if (found?.inputs["distributionId"] !== distributionId)
    throw new ServiceError(404, "NoSuchInvalidation", "The specified invalidation does not exist.");
  return described(cloud, found, 200);
}

/** The batch of a request. CloudFront Developer Guide, "What you need to know when invalidating files". */
function batchOf(body: string): { readonly paths: string[]; readonly callerReference: string } {
  if (body === "") throw new ServiceError(400, "MissingBody", "This operation requires a body.");
  const batch = object((parsed(body) as Properties)["InvalidationBatch"]);
  const given = object(batch["Paths"]);
  const paths = texts(object(given["Items"])["Path"]);
  const callerReference = text(batch["CallerReference"]) ?? "";
  if (callerReference === "") throw new ServiceError(400, "InvalidArgument", "Your request must have a caller reference");
  if (Number(text(given["Quantity"])) !== paths.length)
    throw new ServiceError(400, "InconsistentQuantities", "The value of Quantity and the size of Items don't match.");
  const wrong = paths.find((path) => !isPath(path));
  if (paths.length === 0 || wrong !== undefined)
    throw new ServiceError(400, "InvalidArgument", "Your request contains one or more invalid invalidation paths.");
  return { paths, callerReference };
}

/** From the root, at most 4,000 characters, of the URL's own; `*` only at the end. */
function isPath(path: string): boolean {
  return path.length <= INVALIDATION_LIMITS.pathLength && /^\/[!-)+-~]*\*?$/.test(path);
}

function refuseTooMany(cloud: Cloud, ours: readonly CloudObject[], paths: readonly string[]): void {
  const open = ours.filter((one) => status(cloud, one) === "InProgress").flatMap(({ inputs }) => texts(inputs["paths"]));
  const wildcards = [...open, ...paths].filter((path) => path.endsWith("*")).length;
  const files = open.length + paths.length - wildcards;
  if (wildcards > INVALIDATION_LIMITS.wildcards || files > INVALIDATION_LIMITS.paths)
    throw new ServiceError(
      400,
      "TooManyInvalidationsInProgress",
      "Processing your request will cause you to exceed the maximum number of in-progress wildcard invalidations or files.",
    );
}

/** It takes as long as a channel takes to start. */
function status(cloud: Cloud, { outputs }: CloudObject): "InProgress" | "Completed" {
  return Date.now() - Date.parse(text(outputs["createTime"]) ?? "") < cloud.transition ? "InProgress" : "Completed";
}

function described(cloud: Cloud, invalidation: CloudObject, code: number): Answer {
  const { id, inputs, outputs } = invalidation;
  const paths = texts(inputs["paths"]);
  const items = paths.map((path) => `<Path>${escape(path)}</Path>`).join("");
  const batch = `<InvalidationBatch><Paths><Quantity>${String(paths.length)}</Quantity><Items>${items}</Items></Paths><CallerReference>${escape(text(inputs["callerReference"]) ?? "")}</CallerReference></InvalidationBatch>`;
  return {
    status: code,
    headers: { "content-type": "text/xml" },
    body: `<?xml version="1.0"?>\n<Invalidation xmlns="${NAMESPACE}"><Id>${id}</Id><Status>${status(cloud, invalidation)}</Status><CreateTime>${text(outputs["createTime"]) ?? ""}</CreateTime>${batch}</Invalidation>`,
  };
}
