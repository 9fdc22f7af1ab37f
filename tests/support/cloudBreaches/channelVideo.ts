/** Video of MediaLive channels. */
import type { Properties } from "../../../rehearsal/cloud/values.ts";
import { channelTemplate, encoderSettings } from "../cloudChannel.ts";
import type { World } from "../cloudWorld.ts";
import { breach, type Breach } from "./breach.ts";

/** Another stack, whose channel encodes this picture; `encoder` changes what stands beside it. */
function encoding(CodecSettings: Properties, picture: Properties = {}, encoder: Properties = {}): (world: World) => Promise<unknown> {
  const templateBody = channelTemplate("STANDARD", (template) => {
    const { EncoderSettings } = ((template["Resources"] as Properties)["Channel"] as Properties)["Properties"] as Properties;
    const settings = EncoderSettings as Properties;
    settings["VideoDescriptions"] = [{ Name: "720p", Width: 1280, Height: 720, ...picture, CodecSettings }];
    Object.assign(settings, encoder);
    return template;
  });
  return (world) => {
    const parameters = { ...(world.inputs("stack")["parameters"] as Properties), InputId: world.id("rtp") };
    return world.make("stack", { name: "another", templateBody, parameters }, "another");
  };
}

/** The typed channel once more, on an input of its own, with this picture. */
function typed(codecSettings: Properties, picture: Properties = {}): (world: World) => Promise<unknown> {
  return async (world) => {
    await world.make("film", {}, "film2");
    const videoDescriptions = [{ name: "720p", width: 1280, height: 720, ...picture, codecSettings }];
    const inputAttachments = [{ inputAttachmentName: "film", inputId: world.id("film2") }];
    return world.make("typedChannel", { inputAttachments, encoderSettings: { ...encoderSettings, videoDescriptions } }, "typed2");
  };
}

const rate: Properties = { FramerateNumerator: 25, FramerateDenominator: 1 };
const uhd: Properties = { Width: 3840, Height: 2160 };
const layered: Properties = { GopBReference: "DISABLED", GopNumBFrames: 2, SubgopLength: "FIXED" };
const epoch: Properties = { GlobalConfiguration: { OutputLockingMode: "EPOCH_LOCKING", OutputTimingSource: "INPUT_CLOCK" } };
const specified: Properties = { FramerateControl: "SPECIFIED", ...rate };

export const channelVideo: Breach[] = [
  breach("template", "H.265 without a frame rate", /missing required property ".*FramerateNumerator"/, encoding({ H265Settings: {} })),
  breach(
    "template",
    "AV1 without a frame rate",
    /missing required property ".*FramerateDenominator"/,
    encoding({ Av1Settings: { FramerateNumerator: 25 } }),
  ),
  breach(
    "encodeRanges",
    "13 Mbit of AV1",
    /av1Settings.maxBitrate is 13000000, and must be 50000 to 12000000/,
    encoding({ Av1Settings: { ...rate, MaxBitrate: 13_000_000 } }),
  ),
  breach(
    "encodeRanges",
    "50 Mbit of H.265",
    /h265Settings.bitrate is 50000000/,
    encoding({ H265Settings: { ...rate, Bitrate: 50_000_000 } }),
  ),
  breach("encodeRanges", "a rate below a kilobit", /h264Settings.bitrate is 999/, typed({ h264Settings: { bitrate: 999 } })),
  breach(
    "encodeRanges",
    "a quality of 11",
    /qvbrQualityLevel is 11, and must be 1 to 10/,
    encoding({ H264Settings: { QvbrQualityLevel: 11 } }),
  ),
  breach("evenPicture", "an odd height", /721 pixels is not an even number/, encoding({ H264Settings: {} }, { Height: 721 })),
  breach(
    "rateForControl",
    "CBR without a rate",
    /CBR needs a bitrate/,
    encoding({ H264Settings: { RateControlMode: "CBR", MaxBitrate: 1_000_000 } }),
  ),
  breach(
    "entropyOfProfile",
    "CABAC in baseline",
    /CABAC is not available/,
    encoding({ H264Settings: { Profile: "BASELINE", EntropyEncoding: "CABAC" } }),
  ),
  breach(
    "framesAbove1080",
    "H.265 in UHD with referenced B-frames",
    /gopBReference must be DISABLED/,
    encoding({ H265Settings: { ...rate } }, uhd),
  ),
  breach(
    "framesAbove1080",
    "H.265 in UHD with three B-frames",
    /gopNumBFrames must be 2/,
    encoding({ H265Settings: { ...rate, ...layered, GopNumBFrames: 3 } }, uhd),
  ),
  breach(
    "framesAbove1080",
    "H.265 in UHD with sub-GOPs that vary",
    /subgopLength must be FIXED/,
    encoding({ H265Settings: { ...rate, ...layered, SubgopLength: "DYNAMIC" } }, uhd),
  ),
  breach(
    "pictureQuotas",
    "a second UHD channel",
    /quota medialive\/uhdChannels of 1/,
    many(2, { h264Settings: {} }, { width: 3840, height: 2160 }),
  ),
  breach("av1Picture", "AV1 in UHD", /AV1 is not available at 2160 lines/, encoding({ Av1Settings: { ...rate } }, uhd)),
  breach(
    "av1Carriage",
    "AV1 in HLS",
    /output 720p cannot carry AV1/,
    encoding({ Av1Settings: { ...rate } }, {}, { OutputGroups: [hlsGroup()] }),
  ),
  breach(
    "epochFrameRates",
    "epoch locking at the frame rate of the source",
    /720p: epoch locking needs a specified frame rate/,
    encoding({ H264Settings: { FramerateControl: "INITIALIZE_FROM_SOURCE" } }, {}, epoch),
  ),
  breach("epochFrameRates", "whole and fractional frame rates under epoch locking", /all whole or all fractional/, (world) =>
    encoding(
      { H264Settings: specified },
      {},
      {
        ...epoch,
        VideoDescriptions: [
          { Name: "720p", CodecSettings: { H264Settings: specified } },
          { Name: "360p", CodecSettings: { H264Settings: { ...specified, FramerateNumerator: 30_000, FramerateDenominator: 1_001 } } },
        ],
      },
    )(world),
  ),
];

/** The typed channel `count` times with this picture, each on an input of its own, in an account that has room for so many channels. */
function many(count: number, codecSettings: Properties, picture: Properties = {}): (world: World) => Promise<unknown> {
  return async (world) => {
    for (let index = 0; index < count; index += 1) {
      const film = `film ${String(index)}`;
      await world.make("film", {}, film);
      const videoDescriptions = [{ name: "720p", width: 1280, height: 720, ...picture, codecSettings }];
      const inputAttachments = [{ inputAttachmentName: "film", inputId: world.id(film) }];
      await world.make(
        "typedChannel",
        { name: film, inputAttachments, encoderSettings: { ...encoderSettings, videoDescriptions } },
        `channel ${String(index)}`,
      );
    }
  };
}

function hlsGroup(): Properties {
  return {
    OutputGroupSettings: { HlsGroupSettings: { Destination: { DestinationRefId: "origin" } } },
    Outputs: [
      {
        OutputName: "720p",
        VideoDescriptionName: "720p",
        OutputSettings: { HlsOutputSettings: { HlsSettings: { StandardHlsSettings: { M3u8Settings: {} } } } },
      },
    ],
  };
}
