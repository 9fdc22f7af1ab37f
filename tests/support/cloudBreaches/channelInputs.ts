/** Several inputs of a channel, and its archive. */
import type { Properties } from "../../../rehearsal/cloud/values.ts";
import { encoderSettings } from "../cloudChannel.ts";
import type { World } from "../cloudWorld.ts";
import { breach, type Breach } from "./breach.ts";

interface Attached {
  readonly name: string;
  readonly input: string;
  readonly settings?: Properties;
}

/** The typed channel once more, on inputs that are free. */
function attached(list: (world: World) => Promise<Attached[]> | Attached[]): (world: World) => Promise<unknown> {
  return async (world) => {
    const inputAttachments = (await list(world)).map(({ name, input, settings }) => ({
      inputAttachmentName: name,
      inputId: world.id(input),
      ...(settings === undefined ? {} : { inputSettings: settings }),
    }));
    return world.make("typedChannel", { name: "again", inputAttachments }, "typed2");
  };
}

const archiveGroup = (output: Properties = {}): Properties => ({
  outputGroupSettings: { archiveGroupSettings: [{ destination: { destinationRefId: "archive" } }] },
  outputs: [
    {
      outputName: "archive",
      videoDescriptionName: "720p",
      audioDescriptionNames: ["sound"],
      outputSettings: { archiveOutputSettings: { containerSettings: { m2tsSettings: {} } } },
      ...output,
    },
  ],
});

/** The typed channel once more, with an archive. */
function archived(urls: readonly string[], groups: readonly Properties[] = [archiveGroup()]): (world: World) => Promise<unknown> {
  return async (world) => {
    await world.make("film", {}, "film2");
    const channelClass = urls.length === 1 ? "SINGLE_PIPELINE" : "STANDARD";
    return world.make(
      "typedChannel",
      {
        name: "again",
        channelClass,
        inputAttachments: [{ inputAttachmentName: "film", inputId: channelClass === "STANDARD" ? world.id("rtp") : world.id("film2") }],
        destinations: [
          { id: "origin", settings: urls.map((_url, index) => ({ url: `https://${String(index)}.example/in/index` })) },
          { id: "archive", settings: urls.map((url) => ({ url })) },
        ],
        encoderSettings: { ...encoderSettings, outputGroups: [...(encoderSettings["outputGroups"] as Properties[]), ...groups] },
      },
      "typed2",
    );
  };
}

const live = { networkInputSettings: { hlsInputSettings: { bufferSegments: 3 } } };
const here = "s3ssl://onair-archive/again/a/again";

export const channelInputs: Breach[] = [
  breach(
    "attachmentNames",
    "two attachments of one name",
    /two input attachments are named main/,
    attached(() => [
      { name: "main", input: "rtp" },
      { name: "main", input: "hls", settings: live },
    ]),
  ),
  breach(
    "attachmentNames",
    "an attachment without a name",
    /needs a name/,
    attached(() => [
      { name: "main", input: "rtp" },
      { name: "", input: "hls", settings: live },
    ]),
  ),
  breach(
    "liveHls",
    "an HLS recording among several inputs",
    /HLS input backup is a VOD asset/,
    attached(() => [
      { name: "main", input: "rtp" },
      { name: "backup", input: "hls" },
    ]),
  ),
  breach(
    "liveHls",
    "eleven buffer segments",
    /VOD asset/,
    attached(() => [
      { name: "main", input: "rtp" },
      { name: "backup", input: "hls", settings: { networkInputSettings: { hlsInputSettings: { bufferSegments: 11 } } } },
    ]),
  ),
  breach(
    "sameZones",
    "VPC inputs in other zones",
    /different Availability Zones/,
    attached(async (world) => {
      await world.make("placed", { vpc: { subnetIds: ["subnet-0b", "subnet-0c"], securityGroupIds: ["sg-0a"] } }, "elsewhere");
      return [
        { name: "main", input: "placed" },
        { name: "other", input: "elsewhere" },
      ];
    }),
  ),
  breach(
    "oneArchive",
    "two archive groups",
    /one Archive output group/,
    archived([here], [archiveGroup(), archiveGroup({ outputName: "b" })]),
  ),
  breach(
    "archiveVideo",
    "an archive without picture",
    /has no video encode/,
    archived([here], [archiveGroup({ videoDescriptionName: undefined })]),
  ),
  breach("archiveAddresses", "an archive over HTTPS", /is no archive destination/, archived(["https://onair-archive/again/a"])),
  breach("archiveAddresses", "a folder without a file name", /is no archive destination/, archived(["s3ssl://onair-archive/again/"])),
  breach("archiveAddresses", "a bucket with dots", /is no archive destination/, archived(["s3ssl://onair.archive/again/a"])),
  breach("archiveAddresses", "both pipelines to one place", /both pipelines archive to/, archived([here, here])),
  breach("archiveBuckets", "a bucket that does not exist", /bucket nowhere does not exist/, archived(["s3ssl://nowhere/again/a"])),
];
