import assert from "node:assert/strict";
import * as model from "@aws-sdk/client-medialive";
import fc from "fast-check";
import {
  audioEncodes,
  audioSelectors,
  captionSelectors,
  cmafTemplate,
  encoderPlan,
  hlsChannelArgs,
  loudnessPlan,
  playerMenus,
  TRACK_LIMIT,
  trackSum,
  type Channel,
} from "../../components/encode/index.ts";
import { encoderPolicy } from "../../components/encode/encoderRole.ts";
import { soundProblems } from "../../stacks/soundRules.ts";
import { audioSchema, buildAudio, buildCaptions, captionsSchema } from "../../stacks/soundSchema.ts";
import type { Properties as CloudProperties } from "../../rehearsal/cloud/values.ts";
import { World } from "../support/cloudWorld.ts";
import { ARENA, DEMO, LADDER, LINEUP, MAINTENANCE, STUDIO } from "../support/lineups.ts";
import { soundChannels } from "../support/soundArbitrary.ts";

const PROD = { environment: "prod", production: true };
const bindings = {
  ingestUrls: ["https://a.example/in/"],
  inputIds: { primary: "1", backup: "2" },
  roleArn: "arn:aws:iam::123456789012:role/x",
};

/** Our template's channel in the shape of MediaLive's own API, which CloudFormation follows. */
interface Properties {
  readonly InputAttachments: readonly model.InputAttachment[];
  readonly EncoderSettings: model.EncoderSettings;
}

function templateOf(channel: Channel): Properties {
  const { body } = cmafTemplate(encoderPlan(channel, PROD), MAINTENANCE);
  return (JSON.parse(body) as { Resources: { Channel: { Properties: Properties } } }).Resources.Channel.Properties;
}

function typedOf(channel: Channel): Properties {
  return pascal(hlsChannelArgs(encoderPlan(channel, PROD), bindings, MAINTENANCE)) as Properties;
}

const RICH: Channel = {
  ...ARENA,
  ladder: { ...LADDER, rungs: LADDER.rungs.slice(0, 1), audioBitrates: [192_000, 64_000] },
  audio: {
    loudness: "ebu-r128",
    tracks: [
      { name: "deutsch", language: "deu", title: "Deutsch", role: "main", isDefault: false, pick: { by: "language", language: "deu" } },
      { name: "english", language: "eng", title: "English", role: "main", isDefault: true, pick: { by: "pid", pid: 482 } },
      { name: "spoken", language: "eng", title: "Described", role: "description", isDefault: false, pick: { by: "pid", pid: 483 } },
    ],
  },
  captions: [
    { name: "dvb", language: "deu", title: "Untertitel", role: "subtitle", source: { type: "dvb-sub" } },
    { name: "english", language: "eng", title: "English CC", role: "caption", source: { type: "embedded", channel: 1 } },
    { name: "page", language: "swe", title: "Text-TV", role: "caption", source: { type: "teletext", page: "199" } },
  ],
};

