import { channelTwoDestinations } from "../../../policy/rules/redundancy/channel-two-destinations.ts";
import { CHANNEL, TEMPLATE, templateStack, TYPES } from "../fixtures.ts";
import { changed, describeRule, UNKNOWN_LIST, UNKNOWN_OBJECT, UNKNOWN_STRING } from "../harness.ts";

const settings = "destinations.0.settings";
const inTemplate = "Resources.Channel.Properties.Destinations";
const literal = /Write .* literally/;

describeRule(channelTwoDestinations, {
  rows: "S4 L3 L7",
  elsewhere: TYPES.input,
  compliant: { type: TYPES.channel, name: "news", props: CHANNEL },
  cases: [
    {
      when: "addresses that are not known yet",
      props: changed(CHANNEL, settings, [{ url: UNKNOWN_STRING }, { url: UNKNOWN_STRING }]),
      expect: [],
    },
    {
      when: "one address",
      props: changed(CHANNEL, settings, [{ url: UNKNOWN_STRING }]),
      expect: [/^Channel "news" has 1 address in destination "package".*Give it two/],
    },
    {
      when: "the same address twice",
      props: changed(CHANNEL, settings, [{ url: "https://a/" }, { url: "https://a/" }]),
      expect: [/sends both pipelines of destination "package" to the same address. Give each its own/],
    },
    {
      when: "an entry without address",
      props: changed(CHANNEL, settings, [{ url: "https://a/" }, { streamName: "x" }]),
      expect: [/an entry without url.*Set it/],
    },
    { when: "a list of addresses that is not known yet", props: changed(CHANNEL, settings, UNKNOWN_LIST), expect: [literal] },
    { when: "destinations that are not known yet", props: changed(CHANNEL, "destinations", UNKNOWN_LIST), expect: [literal] },
    { when: "a destination that is not known yet", props: changed(CHANNEL, "destinations.0", UNKNOWN_OBJECT), expect: [literal] },
    { when: "no destinations", props: changed(CHANNEL, "destinations", []), expect: [literal] },
    {
      when: "MediaPackage v1, which takes both pipelines by itself",
      props: changed(CHANNEL, "destinations", [{ id: "package", mediaPackageSettings: [{ channelId: "a" }] }]),
      expect: [],
    },
    { when: "the production template", type: TYPES.cloudFormation, props: templateStack(TEMPLATE), expect: [] },
    {
      when: "one address inside a template",
      type: TYPES.cloudFormation,
      props: templateStack(changed(TEMPLATE, inTemplate, [{ Id: "package", Settings: [{ Url: { Ref: "IngestUrl1" } }] }])),
      expect: [/\(template resource Channel\) has 1 address/],
    },
    {
      when: "one SRT address inside a template",
      type: TYPES.cloudFormation,
      props: templateStack(changed(TEMPLATE, inTemplate, [{ Id: "srt", SrtSettings: [{ Url: "srt://a" }] }])),
      expect: [/has 1 address in destination "srt"/],
    },
    {
      when: "one router output inside a template",
      type: TYPES.cloudFormation,
      props: templateStack(
        changed(TEMPLATE, inTemplate, [{ Id: "router", MediaConnectRouterSettings: [{ EncryptionType: "AUTOMATIC" }] }]),
      ),
      expect: [/has 1 address in destination "router"/],
    },
    {
      when: "one ingest endpoint of MediaPackage",
      type: TYPES.cloudFormation,
      props: templateStack(
        changed(TEMPLATE, inTemplate, [{ Id: "package", MediaPackageSettings: [{ ChannelGroup: "main", ChannelEndpointId: "1" }] }]),
      ),
      expect: [/one ingest endpoint of MediaPackage. Name both/],
    },
    {
      when: "both ingest endpoints of MediaPackage",
      type: TYPES.cloudFormation,
      props: templateStack(
        changed(TEMPLATE, inTemplate, [{ Id: "package", MediaPackageSettings: [{ ChannelEndpointId: "1" }, { ChannelEndpointId: "2" }] }]),
      ),
      expect: [],
    },
  ],
});
