import { regionsMatch } from "../../../policy/rules/redundancy/regions-match.ts";
import { CHANNEL, PROVIDER, TEMPLATE, templateStack, TYPES } from "../fixtures.ts";
import type { Props, TestResource } from "../harness.ts";
import { changed, describeRule, resource, UNKNOWN_OBJECT, UNKNOWN_STRING } from "../harness.ts";

const ENDPOINT = {
  channelGroupName: "onair-main",
  channelName: "news",
  originEndpointName: "live",
  containerType: "CMAF",
  segment: { segmentDurationSeconds: 4 },
  hlsManifests: [{ manifestName: "index", url: UNKNOWN_STRING }],
};
const FORCED = { ...ENDPOINT, forceEndpointErrorConfiguration: { endpointErrorConditions: ["STALE_MANIFEST"] } };
const inRegion = (region: string, one: TestResource): TestResource => ({ ...one, provider: { ...PROVIDER, props: { region } } });
const endpoints = (first: Props, second: Props) => [
  inRegion("us-east-1", resource(TYPES.endpoint, "live-us", first)),
  inRegion("eu-west-1", resource(TYPES.endpoint, "live-eu", second)),
];
const channels = (second: Props) => [
  inRegion("us-east-1", resource(TYPES.channel, "news-us", CHANNEL)),
  inRegion("eu-west-1", resource(TYPES.channel, "news-eu", second)),
];
const edge = (encodes: unknown) => [resource(TYPES.stack, "onair-prod-global", { encodes })];
const template = (segmentLength: number, region: string) =>
  inRegion(
    region,
    resource(
      TYPES.cloudFormation,
      `news-${region}`,
      templateStack(
        changed(
          changed(TEMPLATE, "Resources.Channel.Properties.Name", "news"),
          "Resources.Channel.Properties.EncoderSettings.OutputGroups.0.OutputGroupSettings.CmafIngestGroupSettings.SegmentLength",
          segmentLength,
        ),
      ),
    ),
  );

describeRule(regionsMatch, {
  rows: "S4 E3",
  elsewhere: TYPES.topic,
  compliant: { type: TYPES.endpoint, stack: endpoints(FORCED, ENDPOINT) },
  cases: [
    {
      when: "both endpoints that must fail",
      stack: endpoints(FORCED, FORCED),
      expect: [/a pair in which "live-us" and "live-eu" must fail on bad input. Set forceEndpointErrorConfiguration/],
    },
    { when: "no endpoint that must fail", stack: endpoints(ENDPOINT, ENDPOINT), expect: [/a pair in which no endpoint must fail/] },
    {
      when: "segments of another length",
      stack: endpoints(FORCED, changed(ENDPOINT, "segment.segmentDurationSeconds", 6)),
      expect: [/^OriginEndpoint "live-eu" differs from its twin "live-us" in segment.segmentDurationSeconds. Make both alike/],
    },
    {
      when: "a manifest more",
      stack: endpoints(FORCED, changed(ENDPOINT, "hlsManifests.1", { manifestName: "more" })),
      expect: [/in hlsManifests/],
    },
    { when: "another container", stack: endpoints(FORCED, changed(ENDPOINT, "containerType", "TS")), expect: [/in containerType/] },
    { when: "what is not known yet", stack: endpoints(FORCED, changed(ENDPOINT, "segment", UNKNOWN_OBJECT)), expect: [] },
    { when: "endpoints of other channels", stack: endpoints(FORCED, changed(ENDPOINT, "channelName", "sport")), expect: [] },
    { when: "two endpoints in one region", stack: endpoints(FORCED, FORCED).map((one) => inRegion("us-east-1", one)), expect: [] },
    { when: "channels that encode alike", stack: channels(CHANNEL), expect: [] },
    {
      when: "channels that encode otherwise",
      stack: channels(changed(CHANNEL, "encoderSettings.outputGroups.0.name", "other")),
      expect: [/^Channel "news-eu" encodes otherwise than its twin "news-us", first at encoderSettings.outputGroups\[0\].name/],
    },
    {
      when: "recordings and pictures that one region makes",
      stack: channels({
        ...CHANNEL,
        encoderSettings: {
          videoDescriptions: [{ name: "picture", codecSettings: { frameCaptureSettings: { captureInterval: 10 } } }],
          outputGroups: [
            ...CHANNEL.encoderSettings.outputGroups,
            { name: "archive", outputGroupSettings: { archiveGroupSettings: { rolloverInterval: 300 } } },
            { name: "picture", outputGroupSettings: { frameCaptureGroupSettings: {} } },
            { name: "partner", outputGroupSettings: { rtmpGroupSettings: {} } },
          ],
        },
      }),
      expect: [],
    },
    {
      when: "a rendition that one region makes",
      stack: channels(changed(CHANNEL, "encoderSettings.videoDescriptions", [{ name: "1080p", codecSettings: { h264Settings: {} } }])),
      expect: [/first at encoderSettings.videoDescriptions/],
    },
    {
      when: "output groups that are not known yet",
      stack: channels(changed(CHANNEL, "encoderSettings.outputGroups", UNKNOWN_OBJECT)),
      expect: [],
    },
    { when: "templates that encode alike", stack: [template(2, "us-east-1"), template(2, "eu-west-1")], expect: [] },
    {
      when: "templates that encode otherwise",
      stack: [template(2, "us-east-1"), template(4, "eu-west-1")],
      expect: [/^CloudFormation stack "news-eu-west-1" encodes otherwise.*cmafIngestGroupSettings.segmentLength/],
    },
    {
      when: "an edge over equal regions",
      stack: edge({ news: { "us-east-1": "a", "eu-west-1": "a" }, solo: { "us-east-1": "b" } }),
      expect: [],
    },
    {
      when: "an edge over unequal regions",
      stack: edge({ news: { "us-east-1": "a", "eu-west-1": "b" } }),
      expect: [/serves channel "news" from eu-west-1 and us-east-1, which encode it differently. Deploy the same lineup/],
    },
    { when: "regions that are not known yet", stack: edge(UNKNOWN_STRING), expect: [/output `encodes` that is unknown/] },
    {
      when: "a channel whose regions are not known yet, and another that is",
      stack: edge({ news: UNKNOWN_STRING, sport: { "us-east-1": "a", "eu-west-1": "a" } }),
      expect: [/output `encodes` of which "news" is unknown/],
    },
    {
      when: "a region that is not known yet",
      stack: edge({ news: { "us-east-1": "a", "eu-west-1": UNKNOWN_STRING } }),
      expect: [/output `encodes` of which "news" is unknown/],
    },
    {
      when: "the third region of a channel alone",
      stack: edge({ news: { "us-east-1": "a", "eu-west-1": "a", "us-west-2": "b" } }),
      expect: [/serves channel "news" from .*us-west-2/],
    },
    { when: "a stack of something else", stack: [resource(TYPES.stack, "other", { url: "https://example.com" })], expect: [] },
  ],
});
