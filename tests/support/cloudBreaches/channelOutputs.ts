/** RTMP, frame capture and SRT outputs of a channel in a template. */
import { keepSecret } from "../../../rehearsal/cloud/secrets.ts";
import type { Properties } from "../../../rehearsal/cloud/values.ts";
import { channelTemplate } from "../cloudChannel.ts";
import type { World } from "../cloudWorld.ts";
import { breach, type Breach } from "./breach.ts";

const SECRET = "onair/prod/news/outputs/tube/stream-key-1";
const REFERENCE = `{{resolve:secretsmanager:${SECRET}:SecretString}}`;
const BUCKET = "s3ssl://onair-archive";
const ABSENT = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:nobody-AbCdEf";

interface Output {
  /** `Rtmp`, `FrameCapture`, `Srt`. */
  readonly kind: string;
  readonly destination: Properties;
  readonly output?: Properties;
  /** More video descriptions. */
  readonly videos?: readonly Properties[];
}

const rtmp = (settings: readonly Properties[], output: Properties = {}, videos: readonly Properties[] = []): Output => ({
  kind: "Rtmp",
  destination: { Settings: [...settings] },
  output: {
    VideoDescriptionName: "720p",
    AudioDescriptionNames: ["sound"],
    OutputSettings: { RtmpOutputSettings: { Destination: { DestinationRefId: "more" } } },
    ...output,
  },
  videos,
});

const key = (url: string): Properties => ({ Url: url, StreamName: REFERENCE });
const tube = (output: Properties = {}, videos: readonly Properties[] = []): Output =>
  rtmp([key("rtmps://a.tv/live"), key("rtmps://b.tv/live")], output, videos);

const jpeg = { Name: "jpeg", Width: 640, Height: 360, CodecSettings: { FrameCaptureSettings: { CaptureInterval: 10 } } };
const frames = (urls: readonly string[], output: Properties = {}, videos: readonly Properties[] = [jpeg]): Output => ({
  kind: "FrameCapture",
  destination: { Settings: urls.map((Url) => ({ Url })) },
  output: { VideoDescriptionName: "jpeg", OutputSettings: { FrameCaptureOutputSettings: {} }, ...output },
  videos,
});
const pictures = [`${BUCKET}/a/news`, `${BUCKET}/b/news`];

const srt = (urls: readonly string[], arn: string | undefined, output: Properties = {}): Output => ({
  kind: "Srt",
  destination: { SrtSettings: urls.map((Url) => ({ Url, ...(arn === undefined ? {} : { EncryptionPassphraseSecretArn: arn }) })) },
  output: {
    VideoDescriptionName: "720p",
    AudioDescriptionNames: ["sound"],
    OutputSettings: { SrtOutputSettings: { ContainerSettings: { M2tsSettings: {} }, Destination: { DestinationRefId: "more" } } },
    ...output,
  },
});
const flows = ["srt://198.51.100.7:5000", "srt://198.51.100.8:5000"];

function templateOf({ kind, destination, output = {}, videos = [] }: Output): string {
  return channelTemplate("STANDARD", (template) => {
    const channel = ((template["Resources"] as Properties)["Channel"] as Properties)["Properties"] as Properties;
    const encoder = channel["EncoderSettings"] as Properties;
    (channel["Destinations"] as Properties[]).push({ Id: "more", ...destination });
    (encoder["VideoDescriptions"] as Properties[]).push(...videos);
    const settings = kind === "FrameCapture" ? { Destination: { DestinationRefId: "more" } } : {};
    (encoder["OutputGroups"] as Properties[]).push({
      Name: "more",
      OutputGroupSettings: { [`${kind}GroupSettings`]: settings },
      Outputs: [{ OutputName: "more", ...output }],
    });
    return template;
  });
}

/** Another stack with a channel on the input that is free, and one more output; the stream key is kept before. */
function sends(made: Output | ((world: World) => Output)): (world: World) => Promise<unknown> {
  return (world) => {
    const { account, store } = world.cloud;
    keepSecret(store, account, { name: SECRET, region: "eu-west-1", primaryRegion: "eu-west-1", value: "x", description: "", tags: {} });
    const parameters = { ...(world.inputs("stack")["parameters"] as Properties), InputId: world.id("rtp") };
    const templateBody = templateOf(typeof made === "function" ? made(world) : made);
    return world.make("stack", { name: "another", templateBody, parameters }, "another");
  };
}

const HEVC = {
  Name: "hevc",
  Width: 1280,
  Height: 720,
  CodecSettings: { H265Settings: { FramerateNumerator: 30, FramerateDenominator: 1 } },
};

