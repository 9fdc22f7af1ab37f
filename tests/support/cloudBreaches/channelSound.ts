/** Sound and captions of MediaLive channels. */
import type { Properties } from "../../../rehearsal/cloud/values.ts";
import { channelTemplate, encoderSettings } from "../cloudChannel.ts";
import type { World } from "../cloudWorld.ts";
import { breach, type Breach } from "./breach.ts";

interface Sound {
  audioSelectors?: Properties[];
  captionSelectors?: Properties[];
  captionDescriptions?: Properties[];
  audioDescriptions?: Properties[];
  outputGroups?: Properties[];
}

/** The typed channel once more, on an input of its own, with other sound. */
function sounding({ audioSelectors, captionSelectors, ...encoder }: Sound): (world: World) => Promise<unknown> {
  return async (world) => {
    await world.make("film", {}, "film2");
    const inputSettings = {
      ...(audioSelectors === undefined ? {} : { audioSelectors }),
      ...(captionSelectors === undefined ? {} : { captionSelectors }),
    };
    const inputAttachments = [{ inputAttachmentName: "film", inputId: world.id("film2"), inputSettings }];
    return world.make("typedChannel", { inputAttachments, encoderSettings: { ...encoderSettings, ...encoder } }, "typed2");
  };
}

const toWebVtt = (...selectors: string[]): Properties[] =>
  selectors.map((captionSelectorName) => ({
    name: `text-${captionSelectorName}`,
    captionSelectorName,
    destinationSettings: { webvttDestinationSettings: { styleControl: "NO_STYLE_DATA" } },
  }));

const embedded = (channel: number): Properties => ({
  name: `cc${String(channel)}`,
  selectorSettings: { embeddedSourceSettings: { source608ChannelNumber: channel } },
});

const pictured = (name: string, settings: Properties): Properties => ({ name, selectorSettings: { dvbSubSourceSettings: settings } });

const sound: Properties = { name: "sound", audioSelectorName: "default", codecSettings: { aacSettings: { bitrate: 96_000 } } };

/** Another stack, whose channel has these outputs in its CMAF ingest group: only a template can say one. */
function ingesting(...Outputs: Properties[]): (world: World) => Promise<unknown> {
  const templateBody = channelTemplate("STANDARD", (template) => {
    const { EncoderSettings } = ((template["Resources"] as Properties)["Channel"] as Properties)["Properties"] as Properties;
    for (const group of (EncoderSettings as Properties)["OutputGroups"] as Properties[]) group["Outputs"] = Outputs;
    return template;
  });
  return (world) => {
    const parameters = { ...(world.inputs("stack")["parameters"] as Properties), InputId: world.id("rtp") };
    return world.make("stack", { name: "another", templateBody, parameters }, "another");
  };
}

const output = (OutputName: string, carried: Properties, NameModifier = OutputName): Properties => ({
  OutputName,
  ...carried,
  OutputSettings: { CmafIngestOutputSettings: { NameModifier } },
});

export const channelSound: Breach[] = [
  breach(
    "selectorNamesUnique",
    "two audio selectors of one name",
    /film has two selectors named default/,
    sounding({ audioSelectors: [{ name: "default" }, { name: "default" }] }),
  ),
  breach(
    "selectorNamesUnique",
    "two caption selectors of one name",
    /two selectors named cc1/,
    sounding({ captionSelectors: [embedded(1), embedded(1)] }),
  ),
  breach(
    "descriptionNamesUnique",
    "two audio descriptions of one name",
    /two audioDescriptions named sound/,
    sounding({ audioDescriptions: [sound, sound] }),
  ),
  breach(
    "audioSelectorExists",
    "an audio description of a selector that the input has not",
    /audio selector default, which input attachment film does not have/,
    sounding({ audioSelectors: [{ name: "english" }] }),
  ),
  breach(
    "captionSelectorExists",
    "a caption description that names no selector",
    /caption selector cc1, which no input attachment has/,
    sounding({ captionDescriptions: toWebVtt("cc1") }),
  ),
  breach(
    "audioSelectorCount",
    "twenty-one audio selectors",
    /takes 20 audio selectors, not 21/,
    sounding({ audioSelectors: Array.from({ length: 21 }, (_, index) => ({ name: index === 0 ? "default" : `a${String(index)}` })) }),
  ),
  breach(
    "teletextPage",
    "teletext without a page",
    /selector ttx converts teletext and needs a page/,
    sounding({
      captionSelectors: [{ name: "ttx", selectorSettings: { teletextSourceSettings: {} } }],
      captionDescriptions: toWebVtt("ttx"),
    }),
  ),
  breach(
    "picturesLocated",
    "DVB subtitles without PID and language",
    /selector sub needs a PID or a language/,
    sounding({ captionSelectors: [pictured("sub", { ocrLanguage: "DEU" })], captionDescriptions: toWebVtt("sub") }),
  ),
  breach(
    "picturesReadable",
    "DVB subtitles without an OCR language",
    /selector sub needs an OCR language/,
    sounding({ captionSelectors: [pictured("sub", { pid: 33 })], captionDescriptions: toWebVtt("sub") }),
  ),
  breach(
    "picturesReadable",
    "four languages of pictures",
    /in 3 languages, not 4/,
    sounding({
      captionSelectors: ["DEU", "ENG", "FRA", "SPA"].map((ocrLanguage, index) => pictured(ocrLanguage, { ocrLanguage, pid: 33 + index })),
      captionDescriptions: toWebVtt("DEU", "ENG", "FRA", "SPA"),
    }),
  ),
  breach(
    "embeddedCount",
    "five embedded captions",
    /converts 4 embedded captions, not 5/,
    sounding({
      captionSelectors: [...[1, 2, 3, 4].map(embedded), { ...embedded(1), name: "again" }],
      captionDescriptions: toWebVtt("cc1", "cc2", "cc3", "cc4", "again"),
    }),
  ),
  breach(
    "cmafOneEncode",
    "picture and sound in one CMAF output",
    /output all of a CMAF ingest group carries 2 encodes \(720p, sound\)/,
    ingesting(output("all", { VideoDescriptionName: "720p", AudioDescriptionNames: ["sound"] })),
  ),
  breach(
    "cmafOneEncode",
    "a CMAF output of nothing",
    /output none of a CMAF ingest group carries 0 encodes/,
    ingesting(output("none", {})),
  ),
  breach(
    "cmafModifiersDiffer",
    "two pictures of one name modifier",
    /two video outputs of a CMAF ingest group have the name modifier "_v"/,
    ingesting(output("one", { VideoDescriptionName: "720p" }, "_v"), output("two", { VideoDescriptionName: "720p" }, "_v")),
  ),
];
