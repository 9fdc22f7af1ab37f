import type { Channel } from "../components/encode/index.ts";
import { globalEdgeContract, type EncodeRegionContract } from "./contract.ts";
import { showWindow, WINDOW_LENGTH, windowsOverlap } from "./maintenance.ts";
import type { Problem } from "./problems.ts";
import { regionMatchProblems } from "./regionMatch.ts";
import type { Settings } from "./settings.ts";

type EdgeRoleSettings = Extract<Settings, { role: "global-edge" }>;

/** Rules over the regions' contracts and the edge's own past, checked before anything is registered. */
export function edgeProblems(settings: EdgeRoleSettings, contracts: readonly EncodeRegionContract[], previous: unknown): Problem[] {
  return [
    ...contracts.flatMap((contract) => environmentProblems(settings, contract)),
    ...settings.lineup.channels.flatMap((channel) => channelProblems(settings, channel, contracts)),
    ...regionMatchProblems(settings.lineup, contracts),
    ...windowProblems(settings, contracts),
    ...domainProblems(settings, previous),
  ];
}

function stackOf(settings: EdgeRoleSettings, region: string): string {
  return `${settings.lineup.environment}-${region}`;
}

function environmentProblems(settings: EdgeRoleSettings, contract: EncodeRegionContract): Problem[] {
  const { environment } = settings.lineup;
  if (contract.environment === environment) return [];
  return [
    {
      path: `stack ${stackOf(settings, contract.region)}`,
      what: `belongs to another environment than ${environment}`,
      given: contract.environment,
      remedy: "deploy the region's stack from this environment",
    },
  ];
}

function channelProblems(settings: EdgeRoleSettings, channel: Channel, contracts: readonly EncodeRegionContract[]): Problem[] {
  const problems: Problem[] = [];
  const here = contracts.filter((contract) => channel.regions.includes(contract.region));
  for (const contract of here) {
    const entry = contract.channels[channel.name];
    const stack = stackOf(settings, contract.region);
    if (entry === undefined) {
      problems.push({
        path: `channel ${channel.name}`,
        what: `is in the lineup, and stack ${stack} does not run it yet`,
        remedy: `deploy it there first: pulumi up --stack ${stack}`,
      });
    } else if (entry.regions.join() !== channel.regions.join() || entry.uplink !== channel.uplink || entry.source !== channel.source.type) {
      problems.push({
        path: `channel ${channel.name}`,
        what: `has changed since stack ${stack} was deployed`,
        remedy: `deploy it there first: pulumi up --stack ${stack}`,
      });
    }
  }
  if (channel.uplink === "single") problems.push(...uplinkProblems(settings, channel, here));
  return problems;
}

/** An encoder that moves between regions must be admitted by both. */
function uplinkProblems(settings: EdgeRoleSettings, channel: Channel, contracts: readonly EncodeRegionContract[]): Problem[] {
  const [first, ...others] = contracts;
  if (first === undefined) return [];
  return others
    .filter((other) => other.encoderCidrs.join() !== first.encoderCidrs.join())
    .map((other) => ({
      path: `channel ${channel.name}`,
      what: `has one uplink that moves between regions, and stacks ${stackOf(settings, first.region)} and ${stackOf(settings, other.region)} admit different encoders`,
      given: `${first.encoderCidrs.join(" ")} against ${other.encoderCidrs.join(" ")}`,
      remedy: "write the same onair:encoderCidrs in both stack files and deploy both",
    }));
}

/** AWS restarts one region's channels at a time, so that viewers always have the other. A region that says nothing of its window is an older one. */
function windowProblems(settings: EdgeRoleSettings, contracts: readonly EncodeRegionContract[]): Problem[] {
  return contracts.flatMap((one, index) =>
    contracts.slice(index + 1).flatMap((other): Problem[] => {
      const shared = settings.lineup.channels.filter(({ regions }) => [one, other].every(({ region }) => regions.includes(region)));
      if (shared.length === 0 || one.maintenance === undefined || other.maintenance === undefined) return [];
      if (!windowsOverlap(one.maintenance, other.maintenance)) return [];
      return [
        {
          path: `stacks ${stackOf(settings, one.region)} and ${stackOf(settings, other.region)}`,
          what: `have maintenance windows that overlap, and AWS may restart both sides of ${shared.map(({ name }) => name).join(", ")} at once`,
          given: `${showWindow(one.maintenance)} and ${showWindow(other.maintenance)} UTC, ${WINDOW_LENGTH} hours each`,
          remedy: `write another onair:maintenanceDay or onair:maintenanceStart into Pulumi.${stackOf(settings, other.region)}.yaml and deploy that stack first`,
        },
      ];
    }),
  );
}

/** The renderer of the distribution follows the domain, so a live distribution would be replaced. */
function domainProblems(settings: EdgeRoleSettings, previous: unknown): Problem[] {
  const before = globalEdgeContract.safeParse(previous);
  if (!before.success || before.data.domain === settings.domain.name) return [];
  return [
    {
      path: `Pulumi.${settings.stack}.yaml onair:domain`,
      what: `cannot change on a live stack, where it is ${before.data.domain ?? "unset"}: the distribution viewers use would be replaced`,
      given: settings.domain.name,
      remedy: "put it back, or make a new environment for the new domain and move viewers to it",
    },
  ];
}
