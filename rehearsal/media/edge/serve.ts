/** A request's way through the edge, from the viewer's question to what is said and logged. */
import { FunctionThread, type FunctionRunner } from "../../cloud/index.ts";
import type { DeployedEdge, EdgeBehaviour } from "../deployed/index.ts";
import type { AskOrigins, OriginTarget, ServedRequest } from "../types.ts";
import { EdgeCache } from "./edgeCache.ts";
import { Functions } from "./functions.ts";
import { blocked, calledHost, schemeOf, unfit } from "./guards.ts";
import { Lookup, type Found } from "./lookup.ts";
import { behaviourFor } from "./paths.ts";
import { errorPage, signatureRefused, type EdgeAnswer } from "./refusals.ts";
import { represent } from "./representation.ts";
import { withPolicy } from "./responseHeaders.ts";
import { checkSignature, type Verdict } from "./signature.ts";
import { sessionOf, type ViewerAsk } from "./viewerRequest.ts";

export interface EdgeOptions {
  /** The distribution as it is deployed at the moment; read for each request. */
  readonly edge: () => DeployedEdge | undefined;
  readonly ask: AskOrigins;
  /** Told every request when it has been answered. */
  readonly onServed?: (request: ServedRequest) => void;
  /** Country of all viewers, two letters; `US` unless given. */
  readonly country?: string;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Of [0, 1). */
  readonly random?: () => number;
  /** Runs CloudFront functions; in a thread of its own unless given. */
  readonly functions?: FunctionRunner;
  /** Bytes that the cache may hold; 256 MiB unless given. */
  readonly cacheBytes?: number;
}

/** A request as the server got it; header names in lower case. */
export interface RawRequest {
  readonly method: string;
  /** Path and query string. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly ip: string;
}

/** What is known of a request when its answer is made. */
interface Outcome {
  readonly answer: EdgeAnswer;
  readonly result: ServedRequest["result"];
  readonly behaviour?: EdgeBehaviour;
  readonly verdict?: Verdict;
  readonly found?: Found;
}

const DEFAULT_BYTES = 256 * 1024 * 1024;

export class EdgeService {
  readonly #options: Required<Omit<EdgeOptions, "cacheBytes" | "functions">>;
  readonly #cache: EdgeCache;
  readonly #lookup: Lookup;
  readonly #functions: Functions;
  readonly #runner: FunctionRunner;
  #invalidated: ReadonlySet<string> | undefined;

  constructor({ cacheBytes = DEFAULT_BYTES, functions = new FunctionThread(), ...options }: EdgeOptions) {
    this.#runner = functions;
    this.#functions = new Functions(functions);
    this.#options = { onServed: () => undefined, country: "US", now: Date.now, random: Math.random, ...options };
    this.#cache = new EdgeCache(cacheBytes);
    this.#lookup = new Lookup({ cache: this.#cache, ask: options.ask, now: this.#options.now });
  }

  /** Forgets what the paths name, as an invalidation does: `/file`, `/folder/*`, `/*`. */
  purge(paths: readonly string[]): void {
    this.#cache.purge(paths);
  }

  close(): Promise<void> {
    return this.#runner.close();
  }

