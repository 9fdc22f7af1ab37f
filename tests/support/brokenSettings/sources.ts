import { inChannel, PUSH_SOURCE, set, type Fault } from "./fault.ts";

/** A channel's source and uplink. */
export const SOURCES_FAULTS: readonly Fault[] = [
  { title: "unknown source", break: inChannel(set("source", { type: "carrier-pigeon" })), path: /source/, what: /./ },
  {
    title: "RTP in development",
    rows: [30],
    kind: "development",
    break: inChannel(set("source", { type: "rtp-push" })),
    path: /source\.type/,
    what: /two pipelines/,
  },
  {
    title: "timecode on a file",
    rows: [34],
    break: inChannel(set("source", { type: "mp4-demo", timecode: "embedded" })),
    path: /timecode/,
    what: /./,
  },
  {
    title: "one RTMP instance twice",
    rows: [30],
    break: inChannel(set("source", { ...PUSH_SOURCE, instances: ["a", "a"] })),
    path: /instances/,
    what: /one name/,
  },
  {
    title: "RTMP name with a space",
    rows: [24],
    break: inChannel(set("source", { ...PUSH_SOURCE, application: "my app" })),
    path: /application/,
    what: /RTMP name/,
  },
  {
    title: "single uplink for a file",
    kind: "production",
    break: inChannel((channel) => Object.assign(channel, { source: { type: "mp4-demo" }, uplink: "single" })),
    path: /uplink/,
    what: /file needs no uplink/,
  },
  {
    title: "single uplink in one region",
    kind: "development",
    break: inChannel((channel) => Object.assign(channel, { source: PUSH_SOURCE, uplink: "single" })),
    path: /uplink/,
    what: /no second region/,
  },
  { title: "unknown uplink", break: inChannel(set("uplink", "dual")), path: /uplink/, what: /not an allowed value/ },
];