describe("audio and captions in the plan", () => {
  it("[L5] makes of each track at most two renditions, the default track first, in the order of the alphabet", () => {
    fc.assert(
      fc.property(soundChannels, (channel) => {
        const { audios } = encoderPlan(channel, PROD);
        const rates = Math.min(2, channel.ladder.audioBitrates.length);
        for (const track of channel.audio?.tracks ?? []) {
          const own = audios.filter((audio) => audio.track?.name === track.name);
          assert.equal(own.length, rates);
          assert.equal(own[0]?.bitrate, Math.max(...channel.ladder.audioBitrates));
          assert.equal(own.at(-1)?.bitrate, Math.min(...channel.ladder.audioBitrates));
        }
        assert.equal(audios[0]?.track?.isDefault, true);
        const names = audios.map(({ name }) => name);
        assert.deepEqual(names.slice(0, rates), [...names].sort().slice(0, rates));
        assert.equal(new Set(names).size, names.length);
      }),
    );
  });

  it("[L5] knows tracks by name: another order in the lineup changes nothing", () => {
    fc.assert(
      fc.property(soundChannels, (channel) => {
        const { audio, captions } = channel;
        assert.ok(audio);
        const turned: Channel = {
          ...channel,
          audio: { ...audio, tracks: [...audio.tracks].reverse() },
          ...(captions === undefined ? {} : { captions: [...captions].reverse() }),
        };
        assert.deepEqual(encoderPlan(turned, PROD), encoderPlan(channel, PROD));
      }),
    );
  });

  it("[L5] selectors and encodes carry the track's own name", () => {
    assert.deepEqual(
      audioSelectors(RICH).map(({ name }) => name),
      ["english", "deutsch", "spoken"],
    );
    assert.deepEqual(
      audioEncodes(RICH).map(({ name }) => name),
      ["a1-english-1-192k", "a1-english-2-64k", "a2-deutsch-1-192k", "a2-deutsch-2-64k", "a2-spoken-1-192k", "a2-spoken-2-64k"],
    );
  });

  it("[L5] leaves a channel that names no tracks as it was: one selector, language and purpose of the source", () => {
    for (const channel of LINEUP) {
      const { EncoderSettings, InputAttachments } = templateOf(channel);
      for (const { InputSettings } of InputAttachments) {
        assert.deepEqual(InputSettings?.AudioSelectors, [{ Name: "default" }]);
        assert.equal(InputSettings.CaptionSelectors, undefined);
      }
      assert.deepEqual(
        EncoderSettings.AudioDescriptions?.map((description) => without(description, "CodecSettings")),
        ["a1-128k", "a2-64k"].map((Name) => ({
          Name,
          AudioSelectorName: "default",
          AudioTypeControl: "FOLLOW_INPUT",
          LanguageCodeControl: "FOLLOW_INPUT",
        })),
      );
      assert.equal(EncoderSettings.CaptionDescriptions, undefined);
      assert.equal(EncoderSettings.ThumbnailConfiguration, undefined);
    }
  });

  it("[L5] brings loudness to the rule's own numbers", () => {
    const of = (loudness: "none" | "ebu-r128" | "atsc-a85"): unknown => loudnessPlan({ audio: { loudness, tracks: [] } });
    assert.equal(of("none"), undefined);
    assert.deepEqual(of("ebu-r128"), { algorithm: "ITU_1770_2", targetLkfs: -23, peakLimit: -1 });
    assert.deepEqual(of("atsc-a85"), { algorithm: "ITU_1770_3", targetLkfs: -24, peakLimit: -2 });
    for (const { AudioNormalizationSettings: set } of templateOf({ ...STUDIO, audio: { loudness: "atsc-a85", tracks: [] } }).EncoderSettings
      .AudioDescriptions ?? []) {
      assert.deepEqual(set, {
        Algorithm: "ITU_1770_3",
        AlgorithmControl: "CORRECT_AUDIO",
        PeakCalculation: "TRUE_PEAK",
        PeakLimiterThreshold: -2,
        TargetLkfs: -24,
      });
    }
  });

  it("[L5] counts every rendition, audio rendition and language of captions", () => {
    fc.assert(
      fc.property(soundChannels, (channel) => {
        const { outputs, tracks } = encoderPlan(channel, PROD);
        const { total, videos, audios, captions } = trackSum(channel);
        assert.equal(total, outputs.length);
        assert.equal(tracks, total);
        assert.ok(total <= TRACK_LIMIT);
        for (const [kind, count] of Object.entries({ video: videos, audio: audios, captions }))
          assert.equal(outputs.filter((output) => output.kind === kind).length, count, kind);
      }),
    );
    assert.equal(trackSum(RICH).spelled, "1 video + 3 audio tracks x 2 rates + 3 captions");
    assert.equal(trackSum(STUDIO).spelled, "3 video + 1 audio track x 2 rates");
  });

  it("[L5] refuses the eleventh track with the sum spelled out", () => {
    const crowded: Channel = { ...RICH, ladder: { ...RICH.ladder, rungs: LADDER.rungs.slice(0, 2) } };
    assert.throws(() => encoderPlan(crowded, PROD), /11 tracks \(2 video \+ 3 audio tracks x 2 rates \+ 3 captions\).*takes 10/);
    const [problem] = soundProblems("channels.arena", crowded, true);
    assert.match(problem?.what ?? "", /11 tracks \(2 video \+ 3 audio tracks x 2 rates \+ 3 captions\)/);
    assert.match(problem?.remedy ?? "", /fewer audio tracks or fewer captions/);
  });

  it("[L5] finds pictures of text by PID or by language, and reads them in a language it can", () => {
    assert.deepEqual(captionSelectors(RICH)[0], { name: "c-dvb", source: { type: "dvb-sub" }, language: "deu", ocr: "DEU" });
    const [track] = RICH.captions ?? [];
    assert.ok(track);
    const by = (change: object): unknown => captionSelectors({ captions: [{ ...track, ...change }] })[0];
    assert.deepEqual(by({ source: { type: "scte-27", pid: 40 }, language: "dut" }), {
      name: "c-dvb",
      source: { type: "scte-27", pid: 40 },
      ocr: "NLD",
    });
    assert.throws(() => by({ language: "swe" }), /pictures of text in swe/);
  });

  it("[L5] shows players what there is, and nothing where nothing is named", () => {
    assert.deepEqual(playerMenus(STUDIO), {});
    assert.deepEqual(playerMenus(RICH).audio?.["spoken"], { language: "eng", title: "Described", role: "description", default: false });
    assert.deepEqual(playerMenus(RICH).captions?.["page"], { language: "swe", title: "Text-TV", role: "caption" });
  });
});

