import assert from "node:assert/strict";
import fc from "fast-check";
import {
  channelComposites,
  channelEventPattern,
  channelMetricAlarms,
  regionDashboards,
  RUNBOOK_URL,
} from "../../components/alarms/index.ts";
import {
  alignmentOf,
  attachmentPlans,
  cmafTemplate,
  encoderPlan,
  hlsChannelArgs,
  type Channel,
  type InputFailover,
} from "../../components/encode/index.ts";
import { watchedChannel } from "../../components/encode/watched.ts";
import { originNames } from "../../components/encode/names.ts";
import { failoverProblems } from "../../stacks/failoverRules.ts";
import { buildInputFailover, inputFailoverSchema } from "../../stacks/failoverSchema.ts";
import { CHANNEL_THRESHOLDS, channelLike } from "../support/alarms.ts";
import { ARENA, DEMO, MAINTENANCE, STUDIO } from "../support/lineups.ts";
import { recordProgram } from "../support/mocks.ts";

const PROD = { environment: "prod", production: true };
const DEV = { environment: "dev", production: false };
const PAIR: InputFailover = { to: "backup", prefer: "primary", clearMilliseconds: 30_000, inputLossMilliseconds: 1000 };
const PAIRED: Channel = { ...STUDIO, moreInputs: { backup: STUDIO.source }, inputFailover: PAIR };

interface Attachment {
  InputAttachmentName: string;
  InputId: unknown;
  AutomaticInputFailoverSettings?: unknown;
}

function attachmentsOf(channel: Channel): { attachments: Attachment[]; parameters: readonly string[] } {
  const { body, parameters } = cmafTemplate(encoderPlan(channel, PROD), MAINTENANCE);
  const { Resources } = JSON.parse(body) as { Resources: { Channel: { Properties: { InputAttachments: Attachment[] } } } };
  return { attachments: Resources.Channel.Properties.InputAttachments, parameters };
}

const read = (written: unknown): InputFailover => buildInputFailover(inputFailoverSchema.parse(written));

