/** An origin endpoint of the rehearsal and its channel, asked without a socket. */
import assert from "node:assert/strict";
import { answer } from "../../rehearsal/media/origin/answer.ts";
import { DiscontinuityHistory } from "../../rehearsal/media/origin/history.ts";
import type { LiveChannel, OriginEndpoint, OriginReply } from "../../rehearsal/media/types.ts";
import { HandMadeChannel, handMadeEndpoint, signedFor, type ChannelPlan } from "./liveTracks.ts";

/** The number that is being received at `ORIGIN_NOW`, and 1.3 seconds of it are there. */
export const ORIGIN_NUMBER = 448_820_100;
export const ORIGIN_NOW = ORIGIN_NUMBER * 4000 + 1300;
const FOLDER = "/out/v1/group/channel/live/";

export interface Given {
  readonly endpoint?: Partial<OriginEndpoint>;
  readonly plan?: ChannelPlan;
  readonly live?: LiveChannel | "none";
}

/** An origin with one endpoint and one channel, and how to ask it. */
export class Origin {
  readonly channel: HandMadeChannel;
  readonly endpoint: OriginEndpoint;
  readonly #history = new DiscontinuityHistory();
  readonly #live: LiveChannel | undefined;

  constructor({ endpoint = {}, plan = {}, live }: Given = {}) {
    this.endpoint = handMadeEndpoint(endpoint);
    this.channel = new HandMadeChannel(plan, ORIGIN_NOW);
    this.#live = live === "none" ? undefined : (live ?? this.channel);
  }

  ask(file: string, { method = "GET", headers = signedFor(this.endpoint), host = this.endpoint.host } = {}): Promise<OriginReply> {
    const [path = "", query = ""] = (file.startsWith("/") ? file : FOLDER + file).split("?");
    const live = { find: () => this.#live, all: () => [this.channel] };
    const context = { endpoints: () => [this.endpoint], live, now: () => this.channel.now, history: this.#history };
    return answer({ method, host, path, query, headers }, context);
  }

  async status(file: string, given?: Parameters<Origin["ask"]>[1]): Promise<number> {
    return (await this.ask(file, given)).status;
  }

  async text(file: string): Promise<string> {
    const { status, body } = await this.ask(file);
    assert.equal(status, 200, body.toString("utf8"));
    return body.toString("utf8");
  }
}
