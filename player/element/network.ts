/** What the player adds to its requests, and what it reads from the answers. */
import shaka from "shaka-player/dist/shaka-player.compiled-es2021.js";
import { activeInput, servedFrom } from "../cmsd.ts";
import { isRefusal } from "../faults.ts";
import { originOf, withSignature, type SignedQuery } from "../signedQuery.ts";
import { isAnotherTimeline, readTimeline, windowSeconds, withoutQuery, type Timeline } from "../timeline.ts";

export interface NetworkListener {
  served(region: string, input: number | null): void;
  /** A manifest no longer continues the one before. */
  anotherTimeline(): void;
  /** Seconds that an HLS playlist holds. */
  window(seconds: number): void;
  /** The playlist announces partial segments. */
  lowLatency(): void;
}

export interface MediaAddress {
  readonly src: string;
  readonly query: SignedQuery | undefined;
}

const { RequestType, AdvancedRequestType } = shaka.net.NetworkingEngine;

export class Network {
  readonly #listener: NetworkListener;
  #origin = "";
  #query: SignedQuery | undefined;
  #timelines = new Map<string, Timeline>();
  #newest = -Infinity;

  constructor(player: shaka.Player, listener: NetworkListener) {
    this.#listener = listener;
    const engine = player.getNetworkingEngine();
    engine?.registerRequestFilter((type, request) => this.#request(type, request));
    engine?.registerResponseFilter((type, response, context) => this.#response(type, response, context));
    engine?.addEventListener("retry", (event) => {
      if (isDecided(event)) event.preventDefault();
    });
  }

  /** Before each load: what was learnt of the stream is forgotten, for it may begin elsewhere. */
  begin({ src, query }: MediaAddress): void {
    this.#origin = originOf(src) ?? "";
    this.#query = query;
    this.#timelines.clear();
    this.#newest = -Infinity;
  }

  #request(type: shaka.net.NetworkingEngine.RequestType, request: shaka.extern.Request): void {
    if (type === RequestType.LICENSE || type === RequestType.SERVER_CERTIFICATE) return;
    request.uris = request.uris.map((uri) => withSignature(uri, this.#query, this.#origin));
    // Cookies of another site are sent only where they are the right to watch; the page's own go along by themselves.
    const [uri = ""] = request.uris;
    request.allowCrossSiteCredentials = this.#query === undefined && this.#origin !== location.origin && originOf(uri) === this.#origin;
  }

  #response(type: shaka.net.NetworkingEngine.RequestType, response: shaka.extern.Response, context?: shaka.extern.RequestContext): void {
    if (type === RequestType.SEGMENT) this.#segment(response, context);
    else if (type === RequestType.MANIFEST) this.#manifest(response);
  }

  /** Of pictures where there are any; parts and segments that are asked for again, further back, say nothing new. */
  #segment(response: shaka.extern.Response, context: shaka.extern.RequestContext | undefined): void {
    if (context?.type === AdvancedRequestType.INIT_SEGMENT || context?.stream?.type === "text") return;
    if (context?.stream?.type === "audio" && this.#newest > -Infinity) return;
    const start = context?.segment?.getStartTime() ?? this.#newest;
    if (start < this.#newest) return;
    const from = servedFrom(response.headers);
    if (from === undefined) return;
    if (context?.stream?.type !== "audio") this.#newest = start;
    this.#listener.served(from.region, activeInput(response.headers) ?? null);
  }

  #manifest(response: shaka.extern.Response): void {
    const text = new TextDecoder().decode(response.data);
    if (text.includes("#EXT-X-PART-INF")) this.#listener.lowLatency();
    const timeline = readTimeline(text);
    if (timeline === undefined) return;
    if (timeline.kind === "hls") this.#listener.window(windowSeconds(timeline));
    const path = withoutQuery(response.uri);
    const before = this.#timelines.get(path);
    this.#timelines.set(path, timeline);
    if (before !== undefined && isAnotherTimeline(before, timeline)) this.#listener.anotherTimeline();
  }
}

/** Asking again at once would only be refused again; 404 of a manifest is not on air. */
function isDecided(event: Event): boolean {
  const error: unknown = "error" in event ? event.error : undefined;
  if (!(error instanceof shaka.util.Error) || error.code !== shaka.util.Error.Code.BAD_HTTP_STATUS) return false;
  const [, status, , , type] = error.data as readonly unknown[];
  return isRefusal(Number(status)) || (type === RequestType.MANIFEST && (status === 404 || status === 410));
}
