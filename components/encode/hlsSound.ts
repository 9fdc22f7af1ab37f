import type aws from "@pulumi/aws";
import type { AudioEncode, AudioSelectorPlan, LoudnessPlan } from "./audioPlan.ts";
import type { CaptionEncode, CaptionSelectorPlan } from "./captionPlan.ts";
import type { EncoderPlan, OutputPlan } from "./encoderPlan.ts";
import type { AudioPick } from "./soundTypes.ts";

type InputSettings = aws.types.input.medialive.ChannelInputAttachmentInputSettings;
type AudioSelector = aws.types.input.medialive.ChannelInputAttachmentInputSettingsAudioSelector;
type CaptionSelector = aws.types.input.medialive.ChannelInputAttachmentInputSettingsCaptionSelector;
type Encoder = aws.types.input.medialive.ChannelEncoderSettings;
type AudioDescription = aws.types.input.medialive.ChannelEncoderSettingsAudioDescription;
type CaptionDescription = aws.types.input.medialive.ChannelEncoderSettingsCaptionDescription;
type Output = aws.types.input.medialive.ChannelEncoderSettingsOutputGroupOutput;

/** The one group of a channel that names no tracks: both rates are in it. */
const AUDIO_GROUP = "audio";

/** What is taken out of one input of the channel. */
export function hlsSoundSelectors({ selectors }: Pick<EncoderPlan, "selectors">, input: string): InputSettings {
  const { audio = [], captions = [] } = selectors.find((one) => one.input === input) ?? {};
  return {
    audioSelectors: audio.map(audioSelector),
    ...(captions.length === 0 ? {} : { captionSelectors: captions.map(captionSelector) }),
  };
}

function audioSelector({ name, pick }: AudioSelectorPlan): AudioSelector {
  return { name, ...(pick === undefined ? {} : { selectorSettings: picked(pick) }) };
}

function picked(pick: AudioPick): NonNullable<AudioSelector["selectorSettings"]> {
  switch (pick.by) {
    case "pid":
      return { audioPidSelection: { pid: pick.pid } };
    case "track":
      return { audioTrackSelection: { tracks: [{ track: pick.track }] } };
    case "language":
      return { audioLanguageSelection: { languageCode: pick.language, languageSelectionPolicy: "STRICT" } };
  }
}

function captionSelector({ name, source, language, ocr }: CaptionSelectorPlan): CaptionSelector {
  const head = { name, ...(language === undefined ? {} : { languageCode: language }) };
  const pictures = (pid: number | undefined): { ocrLanguage?: string; pid?: number } => ({
    ...(ocr === undefined ? {} : { ocrLanguage: ocr }),
    ...(pid === undefined ? {} : { pid }),
  });
  switch (source.type) {
    case "embedded":
      return {
        ...head,
        selectorSettings: {
          embeddedSourceSettings: { convert608To708: "DISABLED", scte20Detection: "OFF", source608ChannelNumber: source.channel },
        },
      };
    case "scte-20":
      return {
        ...head,
        selectorSettings: { scte20SourceSettings: { convert608To708: "DISABLED", source608ChannelNumber: source.channel } },
      };
    case "teletext":
      return { ...head, selectorSettings: { teletextSourceSettings: { pageNumber: source.page } } };
    case "dvb-sub":
      return { ...head, selectorSettings: { dvbSubSourceSettings: pictures(source.pid) } };
    case "scte-27":
      return { ...head, selectorSettings: { scte27SourceSettings: pictures(source.pid) } };
  }
}

/** Sound and captions of the encoder: HLS has no DASH roles, and the resource no limit of peaks. */
export function hlsSoundEncodes(plan: EncoderPlan): Pick<Encoder, "audioDescriptions" | "captionDescriptions"> {
  return {
    audioDescriptions: plan.audios.map((audio) => audioDescription(audio, plan.loudness)),
    ...(plan.captions.length === 0 ? {} : { captionDescriptions: plan.captions.map(captionDescription) }),
  };
}

