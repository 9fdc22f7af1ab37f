import { inputTwoEndpoints } from "../../../policy/rules/redundancy/input-two-endpoints.ts";
import { templateStack, TYPES } from "../fixtures.ts";
import type { Props } from "../harness.ts";
import { describeRule, UNKNOWN_LIST, UNKNOWN_OBJECT, UNKNOWN_STRING } from "../harness.ts";

const rtmp = { type: "RTMP_PUSH", destinations: [{ streamName: "news/a" }, { streamName: "news/b" }] };
const source = { url: "s3ssl://demo/loop.mp4", username: "", passwordParam: "" };
const feed = (properties: Props) => ({
  type: TYPES.cloudFormation,
  props: templateStack({ Resources: { Feed: { Type: "AWS::MediaLive::Input", Properties: properties } } }),
});

describeRule(inputTwoEndpoints, {
  rows: "S4 L1",
  elsewhere: TYPES.channel,
  compliant: { type: TYPES.input, name: "news", props: rtmp },
  cases: [
    {
      when: "RTMP push with one destination",
      props: { ...rtmp, destinations: [{ streamName: UNKNOWN_STRING }] },
      expect: [/^Input "news" of type "RTMP_PUSH" has 1 destinations.*Give it two/],
    },
    { when: "RTMP push with two that are not known yet", props: { ...rtmp, destinations: [UNKNOWN_OBJECT, UNKNOWN_OBJECT] }, expect: [] },
    {
      when: "RTMP push with a list that is not known yet",
      props: { ...rtmp, destinations: UNKNOWN_LIST },
      expect: [/unknown before the deployment. Write the list literally/],
    },
    { when: "RTP push, which has two by itself", props: { type: "RTP_PUSH" }, expect: [] },
    { when: "a file with two sources, be they the same", props: { type: "MP4_FILE", sources: [source, source] }, expect: [] },
    { when: "a file with one source", props: { type: "MP4_FILE", sources: [source] }, expect: [/has 1 sources/] },
    { when: "a pull without sources", props: { type: "URL_PULL" }, expect: [/has 0 sources/] },
    { when: "an RTMP pull with one source", props: { type: "RTMP_PULL", sources: [source] }, expect: [/has 1 sources/] },
    {
      when: "a pull by both pipelines from one server",
      props: { type: "URL_PULL", sources: [{ url: "https://a.example.com/1" }, { url: "https://a.example.com/1" }] },
      expect: [/the same one twice in its sources. Give each pipeline its own/],
    },
    {
      when: "a pull from two servers",
      props: { type: "RTMP_PULL", sources: [{ url: "rtmp://a.example.com/1" }, { url: "rtmp://b.example.com/1" }] },
      expect: [],
    },
    {
      when: "a pull from servers that are not known yet",
      props: { type: "RTMP_PULL", sources: [{ url: UNKNOWN_STRING }, { url: UNKNOWN_STRING }] },
      expect: [],
    },
    { when: "a transport stream file with one source", props: { type: "TS_FILE", sources: [source] }, expect: [/has 1 sources/] },
    {
      when: "one MediaConnect flow",
      props: { type: "MEDIACONNECT", mediaConnectFlows: [{ flowArn: UNKNOWN_STRING }] },
      expect: [/has 1 MediaConnect flows/],
    },
    {
      when: "one MediaConnect flow twice",
      props: { type: "MEDIACONNECT", mediaConnectFlows: [{ flowArn: "a" }, { flowArn: "a" }] },
      expect: [/same one twice in its MediaConnect flows. Give each/],
    },
    {
      when: "two MediaConnect flows",
      props: { type: "MEDIACONNECT", mediaConnectFlows: [{ flowArn: UNKNOWN_STRING }, { flowArn: UNKNOWN_STRING }] },
      expect: [],
    },
    {
      when: "one device twice",
      props: { type: "INPUT_DEVICE", inputDevices: [{ id: "hd-1" }, { id: "hd-1" }] },
      expect: [/same one twice in its input devices/],
    },
    { when: "a type that exists only once", props: { type: "SDI" }, expect: [/of type "SDI" cannot feed two pipelines. Use a type/] },
    { when: "a type that is not known yet", props: { type: UNKNOWN_STRING }, expect: [/cannot feed two pipelines.*written literally/] },
    { when: "one subnet in a VPC", props: { ...rtmp, vpc: { subnetIds: [UNKNOWN_STRING] } }, expect: [/in a VPC has 1 subnets/] },
    {
      when: "one subnet twice in a VPC",
      props: { ...rtmp, vpc: { subnetIds: ["subnet-1", "subnet-1"] } },
      expect: [/same one twice in its subnets/],
    },
    { when: "two subnets in a VPC", props: { type: "RTP_PUSH", vpc: { subnetIds: [UNKNOWN_STRING, UNKNOWN_STRING] } }, expect: [] },
    {
      when: "one destination and one subnet, both at once",
      props: { type: "RTMP_PUSH", destinations: [{ streamName: "a" }], vpc: { subnetIds: ["subnet-1"] } },
      expect: [/has 1 destinations/, /has 1 subnets/],
    },
    {
      when: "one SRT source inside a template",
      ...feed({ Type: "SRT_CALLER", SrtSettings: { SrtCallerSources: [{ SrtListenerAddress: "a" }] } }),
      expect: [/\(template resource Feed\) of type "SRT_CALLER" has 1 SRT sources/],
    },
    {
      when: "two SRT sources inside a template",
      ...feed({ Type: "SRT_CALLER", SrtSettings: { SrtCallerSources: [{ StreamId: "a" }, { StreamId: "b" }] } }),
      expect: [],
    },
    {
      when: "one multicast source inside a template",
      ...feed({ Type: "MULTICAST", MulticastSettings: { Sources: [{ Url: "a" }] } }),
      expect: [/has 1 multicast sources/],
    },
    {
      when: "one router destination inside a template",
      ...feed({ Type: "MEDIACONNECT_ROUTER", RouterSettings: { Destinations: [{}] } }),
      expect: [/has 1 router destinations/],
    },
  ],
});
