import assert from "node:assert/strict";
import fc from "fast-check";
import {
  archiveUrl,
  cmafTemplate,
  encoderPlan,
  hlsChannelArgs,
  originNames,
  type Archive,
  type Channel,
} from "../../components/encode/index.ts";
import { archiveLives } from "../../components/encode/archiveStore.ts";
import { encoderPolicy, type EncoderRoleScope } from "../../components/encode/encoderRole.ts";
import { lifeFaults, lifecycleRule } from "../../components/storage/index.ts";
import { archiveProblems } from "../../stacks/archiveRules.ts";
import { channels } from "../support/arbitraries.ts";
import { ARENA, DEMO, MAINTENANCE, STUDIO } from "../support/lineups.ts";

const PROD = { environment: "prod", production: true };
const DEV = { environment: "dev", production: false };
const ACCOUNT = "123456789012";
const ARCHIVE: Archive = { retentionDays: 400, rolloverSeconds: 600, infrequentAccessDays: 30, glacierDays: 90 };
const KEPT: Channel = { ...STUDIO, archive: ARCHIVE };

interface Group {
  Name: string;
  OutputGroupSettings: Record<string, unknown>;
  Outputs: { VideoDescriptionName?: string; AudioDescriptionNames?: string[]; OutputSettings: unknown }[];
}
interface Properties {
  Destinations: { Id: string; Settings: { Url: { Ref: string } }[] }[];
  EncoderSettings: { VideoDescriptions: unknown[]; AudioDescriptions: unknown[]; OutputGroups: Group[] };
}

function propertiesOf(channel: Channel): Properties {
  const body = JSON.parse(cmafTemplate(encoderPlan(channel, PROD), MAINTENANCE).body) as {
    Resources: { Channel: { Properties: Properties } };
  };
  return body.Resources.Channel.Properties;
}

describe("the archive of a channel", () => {
  it("[L8] is a second output group: the top rung and all audio, in MPEG-TS, from the encodes viewers get", () => {
    const { EncoderSettings } = propertiesOf(KEPT);
    const plain = propertiesOf(STUDIO).EncoderSettings;
    assert.deepEqual(EncoderSettings.VideoDescriptions, plain.VideoDescriptions);
    assert.deepEqual(EncoderSettings.AudioDescriptions, plain.AudioDescriptions);
    const [origin, archive, ...others] = EncoderSettings.OutputGroups;
    assert.deepEqual([origin, others], [plain.OutputGroups[0], []]);
    assert.deepEqual(archive, {
      Name: "archive",
      OutputGroupSettings: { ArchiveGroupSettings: { Destination: { DestinationRefId: "archive" }, RolloverInterval: 600 } },
      Outputs: [
        {
          OutputName: "archive",
          VideoDescriptionName: "v1-1080p",
          AudioDescriptionNames: ["a1-128k", "a2-64k"],
          OutputSettings: {
            ArchiveOutputSettings: {
              ContainerSettings: {
                M2tsSettings: { AbsentInputAudioBehavior: "ENCODE_SILENCE", RateMode: "VBR", Scte35Control: "SCTE_35_WITHOUT_IDR" },
              },
              Extension: "ts",
              NameModifier: "-$dt$",
            },
          },
        },
      ],
    });
  });

  it("[L8] gives each pipeline a place of its own, as a parameter: the template is the same in every region", () => {
    const template = cmafTemplate(encoderPlan(KEPT, PROD), MAINTENANCE);
    assert.deepEqual(template.parameters, ["IngestUrlA", "IngestUrlB", "InputId", "RoleArn", "ArchiveUrlA", "ArchiveUrlB"]);
    assert.deepEqual(propertiesOf(KEPT).Destinations[1], {
      Id: "archive",
      Settings: [{ Url: { Ref: "ArchiveUrlA" } }, { Url: { Ref: "ArchiveUrlB" } }],
    });
    assert.deepEqual(
      (["a", "b"] as const).map((pipeline) => archiveUrl("onair-prod-archive-1-eu", "studio", pipeline)),
      ["s3ssl://onair-prod-archive-1-eu/studio/a/studio", "s3ssl://onair-prod-archive-1-eu/studio/b/studio"],
    );
  });

  it("[L8] is the same in a development channel, with one address", () => {
    const plan = encoderPlan({ ...DEMO, regions: ["us-east-1"], archive: ARCHIVE }, DEV);
    const bindings = { ingestUrls: ["https://a.example/index"], inputIds: { primary: "1" }, roleArn: "arn" };
    const args = hlsChannelArgs(plan, { ...bindings, archiveUrls: ["s3ssl://b/demo/a/demo", "s3ssl://b/demo/b/demo"] }, MAINTENANCE);
    assert.deepEqual((args.destinations as unknown[])[1], { id: "archive", settings: [{ url: "s3ssl://b/demo/a/demo" }] });
    assert.throws(() => hlsChannelArgs(plan, bindings, MAINTENANCE), /records, and 0 of its pipelines have an address/);
  });

  it("records what the top rung and the audio of any ladder are", () => {
    fc.assert(
      fc.property(channels, (channel) => {
        const { archive, videos, audios } = encoderPlan({ ...channel, archive: ARCHIVE }, PROD);
        assert.equal(archive?.video, videos[0]?.name);
        assert.deepEqual(
          archive?.audios,
          audios.map(({ name }) => name),
        );
        assert.equal(encoderPlan({ ...ARENA }, PROD).archive, undefined);
      }),
    );
  });
});

