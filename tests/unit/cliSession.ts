import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { main } from "../../cli/program.ts";
import type { Session, Tools } from "../../cli/session.ts";
import type { EncodeRegionContract, GlobalEdgeContract } from "../../stacks/index.ts";

const PROJECT = join(import.meta.dirname, "..", "..");

/** A copy of what `onair init` reads of this project. */
export function projectCopy(): string {
  const folder = mkdtempSync(join(tmpdir(), "onair-cli-"));
  for (const part of [
    "Pulumi.yaml",
    "Pulumi.dev.yaml",
    "Pulumi.prod-us-east-1.yaml",
    "Pulumi.prod-eu-west-1.yaml",
    "Pulumi.prod-global.yaml",
    "lineups",
  ]) {
    cpSync(join(PROJECT, part), join(folder, part), { recursive: true });
  }
  return folder;
}

export function removeCopy(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly questions: readonly string[];
}

export interface RunWith {
  readonly cwd: string;
  /** Answers typed at a terminal; without them nobody sits there. */
  readonly typed?: readonly string[];
  /** Lines of standard input. */
  readonly piped?: readonly string[];
  readonly tools?: Partial<Tools>;
}

/** Runs `onair` in this process and catches what it says. */
export async function onair(args: readonly string[], { cwd, typed, piped: lines = [], tools }: RunWith): Promise<Run> {
  const out: string[] = [];
  const err: string[] = [];
  const questions: string[] = [];
  const left = [...(typed ?? [])];
  const piped = [...lines];
  const session: Session = {
    cwd,
    interactive: typed !== undefined,
    watched: typed !== undefined,
    print: (text) => void out.push(text),
    tell: (text) => void err.push(text),
    loud: (text) => text,
    ask: (question) => {
      questions.push(question);
      const answer = left.shift();
      return answer === undefined ? Promise.reject(new Error(`nobody answers: ${question}`)) : Promise.resolve(answer);
    },
    askHidden: (asked) => {
      questions.push(...asked);
      return Promise.resolve(asked.flatMap(() => piped.shift() ?? left.shift() ?? []));
    },
    tools: {
      runPulumi: () => Promise.resolve({ code: 255, stdout: "", stderr: "error: no CLI in this test" }),
      callerAccount: () => Promise.resolve({ unknown: "no credentials in this test" }),
      pollSeconds: 0.01,
      ...tools,
    },
  };
  const code = await main(args, session);
  return { code, out: out.join("\n"), err: err.join("\n"), questions };
}

/** A Pulumi CLI that knows the contracts of some stacks. */
export function pulumiWith(contracts: Readonly<Record<string, unknown>>): Tools["runPulumi"] {
  return (args) => {
    const stack = args[args.indexOf("--stack") + 1] ?? "";
    if (args[0] !== "stack" || args[1] !== "output" || args[2] !== "contract" || !args.includes("--json"))
      return Promise.reject(new Error(`not expected: pulumi ${args.join(" ")}`));
    if (stack in contracts) return Promise.resolve({ code: 0, stdout: JSON.stringify(contracts[stack]), stderr: "" });
    return Promise.resolve({ code: 255, stdout: "", stderr: `error: no stack named '${stack}' found` });
  };
}

export const ACCOUNT = "123456789012";

export function edgeContract(
  environment: string,
  channels: readonly string[],
  playbackKeyIds: Readonly<Record<string, string>> = { first: "K2JCJMDEHXQW5F" },
): GlobalEdgeContract {
  const url = (name: string, file: string): string => `https://watch.live.team.tv/out/v1/${environment}-main/${name}/live/${file}`;
  const one = (name: string): GlobalEdgeContract["channels"][string] => ({
    title: `The ${name}`,
    regions: ["us-east-1", "eu-west-1"],
    alignment: { failover: "seamless", epochLocked: true, reason: "timecode" },
    playback: { hls: url(name, "hls.m3u8"), lowLatencyHls: url(name, "ll.m3u8"), dash: url(name, "dash.mpd") },
    ingest: {},
  });
  return {
    contractVersion: 1,
    role: "global-edge",
    environment,
    accountId: ACCOUNT,
    viewerUrl: "https://watch.live.team.tv",
    distribution: { id: "E1", arn: `arn:aws:cloudfront::${ACCOUNT}:distribution/E1`, domainName: "d1.cloudfront.net" },
    playbackKeyIds,
    keyGroupId: "g",
    viewerStoreArn: `arn:aws:cloudfront::${ACCOUNT}:key-value-store/0a1b2c3d`,
    accessLogBucket: "logs",
    channels: Object.fromEntries(channels.map((name) => [name, one(name)])),
  };
}

export function regionContract(environment: string, region: string, channels: Readonly<Record<string, string>>): EncodeRegionContract {
  const one = (name: string, id: string): EncodeRegionContract["channels"][string] => ({
    title: `The ${name}`,
    channelId: id,
    channelArn: `arn:aws:medialive:${region}:${ACCOUNT}:channel:${id}`,
    regions: [region],
    source: "mp4-demo",
    uplink: "both",
    alignment: { failover: "visible", epochLocked: false, reason: "file" },
    encodeHash: "0",
    segmentSeconds: 4,
    ingest: [],
    origin: { channelGroup: "main", channel: name, liveEndpoint: "live" },
    health: [],
  });
  return {
    contractVersion: 1,
    role: "encode-region",
    environment,
    region,
    accountId: ACCOUNT,
    encoderCidrs: [],
    alertTopicArn: "arn",
    channelGroups: {},
    channels: Object.fromEntries(Object.entries(channels).map(([name, id]) => [name, one(name, id)])),
  };
}
