import pulumi from "@pulumi/pulumi";
import { EncryptionKey } from "../storage/index.ts";
import { EdgeAlarms, type Paging } from "./alarms.ts";
import { GlobalDashboard } from "./dashboards.ts";
import type { GlobalChannel } from "./dashboardPlan.ts";
import { EDGE_REGION } from "./names.ts";
import type { EdgeThresholds } from "./thresholds.ts";
import { TopicPair } from "./topics.ts";

export interface EdgeWatchArgs {
  readonly environment: string;
  /** Twelve digits; a plain string, so that policies can read every document at preview. */
  readonly accountId: string;
  readonly distributionId: pulumi.Input<string>;
  /** Additional metrics are switched on for the distribution. */
  readonly monitoring: boolean;
  /** Name of the viewer-request function. */
  readonly functionName: string;
  /** Channels as the global dashboard shows them. */
  readonly channels: readonly GlobalChannel[];
  readonly thresholds: EdgeThresholds;
  readonly runbookUrl?: string;
  readonly alertEmail?: string;
  readonly eventEmail?: string;
  /** A topic in us-east-1 that exists, in place of the one that wakes people. */
  readonly alertTopicArn?: string;
}

/**
 * Whoever watches the edge: its alarms, their topics with a key of their own, and the dashboard of everything. The key is
 * never one that is brought along: a key that does not admit CloudWatch loses every alarm without a word.
 */
export class EdgeWatch extends pulumi.ComponentResource {
  readonly topics: TopicPair;
  readonly paging: Paging;
  readonly dashboardUrl: string;

  constructor(name: string, args: EdgeWatchArgs, opts?: pulumi.ComponentResourceOptions) {
    super("onair:alarms:EdgeWatch", name, {}, opts);
    const { environment, accountId, distributionId, monitoring, functionName, channels, thresholds, runbookUrl, ...told } = args;
    const prefix = `onair-${environment}-edge`;
    this.topics = new TopicPair(
      name,
      { ...topicsOf(told), prefix, accountId, region: EDGE_REGION, elsewhere: true, key: this.#key(name, args).handle },
      { parent: this },
    );
    const edge = { environment, monitoring, functionName };
    const alarms = new EdgeAlarms(
      name,
      { edge, distributionId, thresholds, topics: this.topics, ...(runbookUrl === undefined ? {} : { runbookUrl }) },
      { parent: this },
    );
    this.paging = alarms.paging;
    const shown = { environment, accountId, monitoring, functionName, distributionId, channels, alarms: alarms.telling };
    this.dashboardUrl = new GlobalDashboard(name, shown, { parent: this }).url;
    this.registerOutputs({ dashboardUrl: this.dashboardUrl });
  }

  #key(name: string, { environment, accountId }: EdgeWatchArgs): EncryptionKey {
    const sourceArn = `arn:aws:cloudwatch:${EDGE_REGION}:${accountId}:alarm:*`;
    return new EncryptionKey(
      name,
      {
        alias: `onair-${environment}-edge-alerts`,
        description: `Onair ${environment}: alerts of the edge`,
        accountId,
        region: EDGE_REGION,
        publishers: [{ service: "cloudwatch.amazonaws.com", conditioned: true, sourceArn }],
      },
      { parent: this },
    );
  }
}

type Told = Pick<EdgeWatchArgs, "alertEmail" | "eventEmail" | "alertTopicArn">;

function topicsOf({ alertEmail, eventEmail, alertTopicArn }: Told): Told {
  return {
    ...(alertEmail === undefined ? {} : { alertEmail }),
    ...(eventEmail === undefined ? {} : { eventEmail }),
    ...(alertTopicArn === undefined ? {} : { alertTopicArn }),
  };
}
