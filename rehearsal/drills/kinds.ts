/** The drills, as data: the command and the watch page know no other. */
import type { ChannelPlace } from "../media/types.ts";
import type { Drill, DrilledChannel, Expectation, Kind, Scene } from "./types.ts";

/** A score at which CloudFront leaves a region that another one betters. */
const POOR_SCORE = 30;

export const DRILLS: readonly Drill[] = [
  {
    kind: "pipeline",
    title: "Lose a pipeline",
    does: "The pipeline that MediaPackage takes in the preferred region writes nothing any more; it takes its other input.",
    breaks: (scene) => each(scene, (place) => losePipeline(scene, place)),
    heals: (scene) => each(scene, (place) => restorePipeline(scene, place)),
    expects: () => ({
      text: "nothing is noticed: no stall, no error, the same region",
      stallSeconds: 0,
      regionSwitch: "never",
      inputSwitch: "must",
      jumps: "none",
      refused: false,
    }),
  },
  {
    kind: "input",
    title: "Lose the contribution",
    does: "No signal arrives at the preferred region; MediaLive fills with black, and the media quality score says so.",
    breaks: (scene) => each(scene, (place) => scene.faults.input(place, true)),
    heals: (scene) => each(scene, (place) => scene.faults.input(place, false)),
    expects: (channel) => afterSwitch(channel, "must"),
  },
  {
    kind: "region",
    title: "Stop the region",
    does: "Every MediaLive channel of the preferred region is stopped through the API; its manifests turn stale and are answered with 404.",
    breaks: (scene) => scene.setRunning(scene.region, false),
    heals: (scene) => scene.setRunning(scene.region, true),
    expects: (channel) => afterSwitch(channel, "must"),
  },
  {
    kind: "black-hole",
    title: "Swallow connections",
    does: "Connections from the edge to the preferred region are not answered; each attempt runs into its time-out.",
    breaks: ({ faults, region }) => done(() => faults.network(region, { kind: "black-hole" })),
    heals: ({ faults, region }) => done(() => faults.network(region, undefined)),
    expects: afterFailing,
  },
  {
    kind: "hung-body",
    title: "Hang in mid-answer",
    does: "Answers of the preferred region begin and never end, until the read time-out cuts them off.",
    breaks: ({ faults, region }) => done(() => faults.network(region, { kind: "hung-body" })),
    heals: ({ faults, region }) => done(() => faults.network(region, undefined)),
    // CloudFront tries the preferred region first at every miss, and a region that begins to answer takes the whole read time-out.
    expects: () => ({
      text: "it plays from what it holds and then slowly, without an error, until the fault ends or the region is evacuated",
      regionSwitch: "may",
      failedAttempts: "must",
      jumps: "reported",
      refused: false,
    }),
  },
  {
    kind: "5xx",
    title: "Answer 503",
    does: "The preferred region answers every request with 503.",
    breaks: ({ faults, region }) => done(() => faults.network(region, { kind: "status", status: 503 })),
    heals: ({ faults, region }) => done(() => faults.network(region, undefined)),
    expects: afterFailing,
  },
  {
    kind: "403",
    title: "Answer 403",
    does: "The preferred region answers every request with 403, as an endpoint does that has lost its policy.",
    breaks: ({ faults, region }) => done(() => faults.network(region, { kind: "status", status: 403 })),
    heals: ({ faults, region }) => done(() => faults.network(region, undefined)),
    expects: afterFailing,
  },
  {
    kind: "stale",
    title: "Freeze the manifest",
    does: "Nothing new reaches the packager of the preferred region; its manifests turn stale and are answered with 404.",
    breaks: (scene) => each(scene, (place) => scene.faults.stale(place, true)),
    heals: (scene) => each(scene, (place) => scene.faults.stale(place, false)),
    expects: (channel) => afterSwitch(channel, "must"),
  },
  {
    kind: "quality",
    title: "Spoil the picture",
    does: `The media quality score of the preferred region falls to ${POOR_SCORE} of 100.`,
    breaks: (scene) => each(scene, (place) => scene.faults.score(place, POOR_SCORE)),
    heals: (scene) => each(scene, (place) => scene.faults.score(place, undefined)),
    expects: (channel) =>
      channel.byQuality
        ? afterSwitch(channel, "must")
        : {
            text: "the region stays: this channel's regions are not chosen by quality",
            stallSeconds: 0,
            regionSwitch: "never",
            jumps: "none",
            refused: false,
          },
  },
  {
    kind: "expired",
    title: "Let the signature end",
    does: "The viewer's cookies are replaced by ones whose time is over.",
    breaks: ({ setRight }) => setRight("expired"),
    heals: ({ setRight }) => setRight("signed"),
    expects: () => REFUSED,
  },
  {
    kind: "forged",
    title: "Forge the signature",
    does: "The viewer's cookies carry a wider policy under the signature of the old one.",
    breaks: ({ setRight }) => setRight("forged"),
    heals: ({ setRight }) => setRight("signed"),
    expects: () => REFUSED,
  },
];

const REFUSED: Expectation = {
  text: "the viewer is told, and no media byte is served until it is signed in again",
  regionSwitch: "may",
  jumps: "reported",
  refused: true,
};

/** The way to a region is broken: the edge finds out by attempts that fail. */
function afterFailing(channel: DrilledChannel): Expectation {
  return { ...afterSwitch(channel, "must"), failedAttempts: "must" };
}

function afterSwitch({ aligned, segmentSeconds }: DrilledChannel, regionSwitch: "must" | "may"): Expectation {
  return aligned
    ? {
        text: `the other region goes on: no error, no jump, at most one segment (${segmentSeconds} s) of stall`,
        stallSeconds: segmentSeconds,
        regionSwitch,
        jumps: "none",
        refused: false,
      }
    : {
        text: "the other region goes on by itself: a stall or a jump is seen, every jump is reported, nobody reloads",
        regionSwitch,
        jumps: "reported",
        refused: false,
      };
}

export function drillOf(kind: Kind): Drill {
  const found = DRILLS.find((drill) => drill.kind === kind);
  if (found === undefined) throw new Error(`there is no drill ${kind}`);
  return found;
}

/** After an earlier loss it is the other one that is active: with equal scores MediaPackage does not go back. */
function losePipeline({ faults, lost, activeInput }: Scene, place: ChannelPlace): void {
  const input = activeInput(place);
  lost.set(nameOf(place), input);
  faults.pipeline(place, input, true);
}

function restorePipeline({ faults, lost }: Scene, place: ChannelPlace): void {
  const input = lost.get(nameOf(place));
  if (input !== undefined) faults.pipeline(place, input, false);
  lost.delete(nameOf(place));
}

function nameOf({ channelGroup, originChannel }: ChannelPlace): string {
  return `${channelGroup} ${originChannel}`;
}

function each({ channels, region }: Scene, act: (place: ChannelPlace) => void): Promise<void> {
  return done(() => {
    for (const { channelGroup, originChannel } of channels) act({ region, channelGroup, originChannel });
  });
}

function done(act: () => void): Promise<void> {
  act();
  return Promise.resolve();
}
