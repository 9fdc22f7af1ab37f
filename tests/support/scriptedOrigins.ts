import { SCORE_KEY } from "../../rehearsal/media/cmsd.ts";
import type { Exchange } from "../../rehearsal/media/origins/exchange.ts";
import { askOrigins, type AskOriginsOptions, type OriginSide } from "../../rehearsal/media/origins/index.ts";
import type { EdgeOrigin, OriginRequest } from "../../rehearsal/media/types.ts";
import { VirtualTimers } from "./virtualTimers.ts";

/** What an origin does with a request. Times in milliseconds, each after what came before. */
export type Act =
  | {
      readonly does: "answer";
      readonly status: number;
      readonly score?: number;
      readonly after?: number;
      readonly body?: readonly { readonly after: number; readonly text: string }[];
      /** What the head says of the body, where it is not the truth. */
      readonly length?: number;
      /** The connection is dropped before the body is whole. */
      readonly cut?: boolean;
      /** Nothing comes after what is in `body`. */
      readonly hangs?: boolean;
    }
  | { readonly does: "refuse" | "swallow" | "keep silent" | "drop" };

export interface Seen {
  readonly origin: string;
  readonly at: number;
  readonly request: OriginRequest;
}

/** Origins that do as they are told, without a network. */
export class ScriptedOrigins {
  readonly timers = new VirtualTimers();
  readonly seen: Seen[] = [];
  /** How many requests were given up. */
  givenUp = 0;
  #acts = new Map<string, readonly Act[]>();
  readonly #tries = new Map<string, number>();

  /** What an origin does, request by request; the last for all that follow. */
  does(origin: string, ...acts: readonly Act[]): void {
    this.#acts.set(origin, acts);
    this.#tries.delete(origin);
  }

  readonly exchange: Exchange = (origin, request, events) => {
    this.seen.push({ origin: origin.id, at: this.timers.now(), request });
    const acts = this.#acts.get(origin.id) ?? [];
    const tried = this.#tries.get(origin.id) ?? 0;
    this.#tries.set(origin.id, tried + 1);
    const act = acts[Math.min(tried, acts.length - 1)] ?? { does: "answer", status: 200 };
    let stop = (): void => undefined;
    const steps: [number, () => void][] = stepsOf(act, request, events);
    const next = (): void => {
      const [after, step] = steps.shift() ?? [];
      if (after === undefined || step === undefined) return;
      stop = this.timers.after(after, () => {
        step();
        next();
      });
    };
    next();
    return () => {
      this.givenUp += 1;
      stop();
    };
  };

  side(origins: readonly EdgeOrigin[], more: Partial<AskOriginsOptions> = {}): OriginSide {
    return askOrigins({
      origins: () => origins,
      port: 0,
      distributionArn: "arn:aws:cloudfront::123456789012:distribution/EDFDVBD6EXAMPLE",
      timers: this.timers,
      exchange: this.exchange,
      ...more,
    });
  }
}

function stepsOf(act: Act, request: OriginRequest, events: Parameters<Exchange>[2]): [number, () => void][] {
  switch (act.does) {
    case "refuse":
      return [[1, () => events.failed("refused")]];
    case "swallow":
      return [];
    case "keep silent":
      return [[1, () => events.connected()]];
    case "drop":
      return [
        [1, () => events.connected()],
        [1, () => events.failed("dropped")],
      ];
    case "answer": {
      const body = request.method === "HEAD" ? [] : (act.body ?? [{ after: 0, text: "media" }]);
      const whole = body.reduce((sum, { text }) => sum + text.length, 0);
      const length = act.length ?? (act.hangs === true || act.cut === true ? whole * 2 : whole);
      const headers = {
        "content-length": String(length),
        ...(act.score === undefined ? {} : { "cmsd-static": `ot=v,${SCORE_KEY}=${act.score}` }),
      };
      return [
        [1, () => events.connected()],
        [act.after ?? 1, () => events.head(act.status, headers)],
        ...body.map(({ after, text }): [number, () => void] => [after, () => events.data(Buffer.from(text))]),
        ...(act.hangs === true && request.method !== "HEAD" ? [] : [[0, () => events.end(act.cut !== true)] as [number, () => void]]),
      ];
    }
  }
}

/** A MediaPackage origin as the shipped stacks deploy it, but for its id, region and what `more` says. */
export function originIn(id: string, region: string, more: Partial<EdgeOrigin> = {}): EdgeOrigin {
  return {
    id,
    kind: "mediapackage",
    domainName: `abcdef.egress.ghijkl.mediapackagev2.${region}.amazonaws.com`,
    path: "",
    connectionAttempts: 2,
    connectionTimeout: 2,
    readTimeout: 5,
    signed: true,
    ...more,
  };
}
