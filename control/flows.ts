import { mediaLiveClient, type AwsAccess } from "./access.ts";
import { LONGEST_WAIT, POLL_SECONDS } from "./channels.ts";
import { FLOW_ON_THE_WAY, nextFlowStep } from "./flowSteps.ts";
import { sendSigned, type SignedAnswer, type SignedRequest } from "./signedRequest.ts";
import type { WantedState } from "./steps.ts";

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
      if (step.do === "ask") this.#asked = await askFlow(this.#access, this.flow.arn, this.#wanted);
      else if (step.do === "done") this.ended = true;
      else if (step.do === "fail") this.#fail(new Error(step.reason));
    } catch (error) {
      this.#fail(error);
    }
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

/** Starts or stops a flow; false when its status does not permit it just now. Needs `mediaconnect:StartFlow` and `StopFlow`. */
export async function askFlow(access: AwsAccess, arn: string, wanted: WantedState): Promise<boolean> {
  const answer = await sendSigned(access, request(access, "POST", wanted === "running" ? "start/" : "stop/", arn));
  // Another status than the one that was seen is a bad request (MediaConnect API reference, StartFlow).
  if (answer.status === 400) return false;
  if (answer.status >= 300) throw errorOf(answer);
  return true;
}

/**
 * Brings flows to a state and waits until all are there.
 * @throws Error naming the first that did not get there
 */
export async function bringFlows(
  access: AwsAccess,
  flows: readonly ControlledFlow[],
  wanted: WantedState,
  options: { readonly timeoutSeconds?: number; readonly pollSeconds?: number } = {},
): Promise<void> {
  const deadline = Date.now() + (options.timeoutSeconds ?? LONGEST_WAIT) * 1000;
  const journeys = flows.map((flow) => new FlowJourney(access, flow, wanted));
  for (;;) {
    for (const journey of journeys) await journey.advance();
    const under = journeys.filter(({ ended }) => !ended);
    const failed = journeys.find(({ error }) => error !== undefined);
    if (failed?.error !== undefined) throw new Error(`flow ${failed.flow.name}: ${failed.error.message}`, { cause: failed.error });
    if (under.length === 0) return;
    if (Date.now() >= deadline)
      throw new Error(`flow ${under[0]?.flow.name ?? ""} is still ${under[0]?.status ?? "unread"}, and ${wanted} was waited for`);
    await new Promise((resolve) => setTimeout(resolve, (options.pollSeconds ?? POLL_SECONDS) * 1000));
  }
}

/** The flows that feed a channel's inputs, as MediaLive knows them. Needs `medialive:DescribeChannel` and `DescribeInput`. */
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