describe("a pair of inputs", () => {
  it("[L1] stands on the source's attachment and names the other by the parameter that holds its id", () => {
    const { attachments, parameters } = attachmentsOf(PAIRED);
    assert.deepEqual(parameters, ["IngestUrlA", "IngestUrlB", "InputId", "InputIdBackup", "RoleArn"]);
    assert.deepEqual(attachments[0]?.AutomaticInputFailoverSettings, {
      ErrorClearTimeMsec: 30_000,
      FailoverConditions: [{ FailoverConditionSettings: { InputLossSettings: { InputLossThresholdMsec: 1000 } } }],
      InputPreference: "PRIMARY_INPUT_PREFERRED",
      SecondaryInputId: { Ref: "InputIdBackup" },
    });
    assert.equal(attachments[1]?.InputAttachmentName, "backup");
    assert.equal(attachments[1].AutomaticInputFailoverSettings, undefined);
  });

  it("[L1] says every condition there is, the silent track by the selector that both inputs have", () => {
    const failover: InputFailover = {
      ...PAIR,
      prefer: "either",
      videoBlack: { milliseconds: 3000, level: 0.1 },
      audioSilence: { milliseconds: 5000 },
    };
    const track = { language: "eng", role: "main" as const };
    const audio = {
      loudness: "none" as const,
      tracks: [
        { ...track, name: "deutsch", title: "Deutsch", isDefault: false, pick: { by: "pid" as const, pid: 40 } },
        { ...track, name: "english", title: "English", isDefault: true },
      ],
    };
    const channel: Channel = { ...ARENA, moreInputs: { backup: ARENA.source }, inputFailover: failover };
    const conditions = (of: Channel): unknown =>
      (attachmentsOf(of).attachments[0]?.AutomaticInputFailoverSettings as { FailoverConditions: unknown }).FailoverConditions;
    const silence = (AudioSelectorName: string): unknown => ({
      FailoverConditionSettings: { AudioSilenceSettings: { AudioSelectorName, AudioSilenceThresholdMsec: 5000 } },
    });
    assert.deepEqual(conditions(channel), [
      { FailoverConditionSettings: { InputLossSettings: { InputLossThresholdMsec: 1000 } } },
      { FailoverConditionSettings: { VideoBlackSettings: { BlackDetectThreshold: 0.1, VideoBlackThresholdMsec: 3000 } } },
      silence("default"),
    ]);
    assert.deepEqual((conditions({ ...channel, audio }) as unknown[])[2], silence("english"));
    const named = { ...failover, audioSilence: { milliseconds: 5000, track: "deutsch" } };
    assert.deepEqual((conditions({ ...channel, audio, inputFailover: named }) as unknown[])[2], silence("deutsch"));
  });

  it("[L1] is the same in the typed channel of a development environment", () => {
    const plan = encoderPlan(
      { ...PAIRED, regions: ["us-east-1"], inputFailover: { ...PAIR, videoBlack: { milliseconds: 2000, level: 0 } } },
      DEV,
    );
    const bindings = { ingestUrls: ["https://a.example/index"], inputIds: { primary: "1", backup: "2" }, roleArn: "arn" };
    const [first, second] = hlsChannelArgs(plan, bindings, MAINTENANCE).inputAttachments as never as Record<string, unknown>[];
    assert.deepEqual(first?.["automaticInputFailoverSettings"], {
      errorClearTimeMsec: 30_000,
      failoverConditions: [
        { failoverConditionSettings: { inputLossSettings: { inputLossThresholdMsec: 1000 } } },
        { failoverConditionSettings: { videoBlackSettings: { blackDetectThreshold: 0, videoBlackThresholdMsec: 2000 } } },
      ],
      inputPreference: "PRIMARY_INPUT_PREFERRED",
      secondaryInputId: "2",
    });
    assert.equal(second?.["automaticInputFailoverSettings"], undefined);
  });

  it("[L1] leaves the other attachments alone, whatever else the channel has", () => {
    fc.assert(
      fc.property(fc.subarray(["a1", "m5", "z9"]), (keys) => {
        const moreInputs = { ...Object.fromEntries(keys.map((key) => [key, DEMO.source])), backup: STUDIO.source };
        const plans = attachmentPlans({ ...PAIRED, moreInputs });
        assert.deepEqual(
          plans.filter(({ failover }) => failover !== undefined).map(({ name }) => name),
          ["primary"],
        );
      }),
    );
  });

  it("[L1] turns on input loss of a second unless another condition is written", () => {
    assert.deepEqual(read({ to: "backup" }), PAIR);
    assert.equal(read({ to: "backup", audioSilence: { milliseconds: 9000 } }).inputLossMilliseconds, undefined);
    assert.deepEqual(read({ to: "backup", videoBlack: { milliseconds: 9000 } }).videoBlack, { milliseconds: 9000, level: 0.1 });
  });
});

