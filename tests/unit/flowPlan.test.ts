import assert from "node:assert/strict";
import fc from "fast-check";
import { channelComposites, channelMetricAlarms, CHANNEL_THRESHOLDS, type AlarmedChannel } from "../../components/alarms/index.ts";
import {
  entitlementArgs,
  feedFromFlows,
  flowArgs,
  flowPlans,
  flowRoleName,
  flowSecretsPolicy,
  flowTrust,
  outputArgs,
  portsOf,
  secondSourceArgs,
  secretsOf,
  type FlowContext,
  type FlowSource,
} from "../../components/contribution/index.ts";
import { alignmentOf, carriageOf, encoderPlan, inputPlans, takesPassphrase, type Channel } from "../../components/encode/index.ts";
import { windowsOverlap, WEEK_DAYS, type MaintenanceWindow } from "../../stacks/maintenance.ts";
import { matches } from "../../rehearsal/cloud/policies.ts";
import { ARENA } from "../support/lineups.ts";

const CONTEXT: FlowContext = {
  name: "onair-prod-feed",
  resource: "feed",
  pipelines: ["a", "b"],
  zones: ["us-east-1a", "us-east-1c"],
  encoderCidrs: ["203.0.113.7/32"],
  maintenance: { day: "SUNDAY", startTime: "23:00" },
};
const SRT: FlowSource = {
  type: "mediaconnect",
  timecode: "embedded",
  feed: { protocol: "srt-listener", port: 5000, latencyMilliseconds: 1000 },
};
const RIST = { protocol: "rist", port: 5000, latencyMilliseconds: 500, unencrypted: "allowed" } as const;
const EVERYTHING: FlowSource = {
  ...SRT,
  secondFeed: {
    protocol: "srt-caller",
    latencyMilliseconds: 800,
    addresses: ["a", "b"].map((host) => ({ host: `${host}.feed.tv`, port: 9000 })),
  },
  failover: { mode: "failover", primary: "feed" },
  share: {
    partner: { accounts: ["210987654321"], dataTransferFeePercent: 50, encryption: { algorithm: "aes256", keySecret: "onair/partner" } },
  },
  outputs: {
    truck: { protocol: "rist", addresses: [{ host: "truck.feed.tv", port: 7000 }], unencrypted: "allowed" },
    monitor: { protocol: "srt-listener", port: 6000, admit: ["192.0.2.7/32"], latencyMilliseconds: 300, passphraseSecret: "onair/monitor" },
  },
};
const PLACE = { accountId: "123456789012", region: "us-east-1" };
const SECRETS = {
  roleArn: "arn:aws:iam::123456789012:role/onair",
  passphrase: "arn:aws:secretsmanager:us-east-1:123456789012:secret:onair/prod/feed/srt-AbCdEf",
  named: {
    "onair/partner": { arn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:onair/partner-AbCdEf" },
    "onair/monitor": { arn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:onair/monitor-AbCdEf" },
  },
};
const FEED: Channel = { ...ARENA, name: "feed", source: SRT };

describe("flowPlans", () => {
  it("[L9] makes a flow for each pipeline, in a zone of its own, named by keys", () => {
    const plans = flowPlans(SRT, CONTEXT);
    assert.deepEqual(
      plans.map(({ pipeline, name, resource, zone }) => [pipeline, name, resource, zone]),
      [
        ["a", "onair-prod-feed-a", "feed-a", "us-east-1a"],
        ["b", "onair-prod-feed-b", "feed-b", "us-east-1c"],
      ],
    );
    assert.deepEqual(plans[0]?.first, {
      name: "first",
      protocol: "srt-listener",
      description: "onair-prod-feed, first source",
      latency: 1000,
      encrypted: true,
      listen: { port: 5000, whitelistCidr: "203.0.113.7/32" },
    });
  });

  it("[L9] never puts both flows into one zone, nor makes one without", () => {
    assert.throws(
      () => flowPlans(SRT, { ...CONTEXT, zones: ["us-east-1a", "us-east-1a"] }),
      /both flows of onair-prod-feed would be in us-east-1a/,
    );
    assert.throws(() => flowPlans(SRT, { ...CONTEXT, zones: ["us-east-1a"] }), /not an Availability Zone for pipeline b/);
    assert.equal(flowPlans(SRT, { ...CONTEXT, pipelines: ["a"], zones: ["us-east-1a"] }).length, 1);
  });

  it("[L2 L9] admits one network: the feed's own, or the region's only one", () => {
    const admitted = (feed: FlowSource["feed"], encoderCidrs: readonly string[]): string | undefined =>
      flowPlans({ ...SRT, feed }, { ...CONTEXT, encoderCidrs })[0]?.first.listen?.whitelistCidr;
    const two = ["203.0.113.7/32", "198.51.100.0/24"];
    assert.equal(admitted({ ...RIST, admit: "198.51.100.0/24" }, two), "198.51.100.0/24");
    assert.equal(admitted(RIST, ["203.0.113.7/32"]), "203.0.113.7/32");
    assert.throws(() => admitted(RIST, two), /not the network that may send to the first source/);
    assert.throws(() => admitted(RIST, []), /not the network/);
  });

  it("[L3 L9] gives the two flows windows that follow each other and never meet", () => {
    const days = WEEK_DAYS;
    fc.assert(
      fc.property(fc.constantFrom(...days), fc.integer({ min: 0, max: 23 }), (day, hour) => {
        const maintenance: MaintenanceWindow = { day, startTime: `${String(hour).padStart(2, "0")}:00` };
        const [a, b] = flowPlans(SRT, { ...CONTEXT, maintenance }).map((plan): MaintenanceWindow => {
          const own = days.find((one) => one === plan.maintenance.day.toUpperCase());
          assert.ok(own !== undefined && /^([01]\d|2[0-3]):00$/.test(plan.maintenance.startHour));
          return { day: own, startTime: plan.maintenance.startHour };
        });
        assert.ok(a !== undefined && b !== undefined);
        assert.deepEqual(a, maintenance);
        assert.equal(windowsOverlap(a, b), false);
      }),
    );
    assert.deepEqual(flowPlans(SRT, CONTEXT)[1]?.maintenance, { day: "Monday", startHour: "01:00" });
  });

  it("[L9] orders outputs and entitlements by key, whatever order they were written in", () => {
    const keys = fc.uniqueArray(fc.constantFrom("a", "b", "c", "dd"), { minLength: 1 });
    const share = { accounts: ["210987654321"], dataTransferFeePercent: 0 };
    fc.assert(
      fc.property(keys, (order) => {
        const plan = (names: readonly string[]): unknown =>
          flowPlans({ ...SRT, share: Object.fromEntries(names.map((name) => [name, share])) }, CONTEXT);
        assert.deepEqual(plan(order), plan([...order].sort()));
      }),
    );
  });

  it("[L9] sends a lone address from the flow of pipeline a only, and listens on both", () => {
    const sent = flowPlans(EVERYTHING, CONTEXT).map(({ outputs }) => outputs.map(({ name }) => name));
    assert.deepEqual(sent, [["monitor", "truck"], ["monitor"]]);
  });

  it("[L9] counts the ports that mend losses", () => {
    assert.deepEqual(
      (["srt-listener", "rist", "rtp", "rtp-fec"] as const).map((protocol) => portsOf(protocol, 5000)),
      [[5000], [5000, 5001], [5000], [5000, 5002, 5004]],
    );
  });
});

describe("flows in the words of MediaConnect", () => {
  const [plan, other] = flowPlans(EVERYTHING, CONTEXT);
  assert.ok(plan?.second !== undefined && other?.second !== undefined);
  const { second } = plan;

  it("[L2 L9] encrypts every SRT source with the input's passphrase and lets no caller in unasked", () => {
    assert.deepEqual(flowArgs(plan, SECRETS), {
      name: "onair-prod-feed-a",
      availabilityZone: "us-east-1a",
      maintenance: { maintenanceDay: "Sunday", maintenanceStartHour: "23:00" },
      source: {
        name: "first",
        description: "onair-prod-feed, first source",
        protocol: "srt-listener",
        ingestPort: 5000,
        whitelistCidr: "203.0.113.7/32",
        minLatency: 1000,
        decryption: { keyType: "srt-password", roleArn: SECRETS.roleArn, secretArn: SECRETS.passphrase },
      },
      sourceFailoverConfig: { state: "ENABLED", failoverMode: "FAILOVER", sourcePriority: { primarySource: "first" } },
    });
    assert.throws(() => flowArgs(plan, undefined), /no passphrase/);
  });

  it("[L9] lets a second source call its own address for each pipeline", () => {
    const called = [second, other.second].map((one) => one && secondSourceArgs(one, "arn", SECRETS).sourceListenerAddress);
    assert.deepEqual(called, ["a.feed.tv", "b.feed.tv"]);
    assert.equal("whitelistCidr" in secondSourceArgs(second, "arn", SECRETS), false);
  });

  it("[L9] merges what can be merged, with its window, and takes RIST's latency as the longest", () => {
    const source: FlowSource = {
      ...SRT,
      feed: RIST,
      secondFeed: { ...RIST, port: 5010 },
      failover: { mode: "merge", recoveryWindowMilliseconds: 300 },
    };
    const [merged] = flowPlans(source, CONTEXT);
    assert.ok(merged);
    const args = flowArgs(merged, undefined);
    assert.deepEqual(args.sourceFailoverConfig, { state: "ENABLED", failoverMode: "MERGE", recoveryWindow: 300 });
    const given = args.source as { maxLatency?: number; minLatency?: number; decryption?: unknown };
    assert.deepEqual([given.maxLatency, given.minLatency, given.decryption], [500, undefined, undefined]);
  });

  it("[L9] names accounts in entitlements, and networks or a place in outputs", () => {
    const [entitlement] = plan.entitlements;
    assert.ok(entitlement);
    assert.deepEqual(entitlementArgs(entitlement, "arn", SECRETS), {
      flowArn: "arn",
      name: "partner",
      description: "Shared with 210987654321",
      subscribers: ["210987654321"],
      dataTransferSubscriberFeePercent: 50,
      entitlementStatus: "ENABLED",
      encryption: { algorithm: "aes256", keyType: "static-key", roleArn: SECRETS.roleArn, secretArn: SECRETS.named["onair/partner"].arn },
    });
    const [monitor, truck] = plan.outputs.map((output) => outputArgs(output, "arn", SECRETS));
    assert.deepEqual(
      [monitor?.cidrAllowList, monitor?.destination, truck?.cidrAllowList, truck?.destination],
      [["192.0.2.7/32"], undefined, undefined, "truck.feed.tv"],
    );
    assert.deepEqual(
      secretsOf(EVERYTHING).map(({ secret }) => secret),
      ["onair/monitor", "onair/partner"],
    );
  });
});

describe("who may do what with flows", () => {
  it("[O4 L9] MediaConnect alone takes the role of the flows, for flows of this account and region", () => {
    assert.deepEqual(JSON.parse(flowTrust(PLACE)), {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "mediaconnect.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: {
            StringEquals: { "aws:SourceAccount": "123456789012" },
            ArnLike: { "aws:SourceArn": "arn:aws:mediaconnect:us-east-1:123456789012:flow:*" },
          },
        },
      ],
    });
    assert.ok(flowRoleName("e".repeat(12), "c".repeat(24), "ap-northeast-1").length <= 64);
  });

  it("[L2 O4 L9] the role reads its own secrets, each once, and nothing else", () => {
    const one = { arn: SECRETS.passphrase };
    const { Statement } = JSON.parse(flowSecretsPolicy([one, one], PLACE)) as {
      Statement: { Resource: string[]; Action: string | string[] }[];
    };
    assert.ok(Statement.every(({ Resource }) => Resource.length === 1 && Resource[0] === one.arn));
    assert.deepEqual(Statement.flatMap(({ Action }) => Action).sort(), [
      "secretsmanager:DescribeSecret",
      "secretsmanager:GetResourcePolicy",
      "secretsmanager:GetSecretValue",
      "secretsmanager:ListSecretVersionIds",
    ]);
  });

  it("[O4 L9] MediaLive reaches the channel's own flows by name, and no other channel's", () => {
    const [statement] = feedFromFlows(["onair-prod-feed-a"], PLACE);
    const resources = statement?.Resource as string[];
    const reaches = (name: string): boolean =>
      resources.some((pattern) => matches(pattern, `arn:aws:mediaconnect:us-east-1:123456789012:flow:1-Abc-123:${name}`));
    assert.equal(reaches("onair-prod-feed-a"), true);
    assert.equal(reaches("onair-prod-feed-b"), false);
    assert.equal(reaches("onair-prod-other-a"), false);
    assert.deepEqual(feedFromFlows([], PLACE), []);
  });
});

