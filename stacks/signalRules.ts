import { carriageOf, sourcesOf, type Channel, type Scte35 } from "../components/encode/plan.ts";
import { didYouMean, type Problem } from "./problems.ts";

/** Rules of a channel's markers, blanking and blackout. */
export function signalProblems(path: string, channel: Channel, production: boolean): Problem[] {
  return [...developmentProblems(path, channel, production), ...pidProblems(path, channel), ...endedProblems(path, channel)];
}

/** The typed resource of a development channel has no ad avail mode and no blackout slate; only the template of production says them. */
function developmentProblems(path: string, channel: Channel, production: boolean): Problem[] {
  if (production) return [];
  return (["scte35", "availBlanking", "blackout"] as const)
    .filter((field) => channel[field] !== undefined)
    .map((field) => ({
      path: `${path}.${field}`,
      what: "is set, and a development channel cannot be told what an ad avail is",
      remedy: `leave ${field} out, or make the environment a production one`,
    }));
}

/** PIDs exist in MPEG-TS, and in HLS of it. */
function pidProblems(path: string, channel: Channel): Problem[] {
  const inputs = new Map(sourcesOf(channel).map(({ key, source }) => [key, carriageOf(source.type)]));
  return Object.entries(channel.scte35?.pids ?? {}).flatMap(([key, pid]) => {
    const here = `${path}.scte35.pids.${key}`;
    const carriage = inputs.get(key);
    if (carriage === undefined) {
      const known = [...inputs.keys()];
      return [
        { path: here, what: "is not one of the channel's inputs", remedy: `${didYouMean(key, known)}use one of: ${known.join(", ")}` },
      ];
    }
    if (carriage.picks.includes("pid")) return [];
    return [
      {
        path: here,
        what: `picks a PID, and ${carriage.called} has none`,
        given: String(pid),
        remedy: "leave it out: such an input gets its messages from the schedule",
      },
    ];
  });
}

/** Where messages end in the encoder, nothing behind it can show them. */
function endedProblems(path: string, { scte35 }: Channel): Problem[] {
  if (scte35?.mode !== "none") return [];
  return wanted(scte35).map((field) => ({
    path: `${path}.scte35.${field}`,
    what: "asks for markers, and with mode none no message leaves the encoder",
    given: String(scte35[field]),
    remedy: `leave ${field} out, or write mode: passthrough`,
  }));
}

function wanted({
  hls,
  dash,
  periods,
  filter,
  manifests,
  segments,
}: Scte35): ("hls" | "dash" | "periods" | "filter" | "manifests" | "segments")[] {
  return [
    ...(hls === "none" ? [] : (["hls"] as const)),
    ...(dash === "none" ? [] : (["dash"] as const)),
    ...(periods ? (["periods"] as const) : []),
    ...(filter.length === 0 ? [] : (["filter"] as const)),
    ...(manifests === "all" ? [] : (["manifests"] as const)),
    ...(segments === "none" ? [] : (["segments"] as const)),
  ];
}
