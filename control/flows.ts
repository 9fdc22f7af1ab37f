import { mediaLiveClient, type AwsAccess } from "./access.ts";
import { POLL_SECONDS } from "./channels.ts";
import { FLOW_ON_THE_WAY, nextFlowStep } from "./flowSteps.ts";
import { sendSigned, type SignedAnswer, type SignedRequest } from "./signedRequest.ts";
import type { WantedState } from "./steps.ts";

/** How long a channel waits for its flows at most, seconds: it is worth more on air without one of them than off air. */
export const LONGEST_FLOW_WAIT = 2 * 60;

/** A flow that is refused this often is given up: its status had then permitted what was asked, look after look. */
const REFUSALS = 3;

/** A MediaConnect flow that belongs to a channel. */
export interface ControlledFlow {
  readonly name: string;
  readonly arn: string;
}

/** One flow on its way, looked at again and again. */
export class FlowJourney {
  readonly flow: ControlledFlow;
  readonly #access: AwsAccess;
  readonly #wanted: WantedState;
  #asked = false;
  #moved = false;
  #refusals = 0;
  /** As last seen. */
  status?: string;
  ended = false;
  error?: Error;

  constructor(access: AwsAccess, flow: ControlledFlow, wanted: WantedState) {
    this.flow = flow;
    this.#access = access;
    this.#wanted = wanted;
  }

  /** Looks once, and asks AWS for what is still to be done. Never throws: `error` says what went wrong. */
  async advance(): Promise<void> {
    if (this.ended) return;
    try {
      this.status = await flowStatus(this.#access, this.flow.arn);
      this.#moved ||= this.#asked && this.status === FLOW_ON_THE_WAY[this.#wanted];
      const step = nextFlowStep(this.#wanted, this.status, { asked: this.#asked, moved: this.#moved });
      if (step.do === "ask") await this.#ask();
      else if (step.do === "done") this.ended = true;
      else if (step.do === "fail") this.#fail(new Error(step.reason));
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Gives up a flow that is not where it is wanted in time; one that has ended stays as it is. */
  giveUp(seconds: number): void {
    if (!this.ended) this.#fail(new Error(`is still ${this.status ?? "unread"} after ${String(seconds)} s`));
  }

  async #ask(): Promise<void> {
    const refusal = await askFlow(this.#access, this.flow.arn, this.#wanted);
    this.#asked = refusal === undefined;
    if (refusal === undefined) return;
    this.#refusals += 1;
    if (this.#refusals >= REFUSALS) this.#fail(refusal);
  }

  #fail(error: unknown): void {
    this.ended = true;
    this.error = error instanceof Error ? error : new Error(String(error));
  }
}

/** The status of a flow, or `absent`. Needs `mediaconnect:DescribeFlow`. @throws Error when it cannot be read */
export async function flowStatus(access: AwsAccess, arn: string): Promise<string> {
  const answer = await sendSigned(access, request(access, "GET", "", arn));
  if (answer.status === 404) return "absent";
  if (answer.status !== 200) throw errorOf(answer);
  const { flow } = JSON.parse(answer.body) as { readonly flow?: { readonly status?: string } };
  if (flow?.status === undefined) throw new Error(`MediaConnect gave no status for flow ${arn}`);
  return flow.status;
}

/**
 * Starts or stops a flow, and answers why AWS refused, if it did: a status that does not permit it just now, or something
 * that lasts. Needs `mediaconnect:StartFlow` and `StopFlow`. @throws Error for every other answer
 */
async function askFlow(access: AwsAccess, arn: string, wanted: WantedState): Promise<Error | undefined> {
  const answer = await sendSigned(access, request(access, "POST", wanted === "running" ? "start/" : "stop/", arn));
  // Another status than the one that was seen is a bad request (MediaConnect API reference, StartFlow).
  if (answer.status === 400) return errorOf(answer);
  if (answer.status >= 300) throw errorOf(answer);
  return undefined;
}

/**
 * Brings flows to a state and waits until each is there, or will not get there.
 * @throws Error naming all that did not get there in time
 */
export async function bringFlows(
  access: AwsAccess,
  flows: readonly ControlledFlow[],
  wanted: WantedState,
  options: { readonly timeoutSeconds?: number; readonly pollSeconds?: number } = {},
): Promise<void> {
  const seconds = options.timeoutSeconds ?? LONGEST_FLOW_WAIT;
  const deadline = Date.now() + seconds * 1000;
  const journeys = flows.map((flow) => new FlowJourney(access, flow, wanted));
  for (;;) {
    for (const journey of journeys) await journey.advance();
    if (Date.now() >= deadline) for (const journey of journeys) journey.giveUp(seconds);
    if (journeys.every(({ ended }) => ended)) break;
    await new Promise((resolve) => setTimeout(resolve, (options.pollSeconds ?? POLL_SECONDS) * 1000));
  }
  const trouble = flowTrouble(journeys);
  if (trouble !== undefined) throw trouble;
}

/** What kept flows from where they were wanted, all in one error; undefined where nothing did. */
export function flowTrouble(journeys: readonly FlowJourney[]): Error | undefined {
  const failed = journeys.filter(({ error }) => error !== undefined);
  if (failed.length === 0) return undefined;
  return new Error(failed.map(({ flow, error }) => `flow ${flow.name}: ${error?.message ?? ""}`).join("; "), { cause: failed[0]?.error });
}

/**
 * The flows that feed a channel's inputs, as MediaLive knows them; it knows none of those that the channel sends to.
 * Needs `medialive:DescribeChannel` and `DescribeInput`.
 */
export async function flowsOfChannel(access: AwsAccess, channelId: string): Promise<ControlledFlow[]> {
  const { DescribeChannelCommand, DescribeInputCommand } = await import("@aws-sdk/client-medialive");
  const client = await mediaLiveClient(access);
  try {
    const { InputAttachments = [] } = await client.send(new DescribeChannelCommand({ ChannelId: channelId }));
    const found: ControlledFlow[] = [];
    for (const { InputId } of InputAttachments) {
      const { MediaConnectFlows = [] } = await client.send(new DescribeInputCommand({ InputId }));
      for (const { FlowArn: arn } of MediaConnectFlows) if (arn !== undefined) found.push({ name: arn.split(":").at(-1) ?? arn, arn });
    }
    return found;
  } finally {
    client.destroy();
  }
}

/** MediaConnect API reference, DescribeFlow, StartFlow and StopFlow: `/v1/flows/<verb>/<ARN>`. */
function request(access: AwsAccess, method: "GET" | "POST", verb: string, arn: string): SignedRequest {
  return {
    method,
    service: "mediaconnect",
    host: `mediaconnect.${access.region}.amazonaws.com`,
    path: `/v1/flows/${verb}${encodeURIComponent(arn)}`,
  };
}

/** An error by AWS's own name, as its clients throw it: the header names it, the body says why. */
function errorOf({ status, headers, body }: SignedAnswer): Error {
  const said = parsed(body);
  const error = new Error(said ?? `MediaConnect answered ${String(status)}`);
  const [name = ""] = String(headers["x-amzn-errortype"] ?? "").split(":");
  if (name !== "") error.name = name;
  return error;
}

function parsed(body: string): string | undefined {
  try {
    const value = JSON.parse(body) as { readonly message?: unknown; readonly Message?: unknown };
    const message = value.message ?? value.Message;
    return typeof message === "string" ? message : undefined;
  } catch {
    return undefined;
  }
}