describe("who may write an archive", () => {
  const scope: EncoderRoleScope = { accountId: ACCOUNT, region: "eu-west-1", origin: originNames("prod", STUDIO) };
  const archive = { bucket: "onair-prod-archive-x", key: "alias/onair-prod" };
  const statements = (of: EncoderRoleScope): { Sid?: string; Action: unknown; Resource: unknown; Condition?: unknown }[] =>
    (JSON.parse(encoderPolicy(of)) as { Statement: { Sid?: string; Action: unknown; Resource: unknown; Condition?: unknown }[] }).Statement;

  it("[O4] is the channel's role, in the channel's folder, with the key through S3 alone", () => {
    const all = statements({ ...scope, archive });
    assert.deepEqual(
      all.find(({ Sid }) => Sid === "WriteArchive"),
      {
        Sid: "WriteArchive",
        Effect: "Allow",
        Action: ["s3:PutObject", "s3:GetObject", "s3:AbortMultipartUpload"],
        Resource: "arn:aws:s3:::onair-prod-archive-x/studio/*",
      },
    );
    const onBucket = all.filter(({ Resource }) => Resource === "arn:aws:s3:::onair-prod-archive-x");
    assert.deepEqual(
      onBucket.map(({ Action }) => Action),
      ["s3:ListBucket"],
    );
    assert.ok(!JSON.stringify(all).includes("s3:Delete"), "whoever writes recordings removes none");
    const key = all.find(({ Sid }) => Sid === "UseKey");
    assert.deepEqual(key?.Action, ["kms:Decrypt", "kms:GenerateDataKey"]);
    assert.deepEqual(key.Condition, {
      "ForAnyValue:StringEquals": { "kms:ResourceAliases": "alias/onair-prod" },
      StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" },
    });
  });

  it("[O4] names a brought key itself, and a key once however many buckets it encrypts", () => {
    const arn = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
    const demo = { bucket: "onair-prod-demo-x", keys: ["demo-a.mp4"], key: arn };
    const keys = statements({ ...scope, demo, archive: { ...archive, key: arn } }).filter(({ Sid }) => Sid === "UseKey");
    assert.deepEqual(
      keys.map(({ Resource, Condition }) => [Resource, Condition]),
      [[arn, { StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } }]],
    );
  });
});

describe("the life of recordings", () => {
  it("[L8] is one rule for each channel that records, in its own folder", () => {
    const lives = archiveLives([KEPT, ARENA, { ...DEMO, archive: { retentionDays: 7, rolloverSeconds: 300 } }]);
    assert.deepEqual(lives.map(lifecycleRule), [
      {
        id: "keep-studio",
        status: "Enabled",
        filter: { prefix: "studio/" },
        transitions: [
          { days: 30, storageClass: "STANDARD_IA" },
          { days: 90, storageClass: "GLACIER_IR" },
        ],
        expiration: { days: 400 },
      },
      { id: "keep-demo", status: "Enabled", filter: { prefix: "demo/" }, expiration: { days: 7 } },
    ]);
  });

  it("[L8] names every step that S3 would refuse or bill for nothing, with the earliest day", () => {
    const faults = (life: Parameters<typeof lifeFaults>[0]): unknown => lifeFaults(life).map(({ step, earliest }) => [step, earliest]);
    assert.deepEqual(faults({ expireAfterDays: 1 }), []);
    assert.deepEqual(faults({ expireAfterDays: 60, infrequentAccessDays: 29 }), [["infrequentAccessDays", 30]]);
    assert.deepEqual(faults({ expireAfterDays: 59, infrequentAccessDays: 30 }), [["expireAfterDays", 60]]);
    assert.deepEqual(faults({ expireAfterDays: 400, infrequentAccessDays: 30, glacierDays: 59 }), [["glacierDays", 60]]);
    assert.deepEqual(faults({ expireAfterDays: 90, glacierDays: 1 }), [["expireAfterDays", 91]]);
    assert.throws(() => lifecycleRule({ prefix: "x/", expireAfterDays: 9, infrequentAccessDays: 7 }), /earliest is 30/);
    assert.deepEqual(archiveProblems("lineups/prod.yaml channels.studio", { archive: { ...ARCHIVE, glacierDays: 31 } }), [
      {
        path: "lineups/prod.yaml channels.studio.archive.glacierDays",
        what: "comes too early: an object stays 30 days in Standard-IA",
        given: "31",
        remedy: "use 60 or more",
      },
    ]);
  });

  it("never moves an object backwards or after its end, whatever is accepted", () => {
    const day = fc.integer({ min: 1, max: 500 });
    fc.assert(
      fc.property(day, fc.option(day, { nil: undefined }), fc.option(day, { nil: undefined }), (end, infrequent, glacier) => {
        const life = {
          prefix: "x/",
          expireAfterDays: end,
          ...(infrequent === undefined ? {} : { infrequentAccessDays: infrequent }),
          ...(glacier === undefined ? {} : { glacierDays: glacier }),
        };
        if (lifeFaults(life).length > 0) return;
        const { transitions = [], expiration } = lifecycleRule(life);
        const days = [...transitions.map((step) => step.days), expiration.days];
        assert.deepEqual(
          days,
          [...new Set(days)].sort((a, b) => a - b),
        );
      }),
    );
  });
});
