import { CONTRACT_OUTPUT, type EncodeRegionContract, type GlobalEdgeContract } from "../stacks/plain.ts";
import { RehearsalError } from "./errors.ts";
import type { ChannelReport } from "./report.ts";
import type { Session } from "./session.ts";
import type { EnvironmentStacks } from "./stackFiles.ts";

type EdgeOutput =
  | GlobalEdgeContract
  | { readonly role: "standalone"; readonly globalEdge: GlobalEdgeContract; readonly encodeRegion: EncodeRegionContract };

/** What the deployed edge says of its channels: the stack output that other teams read. */
export async function readChannels(session: Session, stacks: EnvironmentStacks): Promise<ChannelReport[]> {
  const channels: ChannelReport[] = [];
  for (const { name } of stacks.last) {
    const { code, stdout, stderr } = await session.pulumi(
      ["stack", "output", CONTRACT_OUTPUT, "--json", "--stack", name, "--non-interactive"],
      session.scratch.project,
    );
    if (code !== 0) throw new RehearsalError(`Stack ${name} has no contract: ${stderr.trim()}`);
    const contract = JSON.parse(stdout) as EdgeOutput;
    channels.push(...channelsOf(contract.role === "standalone" ? contract.globalEdge : contract));
  }
  return channels;
}

function channelsOf(edge: GlobalEdgeContract): ChannelReport[] {
  return Object.entries(edge.channels).map(([name, { title, regions, alignment, ingest, failoverIngest, playback }]) => ({
    name,
    title,
    regions,
    failover: alignment.failover,
    reason: alignment.reason,
    ingest,
    follows: failoverIngest ?? {},
    playback: Object.fromEntries(Object.entries(playback).filter((entry): entry is [string, string] => typeof entry[1] === "string")),
  }));
}
