/** Answers one request to an origin endpoint, as MediaPackage v2 would. */
import { randomUUID } from "node:crypto";
import type { OriginEndpoint, OriginReply } from "../types.ts";
import { mayRead } from "./access.ts";
import { crossOrigin } from "./headers.ts";
import { answerDash, answerMultivariant, answerPlaylist } from "./manifests.ts";
import { answerInit, answerPart, answerSegment, answerWebVtt } from "./media.ts";
import { endpointPath, targetOf, type Target } from "./names.ts";
import { originQuery, Refusal } from "./query.ts";
import type { Asked, OriginContext } from "./request.ts";

export interface Ask {
  readonly method: string;
  /** Without a port. */
  readonly host: string;
  /** Still encoded. */
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** Never rejects: what is refused is an answer with its status. */
export async function answer(ask: Ask, context: OriginContext): Promise<OriginReply> {
  const common = { ...crossOrigin(ask.headers["origin"]), "x-amzn-requestid": randomUUID() };
  try {
    const reply = await answered(ask, context);
    return { ...reply, headers: { ...reply.headers, ...common } };
  } catch (error) {
    const status = error instanceof Refusal ? error.status : 500;
    const message = error instanceof Error ? error.message : String(error);
    return { status, headers: { "content-type": "text/plain; charset=utf-8", ...common }, body: Buffer.from(`${message}\n`, "utf8") };
  }
}

function answered(ask: Ask, context: OriginContext): Promise<OriginReply> | OriginReply {
  if (ask.method !== "GET" && ask.method !== "HEAD") throw new Refusal(405, `${ask.method} is not answered here`);
  const { endpoint, file } = endpointOf(ask, context.endpoints());
  if (!mayRead(endpoint, ask.method, ask.headers)) throw new Refusal(403, "the endpoint's policy does not let this request in");
  const query = originQuery(ask.query);
  const target = targetOf(endpoint, file);
  if (target === undefined) throw new Refusal(404, `${file} is nothing of the endpoint`);
  const live = context.live.find(endpoint.region, endpoint.channelGroup, endpoint.originChannel);
  if (live === undefined || live.tracks().length === 0) throw new Refusal(404, "nothing was taken in yet");
  return dispatch({ endpoint, live, query, context, since: context.now() }, target);
}

function endpointOf({ host, path }: Ask, endpoints: readonly OriginEndpoint[]): { endpoint: OriginEndpoint; file: string } {
  const here = endpoints.filter((one) => one.host === host);
  if (here.length === 0) throw new Refusal(404, `${host} is no egress domain`);
  const place = endpointPath(path);
  const endpoint = here.find(
    (one) => one.channelGroup === place?.channelGroup && one.originChannel === place.originChannel && one.endpoint === place.endpoint,
  );
  if (endpoint === undefined || place === undefined) throw new Refusal(404, `${path} is no endpoint's`);
  return { endpoint, file: place.file };
}

function dispatch(asked: Asked, target: Target): Promise<OriginReply> | OriginReply {
  switch (target.kind) {
    case "multivariant":
      return answerMultivariant(asked, target.format, target.manifest);
    case "playlist":
      return answerPlaylist(asked, target.format, target.manifest, target.track);
    case "mpd":
      return answerDash(asked, target.manifest);
    default:
      return answerMedia(asked, target);
  }
}

type MediaTarget = Exclude<Target, { readonly kind: "multivariant" | "playlist" | "mpd" }>;

function answerMedia(asked: Asked, target: MediaTarget): Promise<OriginReply> | OriginReply {
  // User Guide, "Manifest filtering error conditions": query parameters on a segment request.
  if (asked.query.filter !== undefined) throw new Refusal(400, "aws.manifestfilter belongs to manifests");
  switch (target.kind) {
    case "init":
      return answerInit(asked, target.track);
    case "segment":
      return answerSegment(asked, target.track, target.number);
    case "part":
      return answerPart(asked, target.track, target.number, target.part);
    case "webvtt":
      return answerWebVtt(asked, target.track, target.number);
  }
}
