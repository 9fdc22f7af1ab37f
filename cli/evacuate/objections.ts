import { sentenceList } from "./words.ts";
import { readinessOf, type Readiness } from "./plan.ts";
import type { Situation } from "./situation.ts";

/** Why nothing should be moved. `final`: whatever is said; otherwise `--force` goes over it. */
export interface Objection {
  readonly final: boolean;
  readonly sentence: string;
}

/** What speaks against leaving the region. */
export function objectionsToLeaving(situation: Situation, environment = situation.environment): Objection[] {
  const { region, moves, store } = situation;
  if (store.evacuated !== undefined && store.evacuated !== region)
    return [
      {
        final: true,
        sentence: `${store.evacuated} is evacuated already, and only one region can be; bring it back first (npx onair return ${store.evacuated} --env ${environment}).`,
      },
    ];
  if (moves.length > 0 && moves.every(({ to }) => to === undefined))
    return [{ final: true, sentence: `No channel of ${environment} has another region than ${region}: nothing could be moved.` }];
  return [...idleIn(readinessOf(moves, region, "leave", situation.looks), environment), ...deployingIn(situation, environment)];
}

/** A deployment that has its hands on what viewers would be led to. */
function deployingIn({ moves, looks, store: { deployment } }: Situation, environment: string): Objection[] {
  const handled = moves.filter(
    ({ channel, to }) =>
      to !== undefined && (looks[to]?.find(({ name }) => name === channel)?.deploying === true || deployment?.leaving[channel] === to),
  );
  const goOn = `npx onair deploy --env ${environment}`;
  const objections = [...new Set(handled.map(({ to = "" }) => to))].map((to) => {
    const channels = sentenceList(handled.filter((one) => one.to === to).map(({ channel }) => channel));
    return {
      final: false,
      sentence: `A deployment has ${channels} in ${to} in its hands (tag onair:deploy, or a route that leads viewers out of there), and may stop what would be served; let it end, or go on with one that was killed (${goOn}).`,
    };
  });
  const holder = deployment?.holder;
  if (holder === undefined) return objections;
  return [
    ...objections,
    {
      final: false,
      sentence: `A deployment of ${environment} is going on: run ${holder.id} on ${holder.host} (process ${String(holder.pid)}), last heard of at ${holder.at}; it may stop channels in the region that is to serve. Wait for it, or end it where it runs.`,
    },
  ];
}

/** What speaks against bringing the region back. `unwell`: channels that run there and are not well; undefined where nobody could be asked. */
export function objectionsToReturning(situation: Situation, unwell: readonly string[] | undefined): Objection[] {
  const { region, moves, store, environment, looks } = situation;
  if (store.evacuated !== undefined && store.evacuated !== region)
    return [
      {
        final: true,
        sentence: `${region} is not evacuated; ${store.evacuated} is (npx onair return ${store.evacuated} --env ${environment}).`,
      },
    ];
  const coming = readinessOf(moves, region, "return", looks);
  const unknown = coming.filter(({ verdict }) => verdict === "unknown").map(({ channel }) => channel);
  const objections = idleIn(coming, environment);
  if (unknown.length > 0)
    objections.push({
      final: false,
      sentence: `Nobody knows whether ${sentenceList(unknown)} can be served from ${region}: MediaLive there does not answer.`,
    });
  if (unwell === undefined)
    objections.push({ final: false, sentence: `CloudWatch in ${region} does not answer, so nobody knows whether its channels are well.` });
  else if (unwell.length > 0)
    objections.push({
      final: false,
      sentence: `${sentenceList(unwell)} ${unwell.length === 1 ? "runs" : "run"} in ${region}, and no pipeline there is well (health alarms).`,
    });
  return objections;
}

function idleIn(readiness: readonly Readiness[], environment: string): Objection[] {
  return readiness
    .filter(({ verdict }) => verdict === "idle")
    .map(({ channel, in: target, state }) => ({
      final: false,
      sentence: `${channel} is ${state ?? "not running"} in ${target} and could not be served from there; start it first (npx onair start ${channel} --region ${target} --env ${environment}).`,
    }));
}
