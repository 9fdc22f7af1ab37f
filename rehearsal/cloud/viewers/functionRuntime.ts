/** Runs a CloudFront function as CloudFront does. Source: CloudFront Developer Guide, "CloudFront Functions". */
import { FunctionRealm } from "./functionRealm.ts";

export interface Field {
  readonly value: string;
  readonly multiValue?: readonly { readonly value: string }[];
}

export interface ViewerRequest {
  readonly method: string;
  readonly uri: string;
  readonly querystring: Record<string, Field>;
  readonly cookies: Record<string, Field>;
  readonly headers: Record<string, Field>;
}

/** An origin group that a function asked for, as CloudFront understood it. */
export interface RequestedGroup {
  readonly origins: readonly [string, string];
  readonly statusCodes: readonly number[];
  readonly selection: "default" | "media-quality-score";
}

/** What the function's key-value store holds. */
export type StoredValues = Readonly<Record<string, string>> | "unreadable" | "absent";

/** A response as functions see and make them. */
export interface FunctionResponse {
  readonly statusCode: number;
  readonly statusDescription?: string;
  readonly headers: Record<string, Field>;
  readonly cookies?: Record<string, Field>;
  readonly body?: string | { readonly encoding?: "text" | "base64"; readonly data: string };
}

export interface FunctionRun {
  readonly answer: ViewerRequest | FunctionResponse;
  readonly groups: readonly RequestedGroup[];
  /** Origins that the function selected by id, in order. */
  readonly selected: readonly string[];
  readonly reads: readonly string[];
}

export interface FunctionSurroundings {
  readonly store: StoredValues;
  /** The distribution's origins; absent, any id is taken for one. */
  readonly origins?: readonly string[];
  readonly viewerIp?: string;
  readonly distribution?: { readonly distributionDomainName: string; readonly distributionId: string; readonly requestId: string };
  /** Given to functions of the event viewer-response. */
  readonly response?: FunctionResponse;
}

/** Longest key that a store takes, in bytes (CloudFront Developer Guide, "Quotas", key value stores). */
const LONGEST_KEY = 512;

/** What a function did while it ran. */
interface Traces {
  readonly groups: RequestedGroup[];
  readonly selected: string[];
  readonly reads: string[];
}

/**
 * A viewer-request function as CloudFront runs it: its own globals and the `cloudfront` module, no timers, no network, no eval.
 * `realm` keeps a function's code ready between runs.
 * @throws Error where the function does, loops or never answers
 */
export function runFunctionNow(realm: FunctionRealm, request: ViewerRequest, surroundings: FunctionSurroundings): FunctionRun {
  const traces: Traces = { groups: [], selected: [], reads: [] };
  const { viewerIp = "192.0.2.1", distribution, response } = surroundings;
  const eventType = response === undefined ? "viewer-request" : "viewer-response";
  const context = { ...distribution, eventType };
  const event = { version: "1.0", context, viewer: { ip: viewerIp }, request, ...(response === undefined ? {} : { response }) };
  const answer = realm.run(event, (helper, json) => {
    try {
      return { json: JSON.stringify(help(helper, JSON.parse(json) as unknown, surroundings, traces) ?? null) };
    } catch (error) {
      return { refusal: error instanceof Error ? error.message : String(error) };
    }
  });
  return { answer: answer as FunctionRun["answer"], ...traces };
}

/** The same, of code that is run once. */
export async function runFunction(code: string, request: ViewerRequest, surroundings: FunctionSurroundings): Promise<FunctionRun> {
  await Promise.resolve();
  return runFunctionNow(new FunctionRealm(code), request, surroundings);
}

/** The `cloudfront` module (CloudFront Developer Guide, "Helper methods for key value stores" and "… for origin modification"). */
function help(helper: string, argument: unknown, { store, origins }: FunctionSurroundings, traces: Traces): unknown {
  switch (helper) {
    case "kvs":
      if (store === "absent") throw new Error("no store is associated");
      return undefined;
    case "get":
    case "exists":
      return read(helper, String(argument), store, traces);
    case "createRequestOriginGroup":
      traces.groups.push(requestedGroup(argument, origins));
      return undefined;
    case "selectRequestOriginById":
      refuse(
        typeof argument !== "string" || (origins !== undefined && !origins.includes(argument)),
        `origin ${String(argument)} does not exist`,
      );
      traces.selected.push(String(argument));
      return undefined;
    default:
      throw new Error(`the rehearsal does not model ${helper}`);
  }
}

function read(helper: "get" | "exists", key: string, store: StoredValues, { reads }: Traces): unknown {
  reads.push(key);
  if (typeof store === "string") throw new Error("store is not available");
  refuse(Buffer.byteLength(key) > LONGEST_KEY, "key is too long");
  const value = Object.hasOwn(store, key) ? store[key] : undefined;
  if (helper === "exists") return value !== undefined;
  refuse(value === undefined, `KeyNotFound: ${key}`);
  return value;
}

/** Codes that an origin group may fail over on (CloudFront API, OriginGroupFailoverCriteria). */
const STATUS_CODES: readonly unknown[] = [400, 403, 404, 416, 429, 500, 502, 503, 504];

const OVERRIDES: readonly string[] = ["hostHeader", "sni", "allowedCertificateNames"];

/**
 * What `cf.createRequestOriginGroup` takes and refuses: exactly two different origins of the distribution, failover codes,
 * and a selection that is spelled otherwise than in the API (CloudFront Developer Guide, "Helper methods for origin modification").
 * @throws Error where CloudFront would
 */
export function requestedGroup(asked: unknown, origins?: readonly string[]): RequestedGroup {
  const { originIds, failoverCriteria, selectionCriteria = "default", ...others } = record(asked, "argument");
  refuse(Object.keys(others).length > 0, `unknown property ${Object.keys(others).join()}`);
  if (!Array.isArray(originIds) || originIds.length !== 2) throw new Error("originIds must be two origins");
  const [first, second] = originIds.map((entry) => {
    const { originId, originOverrides = {}, ...more } = record(entry, "originIds");
    if (typeof originId !== "string" || Object.keys(more).length > 0) throw new Error("originIds must be of { originId }");
    const wrong = Object.keys(record(originOverrides, "originOverrides")).find((name) => !OVERRIDES.includes(name));
    refuse(wrong !== undefined, `unknown property ${String(wrong)} of originOverrides`);
    refuse(origins !== undefined && !origins.includes(originId), `origin ${originId} does not exist`);
    return originId;
  });
  if (first === undefined || second === undefined || first === second) throw new Error("originIds must be two different origins");
  const { statusCodes, ...criteria } = record(failoverCriteria, "failoverCriteria");
  refuse(Object.keys(criteria).length > 0, `unknown property ${Object.keys(criteria).join()} of failoverCriteria`);
  if (!Array.isArray(statusCodes) || statusCodes.length === 0) throw new Error("failoverCriteria.statusCodes is required");
  refuse(!statusCodes.every((code) => STATUS_CODES.includes(code)), `statusCodes ${statusCodes.join()} are not all possible`);
  if (selectionCriteria !== "default" && selectionCriteria !== "media-quality-score") {
    throw new Error(`selectionCriteria ${JSON.stringify(selectionCriteria)} is neither default nor media-quality-score`);
  }
  return { origins: [first, second], statusCodes: statusCodes as number[], selection: selectionCriteria };
}

function record(value: unknown, name: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error(`${name} must be an object`);
  return value as Record<string, unknown>;
}

function refuse(refused: boolean, reason: string): void {
  if (refused) throw new Error(reason);
}