export const channelOutputs: Breach[] = [
  breach("outputNamesDiffer", "two outputs of one name", /two outputs of the channel are named 720p/, sends(tube({ OutputName: "720p" }))),
  breach("rtmpCarriage", "H.265 by RTMP", /carries h265Settings; it takes H\.264/, sends(tube({ VideoDescriptionName: "hevc" }, [HEVC]))),
  breach("rtmpCarriage", "two sounds by RTMP", /carries 2 audio encodes/, sends(tube({ AudioDescriptionNames: ["sound", "sound"] }))),
  breach(
    "rtmpAddresses",
    "a stream key behind the application",
    /no rtmp:\/\/<host>\/<application>/,
    sends(rtmp([key("rtmps://a.tv/live/abcd"), key("rtmps://b.tv/live/abcd")])),
  ),
  breach("rtmpAddresses", "no stream key", /has no stream name/, sends(rtmp([{ Url: "rtmps://a.tv/live" }, { Url: "rtmps://b.tv/live" }]))),
  breach("frameCarriage", "pictures of H.264", /carries no JPEG encode/, sends(frames(pictures, { VideoDescriptionName: "720p" }))),
  breach("frameCarriage", "pictures with sound", /carries audio/, sends(frames(pictures, { AudioDescriptionNames: ["sound"] }))),
  breach("frameCarriage", "JPEG by SRT", /carries JPEG, which only frame capture does/, (world) =>
    sends({ ...srt(flows, ABSENT, { VideoDescriptionName: "jpeg" }), videos: [jpeg] })(world),
  ),
  breach(
    "frameSize",
    "pictures of no size",
    /needs width and height/,
    sends(frames(pictures, {}, [{ Name: "jpeg", CodecSettings: jpeg.CodecSettings }])),
  ),
  breach("frameAddresses", "pictures into a folder", /is no frame capture destination/, sends(frames([`${BUCKET}/a/`, `${BUCKET}/b/`]))),
  breach(
    "frameAddresses",
    "pictures of both pipelines in one place",
    /both pipelines of output more/,
    sends(frames([pictures[0] ?? "", pictures[0] ?? ""])),
  ),
  breach(
    "frameAddresses",
    "pictures into no bucket",
    /bucket nowhere of output more does not exist/,
    sends(frames(["s3ssl://nowhere/a/x", "s3ssl://nowhere/b/x"])),
  ),
  breach("srtCarriage", "a feed without sound", /carries no audio/, sends(srt(flows, ABSENT, { AudioDescriptionNames: [] }))),
  breach("srtCarriage", "a feed without picture", /carries no video/, sends(srt(flows, ABSENT, { VideoDescriptionName: undefined }))),
  breach("srtAddresses", "a feed by one pipeline", /has 1 destinations and needs 2/, sends(srt(flows.slice(0, 1), ABSENT))),
  breach("srtAddresses", "a feed without a port", /no srt:\/\/<host>:<port>/, sends(srt(["srt://a", "srt://b"], ABSENT))),
  breach("srtAddresses", "a feed in the clear", /names no passphrase of eu-west-1 \(none\)/, sends(srt(flows, undefined))),
  breach("srtAddresses", "a feed with a passphrase that nobody kept", /names no passphrase of eu-west-1 \(arn/, sends(srt(flows, ABSENT))),
  breach("dynamicReferences", "a stream key that nobody kept", /can't find the specified secret/, (world) =>
    sends(
      rtmp(["a", "b"].map((host) => ({ Url: `rtmps://${host}.tv/live`, StreamName: "{{resolve:secretsmanager:nobody:SecretString}}" }))),
    )(world),
  ),
  breach("dynamicReferences", "a stream key in the parameter store", /SSM Secure reference is not supported/, (world) =>
    sends(rtmp(["a", "b"].map((host) => ({ Url: `rtmps://${host}.tv/live`, StreamName: "{{resolve:ssm-secure:/onair/tube}}" }))))(world),
  ),
  breach("dynamicReferences", "a stream key in a place of no service", /does not resolve vault references/, (world) =>
    sends(rtmp(["a", "b"].map((host) => ({ Url: `rtmps://${host}.tv/live`, StreamName: "{{resolve:vault:x}}" }))))(world),
  ),
  breach("dynamicReferences", "61 references", /has 61 dynamic references; it may have 60/, (world) =>
    sends(rtmp([key("rtmps://a.tv/live"), { ...key("rtmps://b.tv/live"), StreamName: REFERENCE.repeat(60) }]))(world),
  ),
];
