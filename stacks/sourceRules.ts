import type { Channel, Source } from "../components/encode/index.ts";
import { inputResourceName, isPushSource, outputName, outputsOf, PRIMARY, sourcesOf, type KeyedSource } from "../components/encode/plan.ts";
import { flowProblems } from "./flowRules.ts";
import type { Problem } from "./problems.ts";
import { LIVE_REGIONS, SRT_REGIONS } from "./regions.ts";

/** MediaLive User Guide, "Limits for inputs": a channel takes twenty inputs, and two of them may be pushed. */
const INPUTS_PER_CHANNEL = 20;
const PUSH_INPUTS_PER_CHANNEL = 2;

/** Rules of a channel's sources: each for itself, then all together. */
export function sourceProblems(path: string, channel: Channel, production: boolean): Problem[] {
  return [
    ...sourcesOf(channel).flatMap((keyed) => oneSource(sourcePath(path, keyed.key), keyed, production)),
    ...sourcesOf(channel).flatMap((keyed) => srtRegionProblems(sourcePath(path, keyed.key), keyed, channel)),
    ...countProblems(path, channel),
    ...uplinkProblems(path, channel),
  ];
}

function sourcePath(path: string, key: string): string {
  return key === PRIMARY ? `${path}.source` : `${path}.moreInputs.${key}`;
}

function oneSource(path: string, { source }: KeyedSource, production: boolean): Problem[] {
  if (source.type === "mediaconnect") return flowProblems(path, source, production);
  if (source.type === "rtp-push" && !production) {
    return [
      {
        path: `${path}.type`,
        what: "needs two pipelines, and a development environment has one",
        given: source.type,
        remedy: "use another type, such as rtmp-push or mp4-demo",
      },
    ];
  }
  if (source.type === "rtmp-push" && source.instances[0] === source.instances[1]) {
    return [
      {
        path: `${path}.instances`,
        what: "gives both pipelines one name",
        given: source.instances.join(", "),
        remedy: "give the two pipelines different names",
      },
    ];
  }
  if ("urls" in source && production && source.urls.length < 2) {
    // Every input of a Standard channel is of the Standard class, which has two sources (User Guide, "Channel class and input class").
    return [
      {
        path: `${path}.urls`,
        what: "names one address, and a production channel has two pipelines",
        given: source.urls.join(", "),
        remedy: "add the address of a second source with the same programme",
      },
    ];
  }
  if (source.type === "srt-caller" && production && source.addresses.length < 2) {
    return [
      {
        path: `${path}.addresses`,
        what: "names one address, and a production channel has two pipelines",
        given: source.addresses.map(({ host, port }) => `${host}:${port}`).join(", "),
        remedy: "add the address of a second SRT listener with the same programme",
      },
    ];
  }
  return [];
}

/** An SRT input is made by CloudFormation, which does not know it everywhere. A region that is none has a problem of its own. */
function srtRegionProblems(path: string, { source }: KeyedSource, { regions }: Channel): Problem[] {
  if (source.type !== "srt-listener" && source.type !== "srt-caller") return [];
  const lacking = regions.filter((region) => LIVE_REGIONS.includes(region) && !SRT_REGIONS.includes(region));
  if (lacking.length === 0) return [];
  return [
    {
      path: `${path}.type`,
      what: `is SRT, and CloudFormation makes no MediaLive inputs in ${lacking.join(" and ")}`,
      given: source.type,
      remedy: `use another type there, such as rtp-push or mediaconnect, or regions among: ${SRT_REGIONS.join(", ")}`,
    },
  ];
}

function countProblems(path: string, channel: Channel): Problem[] {
  const all = sourcesOf(channel);
  // A flow pushes too (MediaLive User Guide, "Supported input formats and protocols").
  const pushed = all.filter(({ source }) => isPushSource(source) || source.type === "mediaconnect");
  const problems: Problem[] = [];
  if (all.length > INPUTS_PER_CHANNEL) {
    problems.push({
      path: `${path}.moreInputs`,
      what: `makes ${all.length} inputs with the source, and a MediaLive channel takes ${INPUTS_PER_CHANNEL}`,
      remedy: "remove some",
    });
  }
  if (pushed.length > PUSH_INPUTS_PER_CHANNEL) {
    problems.push({
      path: `${path}.moreInputs`,
      what: `makes ${pushed.length} pushed inputs with the source, and a MediaLive channel takes ${PUSH_INPUTS_PER_CHANNEL}`,
      given: pushed.map(({ key }) => key).join(", "),
      remedy: "remove some, or let MediaLive pull them",
    });
  }
  return problems;
}

const NO_UPLINK: Readonly<Partial<Record<Source["type"], string>>> = {
  "mp4-demo": "a file needs no uplink",
  mediaconnect: "MediaConnect flows have no failover names",
};

/** One uplink is one encoder, which pushes and follows one pair of names. */
function uplinkProblems(path: string, { uplink, regions, source, moreInputs = {} }: Channel): Problem[] {
  if (uplink === "both") return [];
  const problems: Problem[] = [];
  if (regions.length < 2) {
    problems.push({
      path: `${path}.uplink`,
      what: "is single, but the channel has no second region",
      given: uplink,
      remedy: "name two regions, or leave uplink out",
    });
  }
  if (!isPushSource(source)) {
    const why = NO_UPLINK[source.type] ?? "a source that MediaLive fetches needs no uplink";
    problems.push({ path: `${path}.uplink`, what: `is single, but ${why}`, given: uplink, remedy: "leave uplink out" });
  }
  for (const [key, other] of Object.entries(moreInputs)) {
    if (!isPushSource(other)) continue;
    problems.push({
      path: `${path}.moreInputs.${key}`,
      what: "is pushed, and the failover names of a single uplink lead to the channel's source alone",
      given: other.type,
      remedy: "let MediaLive pull it, or leave uplink out",
    });
  }
  return problems;
}

type Named = Pick<Channel, "name" | "moreInputs" | "outputs">;

/** Inputs are named `<channel>-<key>`, the flows of feeds `<channel>-out-<key>`, and so may a channel be. */
export function inputNameProblems(file: string, channels: readonly Named[]): Problem[] {
  const names = new Set(channels.map(({ name }) => name));
  const inputs = new Set(
    channels.flatMap(({ name, moreInputs = {} }) => Object.keys(moreInputs).map((key) => inputResourceName(name, key))),
  );
  return channels.flatMap((channel) => {
    const { name, moreInputs = {} } = channel;
    const ofInputs = Object.keys(moreInputs)
      .filter((key) => names.has(inputResourceName(name, key)))
      .map((key) => ({
        path: `${file} channels.${name}.moreInputs.${key}`,
        what: `makes an input named ${inputResourceName(name, key)}, which is a channel's name`,
        remedy: "give the input another key",
      }));
    const ofFeeds = outputsOf(channel)
      .filter(([, { type }]) => type === "mediaconnect")
      .map(([key]) => ({ key, flow: `${name}-${outputName(key)}` }))
      .filter(({ flow }) => names.has(flow) || inputs.has(flow))
      .map(({ key, flow }) => ({
        path: `${file} channels.${name}.outputs.${key}`,
        what: `makes flows named ${flow}, which is ${names.has(flow) ? "a channel's" : "an input's"} name, and flows are named like what they feed`,
        remedy: "give the output another key",
      }));
    return [...ofInputs, ...ofFeeds];
  });
}