/** Where MediaLive's model has an enum for a property of sound and captions. */
const ENUMS: Readonly<Record<string, Record<string, string>>> = {
  LanguageSelectionPolicy: model.AudioLanguageSelectionPolicy,
  Convert608To708: { ...model.EmbeddedConvert608To708, ...model.Scte20Convert608To708 },
  Scte20Detection: model.EmbeddedScte20Detection,
  OcrLanguage: { ...model.DvbSubOcrLanguage, ...model.Scte27OcrLanguage },
  AudioTypeControl: model.AudioDescriptionAudioTypeControl,
  LanguageCodeControl: model.AudioDescriptionLanguageCodeControl,
  AudioType: model.AudioType,
  AudioDashRoles: model.DashRoleAudio,
  CaptionDashRoles: model.DashRoleCaption,
  DvbDashAccessibility: model.DvbDashAccessibility,
  Algorithm: model.AudioNormalizationAlgorithm,
  AlgorithmControl: model.AudioNormalizationAlgorithmControl,
  PeakCalculation: model.AudioNormalizationPeakCalculation,
  StyleControl: model.WebvttDestinationStyleControl,
  State: model.ThumbnailState,
  CodingMode: model.AacCodingMode,
  InputType: model.AacInputType,
  Profile: model.AacProfile,
  RateControlMode: model.AacRateControlMode,
  RawFormat: model.AacRawFormat,
  Spec: model.AacSpec,
};
const FREE = new Set([
  "Name",
  "AudioSelectorName",
  "CaptionSelectorName",
  "LanguageCode",
  "LanguageDescription",
  "StreamName",
  "PageNumber",
]);

function checkStrings(value: unknown, key: string, seen: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) checkStrings(item, key, seen);
  else if (typeof value === "object" && value !== null) for (const [name, item] of Object.entries(value)) checkStrings(item, name, seen);
  else if (typeof value === "string" && !FREE.has(key)) {
    const allowed = ENUMS[key];
    assert.ok(allowed, `${key} is neither an enum of MediaLive nor a name of ours`);
    assert.ok(Object.values(allowed).includes(value), `${key}: ${value} is not one of ${Object.values(allowed).join(", ")}`);
    seen.add(key);
  }
}

