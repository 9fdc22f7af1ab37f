/** CloudFront Functions on the way in and out. Sources: CloudFront Developer Guide, "Event structure", "Restrictions on all edge functions". */
import type { Field, FunctionResponse, FunctionRun, FunctionRunner, FunctionSurroundings, ViewerRequest } from "../../cloud/index.ts";
import type { DeployedEdge, EdgeFunction } from "../deployed/index.ts";
import type { OriginTarget } from "../types.ts";
import { errorPage, type EdgeAnswer } from "./refusals.ts";
import { cookiesOf, parametersOf, type ViewerAsk } from "./viewerRequest.ts";

/** What a viewer-request function made of a request. */
export type Decision =
  | { readonly kind: "on"; readonly ask: ViewerAsk; readonly target?: OriginTarget }
  | { readonly kind: "answered"; readonly answer: EdgeAnswer }
  | { readonly kind: "failed"; readonly answer: EdgeAnswer; readonly reason: string };

/** CloudFront Developer Guide, "HTTP 503 status code (function execution error)". */
const FAILED = errorPage(503, "The CloudFront function associated with the CloudFront distribution is invalid or could not run.");

/** Runs the functions of behaviours. */
export class Functions {
  readonly #runner: FunctionRunner;

  constructor(runner: FunctionRunner) {
    this.#runner = runner;
  }

  /** Runs a viewer-request function. A function that throws, loops or answers what CloudFront refuses becomes a 503. */
  async onRequest({ code, values }: EdgeFunction, edge: DeployedEdge, ask: ViewerAsk, requestId: string): Promise<Decision> {
    try {
      return decisionOf(await this.#runner.run(code, eventOf(ask), surroundings(values, edge, ask, requestId)), ask);
    } catch (error) {
      return { kind: "failed", answer: FAILED, reason: error instanceof Error ? error.message : String(error) };
    }
  }

  /** Runs a viewer-response function; not to be called for errors of the origin, which it never sees. */
  async onResponse(
    { code, values }: EdgeFunction,
    edge: DeployedEdge,
    ask: ViewerAsk,
    answer: EdgeAnswer,
    requestId: string,
  ): Promise<EdgeAnswer> {
    try {
      const response: FunctionResponse = { statusCode: answer.status, headers: fieldsOf(Object.entries(answer.headers)), cookies: {} };
      const run = await this.#runner.run(code, eventOf(ask), { ...surroundings(values, edge, ask, requestId), response });
      if (!isResponse(run.answer)) throw new Error("a viewer-response function has to answer with a response");
      return { ...answerOf(run.answer), ...(run.answer.body === undefined ? { body: answer.body } : {}) };
    } catch {
      return FAILED;
    }
  }
}

function surroundings(values: EdgeFunction["values"], edge: DeployedEdge, ask: ViewerAsk, requestId: string): FunctionSurroundings {
  return {
    store: values,
    origins: edge.origins.map(({ id }) => id),
    viewerIp: ask.ip,
    distribution: { distributionDomainName: edge.domainName, distributionId: edge.id, requestId },
  };
}

function eventOf(ask: ViewerAsk): ViewerRequest {
  const headers = Object.entries(ask.headers).filter(([name]) => name !== "cookie");
  return {
    method: ask.method,
    uri: ask.path,
    querystring: fieldsOf(parametersOf(ask.query).map(({ name, value }) => [name, value])),
    cookies: fieldsOf(cookiesOf(ask.headers["cookie"]).map(({ name, value }) => [name, value])),
    headers: fieldsOf(headers),
  };
}

/** One field for each name; `multiValue` only where a name came more than once. */
function fieldsOf(entries: readonly (readonly [string, string])[]): Record<string, Field> {
  const byName = new Map<string, string[]>();
  for (const [name, value] of entries) byName.set(name, [...(byName.get(name) ?? []), value]);
  return Object.fromEntries(
    [...byName].map(([name, values]) => {
      const multiValue = values.map((value) => ({ value }));
      return [name, { value: values[0] ?? "", ...(values.length > 1 ? { multiValue } : {}) }];
    }),
  );
}

function decisionOf({ answer, groups, selected }: FunctionRun, ask: ViewerAsk): Decision {
  if (isResponse(answer)) return { kind: "answered", answer: answerOf(answer) };
  if (typeof answer !== "object" || !answer.uri.startsWith("/")) throw new Error("uri must begin with a slash");
  if (answer.method !== ask.method) throw new Error("method is read-only");
  const target = targetOf(groups.at(-1), selected.at(-1));
  return { kind: "on", ask: changed(ask, answer), ...(target === undefined ? {} : { target }) };
}

function targetOf(group: FunctionRun["groups"][number] | undefined, selected: string | undefined): OriginTarget | undefined {
  if (group !== undefined) {
    const { origins, statusCodes, selection } = group;
    return { kind: "group", origins, statusCodes, byQuality: selection === "media-quality-score" };
  }
  return selected === undefined ? undefined : { kind: "origin", origin: selected };
}

/** The request that goes on; what the function left alone stays in the viewer's own spelling. */
function changed(ask: ViewerAsk, { uri, querystring, headers, cookies }: ViewerRequest): ViewerAsk {
  const before = eventOf(ask);
  const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
  const cookie = same(cookies, before.cookies)
    ? ask.headers["cookie"]
    : pairsOf(cookies)
        .map(([name, value]) => `${name}=${value}`)
        .join("; ");
  return {
    ...ask,
    path: uri,
    query: same(querystring, before.querystring)
      ? ask.query
      : pairsOf(querystring)
          .map(([name, value]) => (value === "" ? name : `${name}=${value}`))
          .join("&"),
    headers: {
      ...Object.fromEntries(
        Object.entries(headers).map(([name, { value, multiValue }]) => [name, multiValue?.map((one) => one.value).join(", ") ?? value]),
      ),
      ...(cookie === undefined || cookie === "" ? {} : { cookie }),
    },
  };
}

function pairsOf(fields: Record<string, Field>): [string, string][] {
  return Object.entries(fields).flatMap(([name, { value, multiValue }]) =>
    (multiValue ?? [{ value }]).map((one): [string, string] => [name, one.value]),
  );
}

function isResponse(answer: FunctionRun["answer"]): answer is FunctionResponse {
  return typeof answer === "object" && "statusCode" in answer;
}

/** A response as viewers get it; cookies become `Set-Cookie`, of which one name is kept. */
function answerOf({ statusCode, headers, cookies = {}, body }: FunctionResponse): EdgeAnswer {
  if (!Number.isInteger(statusCode) || statusCode < 100 || statusCode > 599) throw new Error("statusCode must be an integer");
  const set = Object.entries(headers).map(([name, { value }]): [string, string] => [name.toLowerCase(), value]);
  const [cookie] = Object.entries(cookies);
  return {
    status: statusCode,
    headers: { ...Object.fromEntries(set), ...(cookie === undefined ? {} : { "set-cookie": `${cookie[0]}=${cookie[1].value}` }) },
    body: bodyOf(body),
  };
}

function bodyOf(body: FunctionResponse["body"]): Buffer {
  if (body === undefined) return Buffer.alloc(0);
  if (typeof body === "string") return Buffer.from(body);
  return Buffer.from(body.data, body.encoding === "base64" ? "base64" : "utf8");
}
