/** Failover between inputs, SCTE-35 and the pictures that stand in for others. */
import type { Properties } from "../../../rehearsal/cloud/values.ts";
import { channelTemplate, encoderSettings } from "../cloudChannel.ts";
import type { World } from "../cloudWorld.ts";
import { breach, type Breach } from "./breach.ts";

type Failover = (world: World) => Properties;

const condition = (settings: Properties): Properties => ({ failoverConditionSettings: settings });
const loss = (inputLossThresholdMsec: number): Properties => condition({ inputLossSettings: { inputLossThresholdMsec } });

/** Two free inputs, rtp and another of the examples, in the typed channel once more. */
function paired(settings: Failover, second = "rtp2"): (world: World) => Promise<unknown> {
  return async (world) => {
    await world.make("rtp", { name: "sport-backup" }, "rtp2");
    const hls = { networkInputSettings: { hlsInputSettings: { bufferSegments: 3 } } };
    const inputAttachments: Properties[] = [
      { inputAttachmentName: "main", inputId: world.id("rtp"), automaticInputFailoverSettings: settings(world) },
      { inputAttachmentName: "backup", inputId: world.id(second), ...(second === "hls" ? { inputSettings: hls } : {}) },
    ];
    return world.make("typedChannel", { name: "again", inputAttachments }, "typed2");
  };
}

const toBackup =
  (more: Properties = {}): Failover =>
  (world) => ({
    secondaryInputId: world.id("rtp2"),
    inputPreference: "PRIMARY_INPUT_PREFERRED",
    failoverConditions: [loss(1000)],
    ...more,
  });

/** The typed channel once more, with other settings of its encoder. */
function encoding(change: Properties, inputSettings?: Properties): (world: World) => Promise<unknown> {
  return (world) => {
    const attachment = { inputAttachmentName: "main", inputId: world.id("rtp"), ...(inputSettings === undefined ? {} : { inputSettings }) };
    const settings = { ...encoderSettings, ...change };
    return world.make("typedChannel", { name: "again", inputAttachments: [attachment], encoderSettings: settings }, "typed2");
  };
}

const blanked = (uri: string): Properties => ({ availBlanking: { state: "ENABLED", availBlankingImage: { uri } } });
const lost = (more: Properties): Properties => ({
  globalConfiguration: {
    inputLossBehavior: { inputLossImageType: "SLATE", inputLossImageSlate: { uri: "https://cdn.example/off.png" }, ...more },
  },
});

export const channelSignals: Breach[] = [
  breach(
    "failoverAttached",
    "a pair of an input with itself",
    /cannot be its own secondary input/,
    paired((world) => ({ secondaryInputId: world.id("rtp") })),
  ),
  breach(
    "failoverAttached",
    "a second input that is not attached",
    /secondary input .* is not attached/,
    paired((world) => ({ secondaryInputId: world.id("film") })),
  ),
  breach("failoverAttached", "two inputs that stand in for each other", /is primary and secondary/, async (world) => {
    await world.make("rtp", { name: "sport-backup" }, "rtp2");
    const attachment = (own: string, other: string): Properties => ({
      inputAttachmentName: own,
      inputId: world.id(own),
      automaticInputFailoverSettings: { secondaryInputId: world.id(other) },
    });
    return world.make(
      "typedChannel",
      { name: "again", inputAttachments: [attachment("rtp", "rtp2"), attachment("rtp2", "rtp")] },
      "typed2",
    );
  }),
  breach(
    "failoverTypes",
    "a pulled second input",
    /type URL_PULL cannot be in a failover pair/,
    paired((world) => ({ secondaryInputId: world.id("hls") }), "hls"),
  ),
  breach("failoverTypes", "a pair of two types", /different types: RTP_PUSH and RTMP_PUSH/, async (world) => {
    await world.make("rtmp", { name: "other" }, "rtmp2");
    return paired((there) => ({ secondaryInputId: there.id("rtmp2") }), "rtmp2")(world);
  }),
  breach(
    "failoverConditions",
    "input loss of a frame or two",
    /inputLossThresholdMsec of 99 is less than 100/,
    paired(toBackup({ failoverConditions: [loss(99)] })),
  ),
  breach(
    "failoverConditions",
    "black of half a second",
    /videoBlackThresholdMsec of 500 is less than 1000/,
    paired(toBackup({ failoverConditions: [condition({ videoBlackSettings: { videoBlackThresholdMsec: 500 } })] })),
  ),
  breach(
    "failoverConditions",
    "black brighter than white",
    /black level of 1.5/,
    paired(toBackup({ failoverConditions: [condition({ videoBlackSettings: { blackDetectThreshold: 1.5 } })] })),
  ),
  breach(
    "failoverConditions",
    "a silent track that is not there",
    /audio selector english, which the input does not have/,
    paired(toBackup({ failoverConditions: [condition({ audioSilenceSettings: { audioSelectorName: "english" } })] })),
  ),
  breach("failoverConditions", "no time to recover", /error clear time of 0/, paired(toBackup({ errorClearTimeMsec: 0 }))),
  breach(
    "epochHlsMarkers",
    "markers in an HLS group under epoch locking",
    /cannot pass SCTE-35 in a channel with epoch locking/,
    encoding({ globalConfiguration: { outputLockingMode: "EPOCH_LOCKING" } }),
  ),
  breach("imageAddresses", "a JPEG for a slate", /only bmp and png are supported/, encoding(blanked("s3ssl://slates/break.jpg"))),
  breach("imageAddresses", "a bucket with dots", /bucket with dots/, encoding(blanked("s3ssl://my.slates/break.png"))),
  breach(
    "imagesExist",
    "an image that nobody uploaded",
    /NoSuchKey: the image .*break\.png/,
    encoding(blanked("s3ssl://onair-archive/break.png")),
  ),
  breach("signalRanges", "a network id that is none", /has 7 characters, not 34/, (world) => {
    const templateBody = channelTemplate("STANDARD", (template) => {
      const { EncoderSettings } = ((template["Resources"] as Properties)["Channel"] as Properties)["Properties"] as Properties;
      (EncoderSettings as Properties)["BlackoutSlate"] = { State: "ENABLED", NetworkEndBlackout: "ENABLED", NetworkId: "network" };
      return template;
    });
    const parameters = { ...(world.inputs("stack")["parameters"] as Properties), InputId: world.id("rtp") };
    return world.make("stack", { name: "another", templateBody, parameters }, "another");
  }),
  breach("signalRanges", "a PID of a table", /SCTE-35 PID of 16/, encoding({}, { scte35Pid: 16 })),
  breach("signalRanges", "a picture held for an hour", /repeat time of 3600000/, encoding(lost({ repeatFrameMsec: 3_600_000 }))),
];
