import aws from "@pulumi/aws";
import pulumi from "@pulumi/pulumi";
import { type IngestLabel, labelledAddresses } from "./ingestLabels.ts";
import { byName, contributionName } from "./names.ts";
import type { EdgeChannel, EdgeDomain, IngestAddress } from "./types.ts";

export interface ContributionNamesArgs {
  readonly domain: EdgeDomain;
  readonly channels: readonly EdgeChannel[];
}

/** An encoder asks for its name only when it connects: a minute is soon enough after an input was replaced. */
export const CONTRIBUTION_TTL = 60;

/** A plain name for each pipeline of each channel in each region. An input keeps its address for life, so these change only with the input. */
export class ContributionNames extends pulumi.ComponentResource {
  constructor(name: string, args: ContributionNamesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("onair:edge:ContributionNames", name, {}, opts);
    for (const { channel, region, label, address } of contributions(args.channels)) {
      new aws.route53.Record(
        `${name}-${channel}-${label}-${region}`,
        {
          zoneId: args.domain.zoneId,
          name: contributionName(channel, label, region, args.domain.name),
          type: "A",
          ttl: CONTRIBUTION_TTL,
          records: [address.ip],
        },
        { parent: this },
      );
    }
    this.registerOutputs({});
  }
}

interface Contribution {
  readonly channel: string;
  readonly region: string;
  readonly label: IngestLabel;
  readonly address: IngestAddress;
}

function contributions(channels: readonly EdgeChannel[]): Contribution[] {
  return [...channels]
    .sort((left, right) => byName(left.name, right.name))
    .flatMap((channel) =>
      Object.keys(channel.perRegion)
        .sort(byName)
        .flatMap((region) => labelledAddresses(channel.perRegion[region]).map((one) => ({ channel: channel.name, region, ...one }))),
    );
}
