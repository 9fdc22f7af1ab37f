import { audioSelectors, FAILOVER_TYPES, PRIMARY, type Channel, type Source } from "../components/encode/plan.ts";
import { didYouMean, type Problem } from "./problems.ts";

/** What MediaLive asks of the two inputs of a pair (User Guide, "Automatic input failover" and "Limits for inputs"). */
export function failoverProblems(path: string, channel: Channel): Problem[] {
  const { inputFailover, moreInputs = {}, source } = channel;
  if (inputFailover === undefined) return [];
  const here = `${path}.inputFailover`;
  const { to } = inputFailover;
  const other = Object.hasOwn(moreInputs, to) ? moreInputs[to] : undefined;
  return [
    ...(other === undefined ? [missing(`${here}.to`, to, Object.keys(moreInputs))] : pairProblems(`${here}.to`, to, source, other)),
    ...silenceProblems(here, channel),
  ];
}

function missing(path: string, given: string, keys: readonly string[]): Problem {
  if (given === PRIMARY) return { path, what: "is the source itself", given, remedy: "name a further input, of moreInputs" };
  const known = keys.length === 0 ? "write the second input under moreInputs first" : `use one of: ${keys.join(", ")}`;
  return { path, what: "is not one of the channel's further inputs", given, remedy: `${didYouMean(given, keys)}${known}` };
}

function pairProblems(path: string, key: string, source: Source, other: Source): Problem[] {
  const unfit = [source, other].find(({ type }) => !FAILOVER_TYPES.includes(type));
  if (unfit !== undefined) {
    return [
      {
        path,
        what: `makes a pair with ${unfit.type}, and MediaLive fails over between inputs that are pushed`,
        given: key,
        remedy: `use ${FAILOVER_TYPES.join(", ")} for both`,
      },
    ];
  }
  const problems: Problem[] = [];
  if (source.type !== other.type) {
    problems.push({
      path,
      what: `is ${other.type}, and the source is ${source.type}: MediaLive pairs inputs of one type`,
      given: key,
      remedy: "use one type for both",
    });
  }
  if (source.timecode !== other.timecode) {
    problems.push({
      path,
      what: `has timecode ${other.timecode}, and the source ${source.timecode}: the two must bring the same, or a failover changes how the channel is cut`,
      given: key,
      remedy: "write the same timecode for both",
    });
  }
  return problems;
}

function silenceProblems(path: string, channel: Channel): Problem[] {
  const track = channel.inputFailover?.audioSilence?.track;
  const known = audioSelectors(channel).map(({ name }) => name);
  if (track === undefined || (channel.audio !== undefined && channel.audio.tracks.length > 0 && known.includes(track))) return [];
  const named = channel.audio?.tracks.map(({ name }) => name) ?? [];
  return [
    {
      path: `${path}.audioSilence.track`,
      what: "is not one of the channel's audio tracks",
      given: track,
      remedy: named.length === 0 ? "leave track out: the channel names none" : `${didYouMean(track, named)}use one of: ${named.join(", ")}`,
    },
  ];
}
