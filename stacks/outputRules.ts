import type { Channel, ChannelOutput, MediaConnectOutput, RtmpOutput } from "../components/encode/index.ts";
import { frameWidth, outputsOf, untypedOutput } from "../components/encode/plan.ts";
import { didYouMean, type Problem } from "./problems.ts";

/** Rules of a channel's further outputs that need its ladder, its sound or its environment. */
export function outputProblems(path: string, channel: Channel, production: boolean): Problem[] {
  return outputsOf(channel).flatMap(([key, output]) => oneOutput(`${path}.outputs.${key}`, output, channel, production));
}

function oneOutput(path: string, output: ChannelOutput, channel: Channel, production: boolean): Problem[] {
  const unsaid = production ? undefined : untypedOutput(output.type);
  if (unsaid !== undefined) {
    return [
      { path: `${path}.type`, what: `needs a production environment: ${unsaid}`, given: output.type, remedy: "leave the output out here" },
    ];
  }
  switch (output.type) {
    case "rtmp":
      return [
        ...rtmpProblems(path, output, production),
        ...carriedProblems(path, output, channel),
        ...audioProblems(path, output, channel),
      ];
    case "mediaconnect":
      return [...carriedProblems(path, output, channel), ...senderProblems(path, output, channel)];
    case "frame-capture":
      return frameProblems(path, output.height, channel);
  }
}

/** A Standard channel has two destinations in every output (MediaLive User Guide, "Coordinate with the downstream system" of RTMP). */
function rtmpProblems(path: string, { urls }: RtmpOutput, production: boolean): Problem[] {
  if (production && urls.length < 2) {
    return [
      {
        path: `${path}.urls`,
        what: "names one address, and a production channel has two pipelines, which both send",
        remedy: "add the platform's backup address; a platform without one needs a relay that takes two and passes on one",
      },
    ];
  }
  return [];
}

/** MediaLive User Guide, "Supported codecs by output type": RTMP takes H.264, SRT also H.265. */
function carriedProblems(path: string, output: RtmpOutput | MediaConnectOutput, { ladder }: Channel): Problem[] {
  const problems: Problem[] = [];
  const takes: readonly string[] = output.type === "rtmp" ? ["h264"] : ["h264", "h265"];
  const sent = ladder.rungs.find(({ name }) => name === output.rung)?.codec ?? ladder.codec;
  if (!takes.includes(sent)) {
    problems.push({
      path,
      what: `sends ${sent}, which ${output.type === "rtmp" ? "RTMP" : "SRT"} does not carry`,
      given: ladder.name,
      remedy: `leave the output out, or use a ladder of ${takes.join(" or ")}`,
    });
  }
  const names = ladder.rungs.map(({ name }) => name);
  if (output.rung !== undefined && !names.includes(output.rung)) {
    const remedy = `${didYouMean(output.rung, names)}use one of: ${names.join(", ")}`;
    problems.push({ path: `${path}.rung`, what: "is not a rung of the ladder", given: output.rung, remedy });
  }
  return problems;
}

function audioProblems(path: string, { audio }: RtmpOutput, channel: Channel): Problem[] {
  const names = (channel.audio?.tracks ?? []).map(({ name }) => name);
  if (audio === undefined || names.includes(audio)) return [];
  const remedy =
    names.length === 0 ? "leave it out: the channel names no tracks" : `${didYouMean(audio, names)}use one of: ${names.join(", ")}`;
  return [{ path: `${path}.audio`, what: "is not an audio track of the channel", given: audio, remedy }];
}

/** The addresses that the flows admit are needed wherever the feed is sent. */
function senderProblems(path: string, { senders, regions }: MediaConnectOutput, channel: Channel): Problem[] {
  const sending = regions === "all" ? channel.regions : channel.regions.slice(0, 1);
  const missing = sending.filter((region) => (senders[region]?.length ?? 0) < 2);
  const strange = Object.keys(senders).filter((region) => !sending.includes(region));
  return [
    ...missing.map((region) => ({
      path: `${path}.senders.${region}`,
      what: "does not name what each of the two pipelines sends from",
      remedy: "deploy without the output, then write both egress endpoints of the channel here (docs/outputs.md)",
    })),
    ...strange.map((region) => ({
      path: `${path}.senders.${region}`,
      what: "is a region that does not send this output",
      remedy: `use: ${sending.join(", ")}`,
    })),
  ];
}

function frameProblems(path: string, height: number, { ladder }: Channel): Problem[] {
  const [top] = ladder.rungs;
  if (top === undefined || height <= top.height) return [];
  return [
    {
      path: `${path}.height`,
      what: `is above the highest rung, which has ${top.height} lines (${frameWidth(ladder, top.height)}x${top.height})`,
      given: String(height),
      remedy: `use ${top.height} or less`,
    },
  ];
}