describe("audio and captions in the renderers", () => {
  it("[L5] use only values that MediaLive's own model has", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(soundChannels, (channel) => {
        const { EncoderSettings: encoder, InputAttachments: inputs } = templateOf(channel);
        for (const { InputSettings } of inputs) checkStrings([InputSettings?.AudioSelectors, InputSettings?.CaptionSelectors], "", seen);
        checkStrings([encoder.AudioDescriptions, encoder.CaptionDescriptions, encoder.ThumbnailConfiguration], "", seen);
      }),
      { numRuns: 300 },
    );
    assert.deepEqual([...seen].sort(), Object.keys(ENUMS).sort(), "every enum was met");
  });

  it("[L5] give every description a selector, every output one encode and every encode one output", () => {
    fc.assert(
      fc.property(soundChannels, (channel) => {
        for (const { EncoderSettings: encoder, InputAttachments: inputs } of [templateOf(channel), typedOf(channel)]) {
          for (const { InputSettings } of inputs) {
            const heard = InputSettings?.AudioSelectors?.map(({ Name }) => Name) ?? [];
            const read = InputSettings?.CaptionSelectors?.map(({ Name }) => Name) ?? [];
            for (const { AudioSelectorName } of encoder.AudioDescriptions ?? []) assert.ok(heard.includes(AudioSelectorName));
            for (const { CaptionSelectorName } of encoder.CaptionDescriptions ?? []) assert.ok(read.includes(CaptionSelectorName));
            assert.equal(new Set([...heard, ...read]).size, heard.length + read.length);
          }
          const carried = (encoder.OutputGroups?.[0]?.Outputs ?? []).map((output) => [
            ...(output.VideoDescriptionName === undefined ? [] : [output.VideoDescriptionName]),
            ...(output.AudioDescriptionNames ?? []),
            ...(output.CaptionDescriptionNames ?? []),
          ]);
          const made = [...(encoder.VideoDescriptions ?? []), ...(encoder.AudioDescriptions ?? []), ...(encoder.CaptionDescriptions ?? [])];
          assert.deepEqual(
            carried,
            made.map(({ Name }) => [Name]),
          );
        }
      }),
    );
  });

  it("[L5] agree on all but DASH roles, which HLS has not, and the limit of peaks, which the typed resource has not", () => {
    fc.assert(
      fc.property(soundChannels, (channel) => {
        const [cmaf, hls] = [templateOf(channel), typedOf(channel)];
        assert.deepEqual(
          hls.InputAttachments.map(({ InputSettings }) => InputSettings),
          cmaf.InputAttachments.map(({ InputSettings }) => InputSettings),
        );
        assert.deepEqual(
          hls.EncoderSettings.AudioDescriptions,
          cmaf.EncoderSettings.AudioDescriptions?.map((description) => {
            const { AudioNormalizationSettings: loud } = description;
            const rest = without(description, "AudioDashRoles", "DvbDashAccessibility", "AudioNormalizationSettings");
            if (loud === undefined) return rest;
            return { ...rest, AudioNormalizationSettings: without(loud, "PeakCalculation", "PeakLimiterThreshold") };
          }),
        );
        assert.deepEqual(
          hls.EncoderSettings.CaptionDescriptions?.map((description) => without(description, "Accessibility")),
          cmaf.EncoderSettings.CaptionDescriptions?.map((description) => without(description, "CaptionDashRoles", "DvbDashAccessibility")),
        );
      }),
    );
  });

  it("[L5] say what a track is for: DASH roles and DVB accessibility in CMAF, accessibility tags in HLS", () => {
    const named = <T extends { readonly Name?: string | undefined }>(items: readonly T[] | undefined, name: RegExp): T => {
      const found = items?.find(({ Name }) => name.test(Name ?? ""));
      assert.ok(found);
      return found;
    };
    const { AudioDescriptions: audio, CaptionDescriptions: captions } = templateOf(RICH).EncoderSettings;
    const spoken = named(audio, /spoken/);
    assert.deepEqual(spoken.AudioDashRoles, ["DESCRIPTION"]);
    assert.deepEqual([spoken.AudioType, spoken.DvbDashAccessibility], ["VISUAL_IMPAIRED_COMMENTARY", "DVBDASH_1_VISUALLY_IMPAIRED"]);
    assert.deepEqual([spoken.LanguageCode, spoken.LanguageCodeControl, spoken.StreamName], ["eng", "USE_CONFIGURED", "Described"]);
    assert.deepEqual(named(audio, /english/).AudioDashRoles, ["MAIN"]);
    assert.deepEqual(named(captions, /english/).CaptionDashRoles, ["CAPTION"]);
    assert.equal(named(captions, /english/).DvbDashAccessibility, "DVBDASH_2_HARD_OF_HEARING");
    assert.deepEqual(named(captions, /dvb/).CaptionDashRoles, ["SUBTITLE"]);
    const tagged = typedOf(RICH).EncoderSettings.CaptionDescriptions;
    assert.equal(named(tagged, /english/).Accessibility, "IMPLEMENTS_ACCESSIBILITY_FEATURES");
    assert.equal(named(tagged, /dvb/).Accessibility, "DOES_NOT_IMPLEMENT_ACCESSIBILITY_FEATURES");
  });

  it("[L5] keep style where the source is text that has it", () => {
    const styles = Object.fromEntries(
      (templateOf(RICH).EncoderSettings.CaptionDescriptions ?? []).map(({ Name = "", DestinationSettings: to }): [string, unknown] => [
        Name,
        to?.WebvttDestinationSettings?.StyleControl,
      ]),
    );
    assert.deepEqual(styles, { "c-dvb": "NO_STYLE_DATA", "c-english": "PASSTHROUGH", "c-page": "PASSTHROUGH" });
  });

  it("[L5] an HLS audio group holds every track once at one rate, one of them the default, and all pictures name all groups", () => {
    fc.assert(
      fc.property(soundChannels, (channel) => {
        const outputs = typedOf(channel).EncoderSettings.OutputGroups?.[0]?.Outputs ?? [];
        const audio = outputs.flatMap(({ OutputSettings: to }) => to?.HlsOutputSettings?.HlsSettings?.AudioOnlyHlsSettings ?? []);
        const groups = Map.groupBy(audio, ({ AudioGroupId }) => AudioGroupId);
        for (const members of groups.values()) {
          assert.equal(members.length, channel.audio?.tracks.length);
          assert.equal(members.filter(({ AudioTrackType }) => AudioTrackType === "ALTERNATE_AUDIO_AUTO_SELECT_DEFAULT").length, 1);
        }
        for (const { VideoDescriptionName, OutputSettings: to } of outputs) {
          if (VideoDescriptionName === undefined) continue;
          assert.deepEqual(to?.HlsOutputSettings?.HlsSettings?.StandardHlsSettings?.AudioRenditionSets?.split(","), [...groups.keys()]);
        }
      }),
    );
  });

  it("[L5] make what the simulated AWS takes, in the template and as the typed resource", async function () {
    this.timeout(30_000);
    await fc.assert(
      fc.asyncProperty(soundChannels, async (channel) => {
        const world = await World.full();
        const roleArn: string = world.output("role", "arn");
        const { body } = cmafTemplate(encoderPlan(channel, PROD), MAINTENANCE);
        const parameters = {
          IngestUrlA: "https://a.example/",
          IngestUrlB: "https://b.example/",
          InputId: world.id("rtp"),
          RoleArn: roleArn,
        };
        await world.make("stack", { name: "rich", templateBody: body, parameters }, "rich");
        await world.make("film", {}, "film2");
        const typed = hlsChannelArgs(
          encoderPlan(channel, { environment: "dev", production: false }),
          { ...bindings, inputIds: { primary: world.id("film2") }, roleArn },
          MAINTENANCE,
        );
        await world.make("typedChannel", JSON.parse(JSON.stringify(typed)) as CloudProperties, "typed2");
      }),
      { numRuns: 30 },
    );
  });
});

