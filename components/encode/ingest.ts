import aws from "@pulumi/aws";
import type pulumi from "@pulumi/pulumi";
import type { IngestAddress } from "../edge/index.ts";
import type { PushPlan } from "./inputPlan.ts";

/** An ingest address and the URL to type into an encoder. */
export interface IngestUrl extends IngestAddress {
  readonly url: pulumi.Output<string>;
}

/** One destination of a push input, as `getInput` tells it. */
export interface PushDestination {
  readonly ip: string;
  readonly url: string;
}

/**
 * The addresses that AWS gave a push input, pipeline a first. They last as long as the input.
 * The provider's input resource does not carry them, and of what a template can tell of them CloudFormation's guide and its
 * registry say different things, so they are read back.
 */
export function ingestAddresses(
  input: { readonly id: pulumi.Output<string>; readonly name: string },
  push: PushPlan,
  parent: pulumi.Resource,
): IngestUrl[] {
  const found = aws.medialive
    .getInputOutput({ id: input.id }, { parent })
    .destinations.apply((destinations) => ordered(destinations, push));
  return push.addresses.map(({ pipeline, path }, index) => {
    const at = found.apply((destinations) => destinationAt(destinations, index, input.name));
    return {
      pipeline,
      scheme: push.scheme,
      port: push.port,
      path,
      ...(push.query === undefined ? {} : { query: push.query }),
      ip: at.apply(({ ip }) => ip),
      url: at.apply((destination) => encoderUrl(destination, push)),
    };
  });
}

/**
 * Destinations in the order of the pipelines: by stream name for RTMP, by address for RTP and SRT, which have nothing
 * else to tell them apart. Never in the order AWS lists them, or a DNS record could change hands between two runs.
 */
export function ordered(destinations: readonly PushDestination[], push: PushPlan): PushDestination[] {
  const rank = ({ url }: PushDestination): number => {
    const index = push.addresses.findIndex(({ path }) => path !== "" && url.endsWith(`/${path}`));
    return index < 0 ? push.addresses.length : index;
  };
  return [...destinations].sort((left, right) => rank(left) - rank(right) || number(left.ip) - number(right.ip));
}

/** As AWS gives it; of an SRT input, AWS documents no form, so its address is written as encoders read it. */
export function encoderUrl({ ip, url }: PushDestination, { scheme, port, query }: PushPlan): string {
  return query === undefined ? url : `${scheme}://${ip}:${String(port)}${query}`;
}

function destinationAt(destinations: readonly PushDestination[], index: number, name: string): PushDestination {
  const destination = destinations[index];
  if (destination === undefined)
    throw new Error(`MediaLive input ${name} has ${String(destinations.length)} addresses, and pipeline ${String(index)} needs one`);
  return destination;
}

/** An IPv4 address as a number, so that addresses sort as addresses. */
function number(ip: string): number {
  return ip.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
}