  /** Answers a request. Never rejects. */
  async serve(raw: RawRequest): Promise<EdgeAnswer> {
    const at = this.#options.now();
    const requestId = idOf(this.#options.random);
    const outcome = await this.#answer(raw, requestId).catch((): Outcome => ({
      answer: errorPage(502, "The edge failed."),
      result: "Error",
    }));
    const answer = finished(outcome, raw.method, requestId);
    this.#options.onServed(recordOf(raw, outcome, answer, at, this.#options.now()));
    return answer;
  }

  async #answer(raw: RawRequest, requestId: string): Promise<Outcome> {
    const edge = this.#options.edge();
    if (edge === undefined) return refused(errorPage(404, "No distribution is deployed."));
    this.#invalidate(edge);
    const ask = askOf(raw, edge);
    if (ask === undefined) return refused(errorPage(403, "The name of the request is not one of the distribution's."));
    const out = blocked(edge, this.#options.country);
    if (out !== undefined) return refused(out);
    const behaviour = behaviourFor(edge.behaviours, ask.path);
    return behaviour === undefined ? refused(errorPage(404, "No behavior.")) : this.#through(edge, behaviour, ask, requestId);
  }

  /** What holds for one behaviour. AWS does not say whether signature or function comes first; here it is the signature. */
  async #through(edge: DeployedEdge, behaviour: EdgeBehaviour, ask: ViewerAsk, requestId: string): Promise<Outcome> {
    const misfit = unfit(ask, behaviour);
    if (misfit !== undefined) return { ...refused(misfit), behaviour };
    const verdict = behaviour.keys === undefined ? undefined : checkSignature(ask, behaviour.keys, this.#options.now());
    const known = { behaviour, ...(verdict === undefined ? {} : { verdict }) };
    if (verdict !== undefined && verdict.kind !== "valid") {
      return { ...refused(this.#dressed(signatureRefused(verdict.refusal), behaviour, ask, "")), ...known };
    }
    const decision =
      behaviour.viewerRequest === undefined
        ? { kind: "on" as const, ask }
        : await this.#functions.onRequest(behaviour.viewerRequest, edge, ask, requestId);
    if (decision.kind === "failed") return { ...refused(decision.answer), ...known };
    if (decision.kind === "answered") {
      return { answer: this.#dressed(decision.answer, behaviour, ask, ""), result: "FunctionGeneratedResponse", ...known };
    }
    const target = decision.target ?? behaviour.target;
    return { ...(await this.#fromCache(edge, behaviour, { ...decision.ask, ip: ask.ip }, target, requestId)), ...known };
  }

  async #fromCache(
    edge: DeployedEdge,
    behaviour: EdgeBehaviour,
    ask: ViewerAsk,
    target: OriginTarget,
    requestId: string,
  ): Promise<Outcome> {
    const { method } = ask;
    if (method !== "GET" && method !== "HEAD" && method !== "OPTIONS")
      return refused(errorPage(501, "The rehearsed edge passes no body on."));
    const headers = { "x-amz-cf-id": requestId, via: via(requestId) };
    const found = await this.#lookup.find({ edge, behaviour, ask, target, method, headers });
    const aged = found.age === undefined ? {} : { age: String(found.age) };
    const whole = { ...found.reply, headers: { ...found.reply.headers, ...aged } };
    const part = method === "OPTIONS" || whole.incomplete === true ? whole : represent(whole, method, ask.headers);
    const dressed = this.#dressed(part, behaviour, ask, timingOf(found));
    const answer =
      behaviour.viewerResponse === undefined || found.reply.status >= 400
        ? dressed
        : await this.#functions.onResponse(behaviour.viewerResponse, edge, ask, dressed, requestId);
    return { answer, result: answer.status >= 400 ? "Error" : found.result, found };
  }

  #dressed(answer: EdgeAnswer, behaviour: EdgeBehaviour, ask: ViewerAsk, text: string): EdgeAnswer {
    const timing = { random: this.#options.random(), text };
    return { ...answer, headers: withPolicy(answer.headers, behaviour.responseHeaders, ask, timing) };
  }

  /** Follows invalidations that were made since the last request; what was there at the first finds an empty cache anyway. */
  #invalidate({ invalidations }: DeployedEdge): void {
    const known = this.#invalidated;
    if (known?.size === invalidations.length) return;
    this.#invalidated = new Set(invalidations.map(({ id }) => id));
    if (known === undefined) return;
    const paths = invalidations.filter(({ id }) => !known.has(id)).flatMap((one) => one.paths);
    if (paths.length > 0) this.purge(paths);
  }
}

function refused(answer: EdgeAnswer): Outcome {
  return { answer, result: answer.status < 400 ? "Redirect" : "Error" };
}

/** The default root object stands in for the root alone (CloudFront Developer Guide, "Specify a default root object"). */
function askOf({ method, url, headers, ip }: RawRequest, edge: DeployedEdge): ViewerAsk | undefined {
  const host = calledHost(edge, headers["host"] ?? "");
  if (host === undefined) return undefined;
  const at = url.indexOf("?");
  const path = at < 0 ? url : url.slice(0, at);
  return {
    method,
    path: path === "/" && edge.defaultRootObject !== undefined ? `/${edge.defaultRootObject}` : path,
    query: at < 0 ? "" : url.slice(at + 1),
    headers: { ...headers, host },
    ip,
    scheme: schemeOf(headers["host"] ?? ""),
    host,
  };
}

/** CloudFront Developer Guide, "Understand response headers policies", Server-Timing header: metrics of cache and origin. */
function timingOf({ result, attempts }: Found): string {
  if (result === "Hit") return "cdn-cache-hit";
  const spent = attempts.reduce((sum, { ms }) => sum + ms, 0);
  const metrics = [result === "RefreshHit" ? "cdn-cache-refresh" : "cdn-cache-miss", `cdn-upstream-fbl;dur=${String(Math.round(spent))}`];
  return metrics.join(",");
}

/** The headers that every answer has ("Request and response behavior", Via; log field x-edge-result-type as X-Cache says it). */
function finished({ answer, result }: Outcome, method: string, requestId: string): EdgeAnswer {
  const headers = {
    server: "CloudFront",
    ...answer.headers,
    "x-cache": `${result} from cloudfront`,
    via: via(requestId),
    "x-amz-cf-pop": "LOCAL50-P1",
    "x-amz-cf-id": requestId,
  };
  const body = method === "HEAD" || answer.status === 304 ? Buffer.alloc(0) : answer.body;
  const length = method === "HEAD" || answer.status === 304 || answer.incomplete === true ? {} : { "content-length": String(body.length) };
  return { ...answer, headers: { ...headers, ...length }, body };
}

function via(requestId: string): string {
  return `1.1 ${Buffer.from(requestId).toString("hex").slice(0, 32)}.cloudfront.net (CloudFront)`;
}

function idOf(random: () => number): string {
  return Buffer.from(Array.from({ length: 39 }, () => Math.floor(random() * 256))).toString("base64url");
}

function recordOf(raw: RawRequest, outcome: Outcome, answer: EdgeAnswer, at: number, now: number): ServedRequest {
  const { behaviour, verdict, found, result } = outcome;
  const [path = "", query = ""] = raw.url.split("?", 2);
  const session = sessionOf({ query, headers: raw.headers });
  return {
    at,
    method: raw.method,
    path,
    status: answer.status,
    bytes: answer.body.length,
    behaviour: behaviour?.path ?? "*",
    keyGroup: behaviour?.keys !== undefined,
    signature: verdict?.kind ?? "not asked",
    ...(verdict?.kind === "valid" ? { signedBy: verdict.by } : {}),
    result,
    attempts: found?.attempts ?? [],
    ...(found?.origin === undefined ? {} : { origin: found.origin }),
    ...(session === undefined ? {} : { session }),
    ms: now - at,
  };
}