describe("audio and captions in the settings", () => {
  it("[L5] takes the codes of ISO 639-2, bibliographic and special ones too, and no others", () => {
    const takes = (language: string): boolean => audioSchema.safeParse({ tracks: { one: { language, title: "One" } } }).success;
    for (const code of ["eng", "deu", "ger", "fra", "fre", "zho", "chi", "mul", "und", "qaa", "qtz"]) assert.ok(takes(code), code);
    for (const code of ["en", "enl", "ENG", "english", "en-GB", "que-", "", "zzz"]) assert.ok(!takes(code), code);
  });

  it("[L5] makes the only track the default one, and asks for one among several", () => {
    const built = (tracks: object): readonly boolean[] =>
      buildAudio(audioSchema.parse({ tracks }))?.tracks.map(({ isDefault }) => isDefault) ?? [];
    const one = { language: "eng", title: "One" };
    assert.deepEqual(built({ one }), [true]);
    assert.deepEqual(built({ one, two: { ...one, default: true } }), [false, true]);
    assert.equal(buildAudio(audioSchema.parse({})), undefined);
    assert.deepEqual(buildAudio(audioSchema.parse({ loudness: "ebu-r128" })), { loudness: "ebu-r128", tracks: [] });
  });

  it("[L5] reads a teletext page as it is written, number or text", () => {
    const page = (value: unknown): unknown => {
      const parsed = captionsSchema.safeParse({ one: { language: "swe", title: "One", from: { type: "teletext", page: value } } });
      const [track] = parsed.success ? (buildCaptions(parsed.data) ?? []) : [];
      return track?.source.type === "teletext" ? track.source.page : undefined;
    };
    assert.equal(page(888), "888");
    assert.equal(page("1f0"), "1F0");
    assert.equal(page("8FF"), "8FF");
    for (const wrong of [99, 900, 1000, "0x199", "88", "GGG", 1.5]) assert.equal(page(wrong), undefined, String(wrong));
  });

  it("[L5] takes from each kind of source the captions that become WebVTT there, and refuses the others", () => {
    const sources = {
      "rtp-push": ARENA.source,
      "rtmp-push": STUDIO.source,
      "rtmp-pull": { type: "rtmp-pull", timecode: "none", urls: ["rtmp://a.tv/a/b", "rtmp://b.tv/a/b"] },
      "hls-pull": { type: "hls-pull", timecode: "none", bufferSegments: 3, urls: ["https://a.tv/a.m3u8", "https://b.tv/a.m3u8"] },
      "mp4-demo": DEMO.source,
    } as const satisfies Record<string, Channel["source"]>;
    const kinds = [
      { type: "embedded", channel: 1 },
      { type: "scte-20", channel: 1 },
      { type: "teletext", page: "888" },
      { type: "dvb-sub", pid: 33 },
      { type: "scte-27", pid: 33 },
    ] as const;
    const taken = Object.entries(sources).map(([name, source]) => [
      name,
      kinds
        .filter((kind) => {
          const captions = [{ name: "one", language: "eng", title: "One", role: "caption" as const, source: kind }];
          return soundProblems("here", { ...STUDIO, source, captions }, true).length === 0;
        })
        .map(({ type }) => type),
    ]);
    assert.deepEqual(Object.fromEntries(taken), {
      "rtp-push": ["embedded", "scte-20", "teletext", "dvb-sub", "scte-27"],
      "rtmp-push": ["embedded"],
      "rtmp-pull": ["embedded"],
      "hls-pull": ["embedded", "scte-20"],
      "mp4-demo": [],
    });
  });

  it("[L5] asks every input for every language: several languages need several audios in all of them", () => {
    const problems = soundProblems("here", { ...RICH, moreInputs: { backup: STUDIO.source } }, true);
    assert.deepEqual(
      problems.map(({ path, what }) => [path, what]),
      [["here.audio.tracks", "names 3 tracks, and RTMP carries one audio"]],
    );
    assert.deepEqual(soundProblems("here", { ...RICH, moreInputs: { backup: ARENA.source } }, true), []);
  });

  it("[L5] takes the one audio of a further input, however the primary's is found, and captions where they are", () => {
    const tracks = RICH.audio?.tracks.filter(({ isDefault }) => isDefault) ?? [];
    const backed: Channel = { ...RICH, audio: { loudness: "none", tracks }, moreInputs: { backup: STUDIO.source, film: DEMO.source } };
    assert.deepEqual(soundProblems("here", backed, true), []);
    const taken = templateOf(backed).InputAttachments.map(({ InputAttachmentName, InputSettings: set }) => ({
      input: InputAttachmentName,
      audio: set?.AudioSelectors,
      captions: set?.CaptionSelectors?.map(({ Name }) => Name),
    }));
    assert.deepEqual(taken, [
      {
        input: "primary",
        audio: [{ Name: "english", SelectorSettings: { AudioPidSelection: { Pid: 482 } } }],
        captions: ["c-dvb", "c-english", "c-page"],
      },
      { input: "backup", audio: [{ Name: "english" }], captions: ["c-english"] },
      { input: "film", audio: [{ Name: "english" }], captions: undefined },
    ]);
  });

  it("[L5] has nothing to say of a channel that fits", () => {
    fc.assert(
      fc.property(soundChannels, (channel) => {
        const pictured = channel.captions?.filter(({ source }) => source.type === "dvb-sub" || source.type === "scte-27") ?? [];
        fc.pre(pictured.length <= 3);
        assert.deepEqual(soundProblems("here", channel, true), []);
      }),
    );
  });
});

