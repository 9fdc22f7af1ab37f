import { destinationsOf, inputsOf } from "../inputs.ts";
import { canonical, list, object, objects, type Properties, text, texts, without } from "../values.ts";
import { regionalArn, type Maker, type Making } from "./making.ts";

/** Ports and path of push inputs: MediaLive User Guide, "Input types, protocols, and upstream systems". */
const ports: Record<string, number> = { RTMP_PUSH: 1935, RTP_PUSH: 5000, UDP_PUSH: 5000, SRT_LISTENER: 5050 };

/**
 * One address an input endpoint, fixed for the input's life. From 198.18.0.0/15, which RFC 2544 sets aside for tests: the
 * documentation ranges are too few for a hundred channels.
 */
function address({ seed, store }: Making, endpoint: number): string {
  const taken = new Set(inputsOf(store).flatMap((input) => destinationsOf(input).map(({ ip }) => ip)));
  for (let attempt = 0; ; attempt += 1) {
    const number = seed.also(`address ${String(endpoint)} ${String(attempt)}`).number(2 * 256 * 254);
    const ip = `198.${String(18 + Math.floor(number / (256 * 254)))}.${String(Math.floor(number / 254) % 256)}.${String(1 + (number % 254))}`;
    if (!taken.has(ip)) return ip;
  }
}

/** Interfaces of an input in a VPC, one in each subnet, with a private address. AWS takes them from the subnets; these are from 10.0.0.0/8. */
function interfaces(making: Making): { ip: string; vpcs: Properties[] }[] {
  return texts(object(making.inputs["vpc"])["subnetIds"]).map((id, endpoint) => {
    const seed = making.seed.also(`interface ${String(endpoint)}`);
    const zone = making.account.subnets.find((subnet) => subnet.id === id)?.availabilityZone ?? "";
    const ip = `10.${String(seed.number(256))}.${String(seed.also("host").number(256))}.${String(4 + seed.also("last").number(250))}`;
    return { ip, vpcs: [{ availabilityZone: zone, networkInterfaceId: `eni-${seed.hex(17)}` }] };
  });
}

/** The addresses of a new input; `making` has its properties in the typed resource's spelling. */
export function destinations(making: Making): Properties[] {
  const type = text(making.inputs["type"]) ?? "";
  const port = ports[type];
  if (port === undefined) return [];
  const names = objects(making.inputs["destinations"]).map(({ streamName }) => text(streamName) ?? "");
  const paths = type === "RTMP_PUSH" ? names : ["", ""];
  const placed = interfaces(making);
  return paths.map((path, endpoint) => {
    const { ip, vpcs } = placed[endpoint] ?? { ip: address(making, endpoint), vpcs: [] };
    const scheme = (type.split("_")[0] ?? "").toLowerCase();
    return { ip, port: String(port), url: `${scheme}://${ip}:${String(port)}${path === "" ? "" : `/${path}`}`, vpcs };
  });
}

/** Two of whatever the input is fed from make it fit for a Standard channel: MediaLive User Guide, "Input classes". */
export function inputClass(inputs: Properties): "STANDARD" | "SINGLE_PIPELINE" {
  if (["RTP_PUSH", "UDP_PUSH", "SRT_LISTENER"].includes(text(inputs["type"]) ?? "")) return "STANDARD";
  const calls = list(object(inputs["srtSettings"])["srtCallerSources"]).length;
  const feeds = Math.max(calls, ...["destinations", "sources", "mediaConnectFlows"].map((name) => list(inputs[name]).length));
  return feeds >= 2 ? "STANDARD" : "SINGLE_PIPELINE";
}

/**
 * The bridged provider stops a running channel before it changes anything but its tags, and starts it again only with
 * `startChannel` (terraform-provider-aws, internal/service/medialive/channel.go).
 */
function onlyTagsChanged({ before, inputs }: Making): boolean {
  return before !== undefined && canonical(without(before.inputs, "tags")) === canonical(without(inputs, "tags"));
}

export const live: Record<string, Maker> = {
  "aws:medialive/input:Input": (making) => {
    const id = making.seed.digits(7);
    return {
      id,
      outputs: {
        arn: regionalArn(making, "medialive", `input:${id}`),
        attachedChannels: [],
        inputClass: inputClass(making.inputs),
        inputPartnerIds: [],
        inputSourceType: "STATIC",
      },
      hidden: { destinations: making.before?.hidden["destinations"] ?? destinations(making) },
    };
  },
  "aws:medialive/inputSecurityGroup:InputSecurityGroup": (making) => {
    const id = making.seed.digits(7);
    return { id, outputs: { arn: regionalArn(making, "medialive", `inputSecurityGroup:${id}`), inputs: [] } };
  },
  "aws:medialive/channel:Channel": (making) => {
    const id = making.seed.digits(7);
    return {
      id,
      outputs: { channelId: id, arn: regionalArn(making, "medialive", `channel:${id}`) },
      hidden: onlyTagsChanged(making) ? {} : { state: making.inputs["startChannel"] === true ? "STARTING" : "IDLE", since: Date.now() },
    };
  },
};