describe("a channel fed by flows", () => {
  it("[L1 L9] has one MEDIACONNECT input, carries all that MPEG-TS does, and is seamless with timecode alone", () => {
    assert.deepEqual(
      inputPlans(FEED, { environment: "prod", production: true }).map(({ name, type }) => [name, type]),
      [["onair-prod-feed", "MEDIACONNECT"]],
    );
    assert.equal(carriageOf("mediaconnect").severalAudios, true);
    assert.equal(alignmentOf(FEED).failover, "seamless");
    assert.equal(alignmentOf({ ...FEED, source: { ...SRT, timecode: "none" } }).failover, "visible");
    const { locking } = encoderPlan({ ...FEED, source: { ...SRT, timecode: "none" } }, { environment: "prod", production: true });
    assert.equal(locking.method, "VIDEO_ALIGNMENT");
  });

  it("[L2 L9] takes a passphrase for SRT and for nothing else", () => {
    assert.equal(takesPassphrase(SRT), true);
    assert.equal(takesPassphrase(EVERYTHING), true);
    assert.equal(takesPassphrase({ ...SRT, feed: RIST }), false);
  });

  it("[O2 L9] has an alarm on each flow that asks for a look, and only while the channel is wanted on air", () => {
    const watched: AlarmedChannel = {
      environment: "prod",
      channel: "feed",
      region: "us-east-1",
      pipelines: ["a", "b"],
      outputGroup: "origin",
      channelGroup: "onair-prod-main",
      originChannel: "feed",
      liveEndpoint: "live",
      feed: "live",
      uplink: "both",
      preferred: true,
      elsewhere: true,
      frameRate: 30,
      scored: true,
      epochLocked: true,
      videoAligned: false,
      countsPackets: true,
      flows: ["a", "b"],
    };
    const alarms = channelMetricAlarms(watched, CHANNEL_THRESHOLDS).filter(({ flow }) => flow !== undefined);
    assert.deepEqual(
      alarms.map(({ name, flow, queries: [query], missing }) => [
        name,
        flow,
        query && "metric" in query && query.metric.idDimension,
        missing,
      ]),
      ["a", "b"].map((pipeline) => [`onair-prod-feed-us-east-1-flow-${pipeline}`, pipeline, "FlowARN", "breaching"]),
    );
    const composites = channelComposites(watched, undefined);
    const reading = composites.filter(({ rule }) => rule.includes("-flow-a"));
    assert.deepEqual(
      reading.map(({ key, tells }) => [key, tells]),
      [["notice", "notice"]],
    );
    assert.match(
      reading[0]?.rule ?? "",
      /^\(\(ALARM\("onair-prod-feed-us-east-1-on-air"\) AND NOT ALARM\("onair-prod-feed-us-east-1-settling"\)\) AND /,
    );
    assert.equal(
      channelMetricAlarms({ ...watched, flows: [] }, CHANNEL_THRESHOLDS).some(({ flow }) => flow !== undefined),
      false,
    );
  });
});
