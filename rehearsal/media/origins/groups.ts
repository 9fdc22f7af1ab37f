/** One origin or the two of a group: whom a request goes to, and what the viewer is told. */
import type { OriginAnswer, OriginAttempt, OriginReply, OriginRequest, OriginTarget } from "../types.ts";
import { scoreOf } from "../cmsd.ts";
import type { Scores } from "./scores.ts";
import { countedStatus, type Asked, type Outcome } from "./tries.ts";

/** Asks one origin by its id. */
export type AskOne = (origin: string, request: OriginRequest) => Promise<Asked>;

type Group = Extract<OriginTarget, { kind: "group" }>;

export interface GroupSurroundings {
  readonly ask: AskOne;
  readonly scores: Scores;
  readonly now: () => number;
}

/** The methods of the interface are GET, HEAD and OPTIONS, and these are the ones that fail over; any other would not. */
export function failsOver(outcome: Outcome, statusCodes: readonly number[]): boolean {
  return statusCodes.includes(countedStatus(outcome));
}

/** Asks the target. Of a group every request begins anew: that the last one failed over counts for nothing. */
export async function askTarget(target: OriginTarget, request: OriginRequest, around: GroupSurroundings): Promise<OriginAnswer> {
  if (target.kind === "origin") {
    const { outcome, attempts } = await around.ask(target.origin, request);
    return { reply: viewerReply(outcome), origin: target.origin, attempts };
  }
  return askGroup(target, request, around);
}

/**
 * The first origin is the primary, or with media-quality selection the one whose tracked score is higher; then the other is asked
 * for its score by HEAD at the same time, and nobody waits for that. An answer that is listed, a connection that is not made (503)
 * and a time-out (504) send the request to the other origin, whatever its score, and its answer is the viewer's (CloudFront
 * Developer Guide, "Optimize high availability with CloudFront origin failover" and "Media quality-aware resiliency").
 */
async function askGroup(group: Group, request: OriginRequest, { ask, scores, now }: GroupSurroundings): Promise<OriginAnswer> {
  const behaviour = request.behaviour ?? "";
  const [first, second] = group.byQuality ? scores.order(behaviour, group.origins) : group.origins;
  const noting = async (origin: string, sent: OriginRequest): Promise<Asked> => {
    const asked = await ask(origin, sent);
    if (group.byQuality && asked.outcome.kind === "answer") scores.note(behaviour, origin, scoreOf(asked.outcome.reply.headers));
    return asked;
  };
  const from = now();
  let probed: readonly OriginAttempt[] | undefined;
  const probing = group.byQuality && request.method !== "OPTIONS";
  const told = ({ attempts }: Asked): void => void (probed = attempts);
  // What keeps it from being asked shows where an answer is waited for.
  if (probing) void noting(second, { ...request, method: "HEAD" }).then(told, () => undefined);
  const asked = await noting(first, request);
  const turned = failsOver(asked.outcome, group.statusCodes) ? await noting(second, request) : undefined;
  const probes = probing ? (probed ?? [{ origin: second, method: "HEAD", status: 0, ms: now() - from }]) : [];
  return {
    reply: viewerReply((turned ?? asked).outcome),
    origin: turned === undefined ? first : second,
    attempts: [...asked.attempts, ...probes, ...(turned?.attempts ?? [])],
  };
}

/**
 * What CloudFront says for an origin that did not answer: 502 where it could not connect, for the origin rejects it, and 504 where
 * nothing came in time, be it the connection or the answer (CloudFront Developer Guide, "HTTP 502 status code (Bad Gateway)",
 * "HTTP 504 status code (Gateway Timeout)").
 */
export function viewerReply(outcome: Outcome): OriginReply {
  switch (outcome.kind) {
    case "answer":
      return outcome.reply;
    case "refused":
    case "dropped":
      return failure(502, "The origin could not be reached, or closed the connection.");
    case "unreachable":
    case "timeout":
      return failure(504, "The origin did not answer in time.");
  }
}

function failure(status: number, text: string): OriginReply {
  const body = Buffer.from(`${text}\n`);
  return { status, headers: { "content-type": "text/plain", "content-length": String(body.length) }, body };
}