describe("thumbnails", () => {
  const scope = {
    accountId: "123456789012",
    region: "us-east-1",
    origin: { channelGroup: "onair-prod-main", channel: "arena", liveEndpoint: "live" },
  };
  const statements = (thumbnails?: boolean): { Sid: string; Resource: string; Action: string; Condition?: object }[] =>
    (JSON.parse(encoderPolicy({ ...scope, ...(thumbnails === undefined ? {} : { thumbnails }) })) as { Statement: never[] }).Statement;

  it("[L3] are in the template only when asked for, and refused where the typed resource cannot say them", () => {
    assert.deepEqual(templateOf({ ...ARENA, thumbnails: true }).EncoderSettings.ThumbnailConfiguration, { State: "AUTO" });
    assert.deepEqual(soundProblems("here", { ...ARENA, thumbnails: true }, true), []);
    const [problem] = soundProblems("here", { ...STUDIO, thumbnails: true }, false);
    assert.equal(problem?.path, "here.thumbnails");
  });

  it("[L3] let the encoder write to buckets of other accounts, never to ours, and only when asked for", () => {
    assert.ok(!statements().some(({ Sid }) => Sid === "WriteThumbnails"));
    const found = statements(true).find(({ Sid }) => Sid === "WriteThumbnails");
    assert.deepEqual(found, {
      Sid: "WriteThumbnails",
      Effect: "Allow",
      Action: "s3:PutObject",
      Resource: "*",
      Condition: { StringNotEquals: { "aws:ResourceAccount": scope.accountId } },
    });
  });
});

function without<T extends object>(value: T, ...keys: readonly (keyof T)[]): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key as keyof T))) as Partial<T>;
}

/** Keys as MediaLive spells them. */
function pascal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pascal);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key.includes(":") ? key : `${key.charAt(0).toUpperCase()}${key.slice(1)}`, pascal(item)]),
  );
}
