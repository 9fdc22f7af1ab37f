import { hasAdvanced, readPlaylist, type ManifestPlace } from "../../control/index.ts";
import { channelState } from "../../rehearsal/cloud/channels.ts";
import type { CloudObject, RunningCloud } from "../../rehearsal/cloud/index.ts";
import { spelled } from "../../rehearsal/cloud/values.ts";
import { awsEnvironment } from "../support/awsEnvironment.ts";

/** As `startCloud` has it unless told otherwise, milliseconds. */
export const TRANSITION = 300;
/** Longer than a segment of the simulation, milliseconds. */
const BETWEEN_READS = 250;

/** Looks at every event of the simulated cloud, and between them, whether each channel is on the air somewhere and plays there. */
export class ServedWatch {
  readonly #cloud: RunningCloud;
  readonly #unwatch: () => void;
  readonly #restore: () => void;
  readonly #dark: string[] = [];
  #events = 0;
  #reads = 0;
  #ended = false;
  readonly #reading: Promise<void>;

  constructor(cloud: RunningCloud) {
    this.#cloud = cloud;
    this.#restore = awsEnvironment(cloud.endpointUrl);
    this.#unwatch = cloud.watch(() => {
      this.#look();
    });
    this.#reading = this.#read();
  }

  /** Ends the watch. Answers what it saw. */
  async end(): Promise<{ readonly events: number; readonly reads: number; readonly dark: readonly string[] }> {
    this.#unwatch();
    this.#ended = true;
    await this.#reading;
    this.#restore();
    return { events: this.#events, reads: this.#reads, dark: this.#dark };
  }

  /** The channels by name, each with the regions in which it is on the air. */
  running(): Map<string, CloudObject[]> {
    const found = new Map<string, CloudObject[]>();
    for (const object of this.#cloud.resources()) {
      if (object.type !== "AWS::MediaLive::Channel") continue;
      const name = spelled(object.inputs["Name"]);
      const running = channelState(object, TRANSITION) === "RUNNING" ? [object] : [];
      found.set(name, [...(found.get(name) ?? []), ...running]);
    }
    return found;
  }

  #look(): void {
    this.#events += 1;
    for (const [name, regions] of this.running()) if (regions.length === 0) this.#dark.push(`event ${this.#events}: ${name} runs nowhere`);
  }

  /** Reads the playlist of one region that serves each channel, over and over, as its owner may. */
  async #read(): Promise<void> {
    while (!this.#ended) {
      for (const [name, [object]] of this.running()) {
        if (object === undefined) continue;
        const access = { region: object.region };
        const place = this.#placeOf(name, object.region);
        const before = await readPlaylist(access, place);
        await new Promise((resolve) => setTimeout(resolve, BETWEEN_READS));
        const after = await readPlaylist(access, place);
        const stillRuns =
          this.running()
            .get(name)
            ?.some(({ region }) => region === object.region) === true;
        this.#reads += 1;
        if (stillRuns && !hasAdvanced(before, after)) this.#dark.push(`${name} runs in ${object.region}, and its playlist stands still`);
      }
    }
  }

  /** `onair-prod-<channel>` is served by the endpoint of the same channel. */
  #placeOf(name: string, region: string): ManifestPlace {
    const group = this.#cloud.resources().find((one) => one.type === "aws-native:mediapackagev2:ChannelGroup" && one.region === region);
    const channel = name.replace(/^onair-prod-/, "");
    return {
      egressDomain: spelled(group?.outputs["egressDomain"]),
      path: `/out/v1/${spelled(group?.inputs["channelGroupName"])}/${channel}/live/index.m3u8`,
    };
  }
}