describe("what MediaLive refuses of a pair", () => {
  const problems = (channel: Channel): string[] => failoverProblems("c", channel).map(({ path, what }) => `${path} ${what}`);
  const none = (channel: Channel): void => {
    assert.deepEqual(problems(channel), []);
  };

  it("[L1] nothing of two inputs of one pushed type with the same timecode", () => {
    none(PAIRED);
    none({ ...ARENA, moreInputs: { backup: ARENA.source }, inputFailover: PAIR });
    none(STUDIO);
  });

  it("[L1] another type, another timecode, a pulled input, itself and nothing", () => {
    assert.match(
      problems({ ...PAIRED, moreInputs: { backup: { type: "rtp-push", timecode: "none" } } }).join(),
      /MediaLive pairs inputs of one type/,
    );
    assert.match(
      problems({ ...PAIRED, moreInputs: { backup: { ...STUDIO.source, timecode: "embedded" } as Channel["source"] } }).join(),
      /the same timecode|bring the same/,
    );
    assert.match(
      problems({ ...PAIRED, moreInputs: { backup: DEMO.source } }).join(),
      /mp4-demo, and MediaLive fails over between inputs that are pushed/,
    );
    assert.match(problems({ ...PAIRED, inputFailover: { ...PAIR, to: "primary" } }).join(), /the source itself/);
    assert.match(problems({ ...PAIRED, inputFailover: { ...PAIR, to: "constructor" } }).join(), /not one of the channel's further inputs/);
  });

  it("[L1] a threshold that leaves MediaConnect no time to change over to the other source of a flow", () => {
    const loss = (inputLossMilliseconds: number): boolean => inputFailoverSchema.safeParse({ to: "backup", inputLossMilliseconds }).success;
    assert.deepEqual([500, 501].map(loss), [false, true]);
  });

  it("[L1] counts for what viewers are promised: a backup without timecode makes a switch of regions visible", () => {
    const backup = (source: Channel["source"]): Channel => ({ ...ARENA, moreInputs: { backup: source }, inputFailover: PAIR });
    assert.equal(alignmentOf(backup(ARENA.source)).failover, "seamless");
    assert.equal(alignmentOf(backup({ type: "rtp-push", timecode: "none" })).failover, "visible");
  });
});

describe("who hears of a failover between inputs", () => {
  const preferred = channelLike("arena", { primaryPreferred: true });

  it("[L1 O1] a notice while a pipeline is on its backup, and never a page", () => {
    const alarm = channelMetricAlarms(preferred, CHANNEL_THRESHOLDS).find(({ key }) => key === "backup");
    assert.deepEqual(alarm?.queries, [
      ...["0", "1"].map((Pipeline, index) => ({
        id: `primary_${index === 0 ? "a" : "b"}`,
        metric: {
          namespace: "AWS/MediaLive",
          metricName: "PrimaryInputActive",
          statistic: "Maximum",
          dimensions: { Pipeline },
          idDimension: "ChannelId",
        },
      })),
      { id: "least", expression: "MIN([primary_a, primary_b])" },
    ]);
    assert.deepEqual([alarm.comparison, alarm.threshold, alarm.missing], ["LessThanThreshold", 1, "notBreaching"]);
    assert.match(alarm.description, new RegExp(`${RUNBOOK_URL}#backup$`));
    const telling = channelComposites(preferred, undefined).filter(({ rule }) => rule.includes(alarm.name));
    assert.deepEqual(
      telling.map(({ key, tells }) => [key, tells]),
      [["notice", "notice"]],
    );
  });

  it("[L1] only where the metric says anything: with the source preferred", () => {
    const keys = (channel: Channel): string[] => {
      const watched = watchedChannel(channel, encoderPlan(channel, PROD), originNames("prod", channel), {
        environment: "prod",
        region: "us-east-1",
      });
      return channelMetricAlarms(watched, CHANNEL_THRESHOLDS).map(({ key }) => key);
    };
    assert.ok(keys(PAIRED).includes("backup"));
    assert.ok(!keys({ ...PAIRED, inputFailover: { ...PAIR, prefer: "either" } }).includes("backup"));
    assert.ok(!keys(STUDIO).includes("backup"));
  });

  it("[L1] each turn to another input is an event, with either preference", async () => {
    const pattern = async (options?: { inputChanges: boolean }): Promise<string[]> => {
      const { result } = await recordProgram(() => channelEventPattern("arn:aws:medialive:eu-west-1:1:channel:7", options));
      return (JSON.parse(result) as { "detail-type": string[] })["detail-type"];
    };
    assert.deepEqual(await pattern(), ["MediaLive Channel State Change", "MediaLive Channel Alert"]);
    assert.deepEqual(await pattern({ inputChanges: true }), [...(await pattern()), "MediaLive Channel Input Change"]);
  });

  it("[L1] shows on the region's dashboard which input is on air", () => {
    const text = (watched: typeof preferred): string =>
      JSON.stringify(
        regionDashboards({ environment: "prod", accountId: "1", region: "us-east-1", alarms: [], channels: [{ watched, channelId: "7" }] }),
      );
    assert.match(text(preferred), /PrimaryInputActive/);
    assert.doesNotMatch(text(channelLike("arena")), /PrimaryInputActive/);
  });
});