function audioDescription(audio: AudioEncode, loudness: LoudnessPlan | undefined): AudioDescription {
  const { track } = audio;
  return {
    name: audio.name,
    audioSelectorName: audio.selector,
    ...(track === undefined
      ? { audioTypeControl: "FOLLOW_INPUT", languageCodeControl: "FOLLOW_INPUT" }
      : {
          audioType: track.role === "description" ? "VISUAL_IMPAIRED_COMMENTARY" : "UNDEFINED",
          audioTypeControl: "USE_CONFIGURED",
          languageCode: track.language,
          languageCodeControl: "USE_CONFIGURED",
          streamName: track.title,
        }),
    ...(loudness === undefined
      ? {}
      : {
          audioNormalizationSettings: {
            algorithm: loudness.algorithm,
            algorithmControl: "CORRECT_AUDIO",
            targetLkfs: loudness.targetLkfs,
          },
        }),
    codecSettings: {
      aacSettings: {
        bitrate: audio.bitrate,
        codingMode: "CODING_MODE_2_0",
        inputType: "NORMAL",
        profile: "LC",
        rateControlMode: "CBR",
        rawFormat: "NONE",
        sampleRate: 48_000,
        spec: "MPEG4",
      },
    },
  };
}

function captionDescription(caption: CaptionEncode): CaptionDescription {
  return {
    name: caption.name,
    captionSelectorName: caption.selector,
    languageCode: caption.language,
    languageDescription: caption.title,
    // Told in the HLS manifest (MediaLive API, CaptionDescription.Accessibility).
    accessibility: caption.role === "caption" ? "IMPLEMENTS_ACCESSIBILITY_FEATURES" : "DOES_NOT_IMPLEMENT_ACCESSIBILITY_FEATURES",
    destinationSettings: { webvttDestinationSettings: { styleControl: caption.style } },
  };
}

/** Groups of audio that every picture goes with, as the API lists them. A group holds one rate in every language. */
export function audioRenditionSets({ audios }: Pick<EncoderPlan, "audios">): string {
  return [...new Set(audios.map(audioGroup))].join(",");
}

function audioGroup({ track, rank }: AudioEncode): string {
  return track === undefined ? AUDIO_GROUP : `${AUDIO_GROUP}-${String(rank)}`;
}

/** The output of one audio rendition. */
export function audioOutput(output: OutputPlan, plan: EncoderPlan): Output {
  const audio = plan.audios.find(({ name }) => name === output.encode);
  if (audio === undefined) throw new RangeError(`output ${output.name} has no audio encode ${output.encode}`);
  return {
    outputName: output.name,
    audioDescriptionNames: [output.encode],
    outputSettings: {
      hlsOutputSettings: {
        nameModifier: `_${output.name}`,
        hlsSettings: { audioOnlyHlsSettings: { audioGroupId: audioGroup(audio), audioTrackType: trackType(audio), segmentType: "AAC" } },
      },
    },
  };
}

/** The default is played unless chosen otherwise; a commentary or a description only when chosen. */
function trackType({ track, rank }: AudioEncode): string {
  if (track === undefined) return rank === 1 ? "ALTERNATE_AUDIO_AUTO_SELECT_DEFAULT" : "ALTERNATE_AUDIO_AUTO_SELECT";
  if (track.isDefault) return "ALTERNATE_AUDIO_AUTO_SELECT_DEFAULT";
  return track.role === "main" ? "ALTERNATE_AUDIO_AUTO_SELECT" : "ALTERNATE_AUDIO_NOT_AUTO_SELECT";
}

/** The output of one language of captions: WebVTT is a sidecar, in an output without picture and sound. */
export function captionOutput(output: OutputPlan): Output {
  return {
    outputName: output.name,
    captionDescriptionNames: [output.encode],
    outputSettings: {
      hlsOutputSettings: { nameModifier: `_${output.name}`, hlsSettings: { standardHlsSettings: { m3u8Settings: {} } } },
    },
  };
}
