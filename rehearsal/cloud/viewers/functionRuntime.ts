/** Runs a CloudFront function as CloudFront does. Source: CloudFront Developer Guide, "CloudFront Functions". */
import vm from "node:vm";

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

export interface FunctionRun {
  readonly answer: ViewerRequest | { readonly statusCode: number; readonly headers: Record<string, Field> };
  readonly groups: readonly RequestedGroup[];
  readonly reads: readonly string[];
}

export interface FunctionSurroundings {
  readonly store: StoredValues;
  /** The distribution's origins; absent, any id is taken for one. */
  readonly origins?: readonly string[];
}

/** Longest key that a store takes, in bytes (CloudFront Developer Guide, "Quotas", key value stores). */
const LONGEST_KEY = 512;

/** A viewer-request function as CloudFront runs it: its own globals and the `cloudfront` module, no timers, no network, no eval. */
export async function runFunction(code: string, request: ViewerRequest, { store, origins }: FunctionSurroundings): Promise<FunctionRun> {
  const groups: RequestedGroup[] = [];
  const reads: string[] = [];
  const cf = {
    kvs: () => {
      if (store === "absent") throw new Error("no store is associated");
      return {
        get: (key: string): Promise<string> => {
          reads.push(key);
          if (store === "unreadable") return Promise.reject(new Error("store is not available"));
          if (Buffer.byteLength(key) > LONGEST_KEY) return Promise.reject(new Error("key is too long"));
          const value = Object.hasOwn(store, key) ? store[key] : undefined;
          return value === undefined ? Promise.reject(new Error(`KeyNotFound: ${key}`)) : Promise.resolve(value);
        },
      };
    },
    createRequestOriginGroup: (asked: unknown): void => {
      groups.push(requestedGroup(JSON.parse(JSON.stringify(asked)), origins));
    },
  };
  const context = vm.createContext({ cf, console: { log: () => undefined } }, { codeGeneration: { strings: false, wasm: false } });
  const own = code.replace(/^import cf from 'cloudfront';\n/, "");
  const handler = vm.runInContext(`'use strict';${own}\nhandler;`, context) as (event: object) => Promise<FunctionRun["answer"]>;
  const answer = await handler({ version: "1.0", context: { eventType: "viewer-request" }, viewer: { ip: "192.0.2.1" }, request });
  return { answer, groups, reads };
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
