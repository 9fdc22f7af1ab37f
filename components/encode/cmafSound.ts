import type { Json } from "../storage/index.ts";
import type { AudioEncode, AudioSelectorPlan, LoudnessPlan } from "./audioPlan.ts";
import type { CaptionEncode, CaptionSelectorPlan } from "./captionPlan.ts";
import type { EncoderPlan } from "./encoderPlan.ts";
import type { AudioPick, AudioRole, CaptionRole } from "./soundTypes.ts";

/**
 * Accessibility as CMAF ingest carries it: DASH roles (ISO/IEC 23009-1) and DVB DASH accessibility (ETSI TS 103 285);
 * MediaLive User Guide, "Including audio accessibility data" and "Including accessibility data in captions".
 */
const AUDIO_ROLES: Readonly<Record<AudioRole, Json>> = {
  main: { AudioDashRoles: ["MAIN"], AudioType: "UNDEFINED" },
  commentary: { AudioDashRoles: ["COMMENTARY"], AudioType: "UNDEFINED" },
  description: {
    AudioDashRoles: ["DESCRIPTION"],
    AudioType: "VISUAL_IMPAIRED_COMMENTARY",
    DvbDashAccessibility: "DVBDASH_1_VISUALLY_IMPAIRED",
  },
};
const CAPTION_ROLES: Readonly<Record<CaptionRole, Json>> = {
  caption: { CaptionDashRoles: ["CAPTION"], DvbDashAccessibility: "DVBDASH_2_HARD_OF_HEARING" },
  subtitle: { CaptionDashRoles: ["SUBTITLE"] },
};

/** What is taken out of one input of the channel. Keys of `InputSettings`. */
export function soundSelectors({ selectors }: Pick<EncoderPlan, "selectors">, input: string): Record<string, Json> {
  const { audio = [], captions = [] } = selectors.find((one) => one.input === input) ?? {};
  return {
    AudioSelectors: audio.map(audioSelector),
    ...(captions.length === 0 ? {} : { CaptionSelectors: captions.map(captionSelector) }),
  };
}

function audioSelector({ name, pick }: AudioSelectorPlan): Json {
  return { Name: name, ...(pick === undefined ? {} : { SelectorSettings: picked(pick) }) };
}

function picked(pick: AudioPick): Json {
  switch (pick.by) {
    case "pid":
      return { AudioPidSelection: { Pid: pick.pid } };
    case "track":
      return { AudioTrackSelection: { Tracks: [{ Track: pick.track }] } };
    case "language":
      // Strict: when the language goes, silence is right; another language under this one's name is not.
      return { AudioLanguageSelection: { LanguageCode: pick.language, LanguageSelectionPolicy: "STRICT" } };
  }
}

function captionSelector({ name, source, language, ocr }: CaptionSelectorPlan): Json {
  const pictures = { ...(ocr === undefined ? {} : { OcrLanguage: ocr }) };
  const head = { Name: name, ...(language === undefined ? {} : { LanguageCode: language }) };
  switch (source.type) {
    case "embedded":
      return {
        ...head,
        SelectorSettings: {
          EmbeddedSourceSettings: { Convert608To708: "DISABLED", Scte20Detection: "OFF", Source608ChannelNumber: source.channel },
        },
      };
    case "scte-20":
      return {
        ...head,
        SelectorSettings: { Scte20SourceSettings: { Convert608To708: "DISABLED", Source608ChannelNumber: source.channel } },
      };
    case "teletext":
      return { ...head, SelectorSettings: { TeletextSourceSettings: { PageNumber: source.page } } };
    case "dvb-sub":
      return { ...head, SelectorSettings: { DvbSubSourceSettings: { ...pictures, ...pid(source.pid) } } };
    case "scte-27":
      return { ...head, SelectorSettings: { Scte27SourceSettings: { ...pictures, ...pid(source.pid) } } };
  }
}

function pid(value: number | undefined): Record<string, Json> {
  return value === undefined ? {} : { Pid: value };
}

/** One AAC encode. Without a track, language and purpose are the source's own. */
export function audioDescription(audio: AudioEncode, loudness?: LoudnessPlan): Json {
  const { track } = audio;
  return {
    Name: audio.name,
    AudioSelectorName: audio.selector,
    ...(track === undefined
      ? { AudioTypeControl: "FOLLOW_INPUT", LanguageCodeControl: "FOLLOW_INPUT" }
      : {
          AudioTypeControl: "USE_CONFIGURED",
          LanguageCodeControl: "USE_CONFIGURED",
          LanguageCode: track.language,
          StreamName: track.title,
          ...(AUDIO_ROLES[track.role] as Record<string, Json>),
        }),
    ...(loudness === undefined ? {} : { AudioNormalizationSettings: normalization(loudness) }),
    CodecSettings: {
      AacSettings: {
        Bitrate: audio.bitrate,
        CodingMode: "CODING_MODE_2_0",
        InputType: "NORMAL",
        Profile: "LC",
        RateControlMode: "CBR",
        RawFormat: "NONE",
        SampleRate: 48_000,
        Spec: "MPEG4",
      },
    },
  };
}

function normalization({ algorithm, targetLkfs, peakLimit }: LoudnessPlan): Json {
  return {
    Algorithm: algorithm,
    AlgorithmControl: "CORRECT_AUDIO",
    PeakCalculation: "TRUE_PEAK",
    PeakLimiterThreshold: peakLimit,
    TargetLkfs: targetLkfs,
  };
}

/** One WebVTT encode. */
export function captionDescription(caption: CaptionEncode): Json {
  return {
    Name: caption.name,
    CaptionSelectorName: caption.selector,
    LanguageCode: caption.language,
    LanguageDescription: caption.title,
    DestinationSettings: { WebvttDestinationSettings: { StyleControl: caption.style } },
    ...(CAPTION_ROLES[caption.role] as Record<string, Json>),
  };
}
