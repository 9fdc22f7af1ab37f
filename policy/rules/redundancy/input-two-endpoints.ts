import { hasRepeated, mediaResources, typesOf } from "../../lib/media.ts";
import type { PlainObject } from "../../lib/plain.ts";
import { at, isSet, listAt, shown, UNKNOWN } from "../../lib/plain.ts";
import { resourceRule } from "../../lib/rule.ts";

interface Pair {
  readonly path: readonly string[];
  readonly what: string;
  /** The part of an entry in which the two must differ; two file sources may well be the same file. */
  readonly differBy?: string;
}

const SOURCES: Pair = { path: ["sources"], what: "sources" };
/** One server for both pipelines would take both off air. */
const SERVERS: Pair = { ...SOURCES, differBy: "url" };

/** Where each type of input holds one entry for each pipeline (MediaLive API, CreateInput; guide, "Channel class"). */
const PAIRS: Readonly<Record<string, Pair>> = {
  RTMP_PUSH: { path: ["destinations"], what: "destinations" },
  RTMP_PULL: SERVERS,
  URL_PULL: SERVERS,
  MP4_FILE: SOURCES,
  TS_FILE: SOURCES,
  MEDIACONNECT: { path: ["mediaConnectFlows"], what: "MediaConnect flows", differBy: "flowArn" },
  INPUT_DEVICE: { path: ["inputDevices"], what: "input devices", differBy: "id" },
  SRT_CALLER: { path: ["srtSettings", "srtCallerSources"], what: "SRT sources" },
  MULTICAST: { path: ["multicastSettings", "sources"], what: "multicast sources" },
  MEDIACONNECT_ROUTER: { path: ["routerSettings", "destinations"], what: "router destinations" },
};

/** These make two endpoints by themselves. */
const ALWAYS_TWO = ["RTP_PUSH", "UDP_PUSH", "AWS_CDI", "SRT_LISTENER"];

export const inputTwoEndpoints = resourceRule(
  {
    name: "input-two-endpoints",
    group: "redundancy",
    description: "An input feeds both pipelines: it has two destinations, sources or flows.",
    severity: "high",
    remediation: "Give the input two entries, one for each pipeline, and in a VPC two subnets in two zones.",
    source: "https://docs.aws.amazon.com/medialive/latest/ug/channel-class.html",
  },
  typesOf("input"),
  function* (subject) {
    for (const { where, props } of mediaResources("input", subject)) {
      for (const problem of [...typeFindings(props), ...vpcFindings(props)]) {
        yield `${where}${problem}`;
      }
    }
  },
);

function* typeFindings(props: PlainObject): Iterable<string> {
  const type = props["type"];
  const pair = typeof type === "string" ? PAIRS[type] : undefined;
  if (pair !== undefined) {
    yield* pairFindings(props, pair, `of type ${shown(type)}`);
  } else if (typeof type !== "string" || !ALWAYS_TWO.includes(type)) {
    yield `of type ${shown(type)} cannot feed two pipelines. Use a type that can, written literally.`;
  }
}

function* vpcFindings(props: PlainObject): Iterable<string> {
  if (isSet(props["vpc"])) {
    yield* pairFindings(props, { path: ["vpc", "subnetIds"], what: "subnets" }, "in a VPC");
  }
}

function* pairFindings(props: PlainObject, { path, what, differBy }: Pair, which: string): Iterable<string> {
  const entries = listAt(props, ...path);
  if (entries === UNKNOWN) {
    yield `${which} has ${what} that are unknown before the deployment. Write the list literally; only what is in it may be unknown.`;
  } else if (entries.length !== 2) {
    yield `${which} has ${entries.length} ${what}, for two pipelines. Give it two.`;
  } else if (hasRepeated(entries.map((entry) => (differBy === undefined ? (what === "subnets" ? entry : null) : at(entry, differBy))))) {
    yield `${which} has the same one twice in its ${what}. Give each pipeline its own.`;
  }
}
