/** What a rehearsal came to; `--json` prints it as it is. */
export interface Report {
  readonly environment: string;
  /** Wall clock of the whole run, seconds. */
  readonly seconds: number;
  readonly pulumi: string;
  readonly stacks: readonly StackReport[];
  readonly channels: readonly ChannelReport[];
  /** Names of the policy rules that were met by every stack. */
  readonly rulesPassed: readonly string[];
  /** What an earlier run that was killed had left pending, settled before this one went on: `<stack>: creating <type> <name>`. */
  readonly settled: readonly string[];
  readonly refused: RefusalReport | undefined;
  /** Messages of the alarms that were set off to test who is told. */
  readonly alerts: readonly AlertReport[];
  /** The player's page as it was published; absent where the edge has none. */
  readonly published: PublishedReport | undefined;
  /** Commands to go on with, run from the project's folder. */
  readonly next: readonly NextCommand[];
}

export interface StackReport {
  readonly stack: string;
  readonly region: string;
  readonly resources: number;
  /** First deployment in this run, seconds. */
  readonly seconds: number;
  readonly changes: Readonly<Record<string, number>>;
}

export interface ChannelReport {
  readonly name: string;
  readonly title: string;
  readonly regions: readonly string[];
  readonly failover: "seamless" | "visible";
  readonly reason: string;
  /** Ingest URLs by region, then pipeline. */
  readonly ingest: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Ingest URLs that follow the healthy region, by pipeline. */
  readonly follows: Readonly<Record<string, string>>;
  readonly playback: Readonly<Record<string, string>>;
}

/** A weakened variant, and how the policy pack refused it. */
export interface RefusalReport {
  readonly title: string;
  readonly stack: string;
  readonly rule: string;
  readonly resource: string;
  readonly message: string;
}

/** A test message that arrived. */
export interface AlertReport {
  /** Protocol and endpoint of the subscription. */
  readonly to: string;
  readonly subject: string;
}

export interface PublishedReport {
  readonly url: string;
  /** Files of the page, and how many of them were new or changed. */
  readonly files: number;
  readonly uploaded: number;
}

export interface NextCommand {
  readonly command: string;
  readonly purpose: string;
}
