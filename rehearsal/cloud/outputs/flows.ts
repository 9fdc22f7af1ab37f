import { findFlow, flowType, entitlementType, outputType, sourceType } from "../flows.ts";
import { object, text, type Properties } from "../values.ts";
import { regionalArn, type Maker, type Making } from "./making.ts";

/** An address of the flow, fixed for its life, from 198.18.0.0/15, which RFC 2544 sets aside for tests. */
function address({ seed, store }: Making): string {
  const taken = new Set(store.all(flowType).map(({ outputs }) => outputs["egressIp"]));
  for (let attempt = 0; ; attempt += 1) {
    const number = seed.also(`address ${String(attempt)}`).number(256 * 254);
    const ip = `198.19.${String(Math.floor(number / 254))}.${String(1 + (number % 254))}`;
    if (!taken.has(ip)) return ip;
  }
}

/** A flow that calls the sender listens nowhere. */
function listening(inputs: Properties, ip: string): Properties {
  const port = inputs["ingestPort"];
  return inputs["protocol"] === "srt-caller" || typeof port !== "number" ? {} : { ingestIp: ip, sourceIngestPort: String(port) };
}

/** `arn:…:<kind>:<id of the flow or part>:<name>` (Service Authorization Reference, AWS Elemental MediaConnect). */
function arnOf(making: Making, kind: string, id: string): string {
  return making.before?.id ?? regionalArn(making, "mediaconnect", `${kind}:${id}:${text(making.inputs["name"]) ?? ""}`);
}

function ownId({ seed }: Making): string {
  return `1-${seed.alphanumeric(16)}-${seed.hex(12)}`;
}

function flowOf(making: Making): { id: string; ip: string } {
  const flow = findFlow(making.store, making.region, text(making.inputs["flowArn"]) ?? "");
  return { id: flow?.id.split(":")[6] ?? "", ip: text(flow?.outputs["egressIp"]) ?? "" };
}

export const flows: Record<string, Maker> = {
  [flowType]: (making) => {
    const id = arnOf(making, "flow", ownId(making));
    const source = object(making.inputs["source"]);
    const ip = text(making.before?.outputs["egressIp"]) ?? address(making);
    const sourceArn = regionalArn(making, "mediaconnect", `source:${id.split(":")[6] ?? ""}:${text(source["name"]) ?? ""}`);
    return {
      id,
      outputs: {
        flowArn: id,
        egressIp: ip,
        flowAvailabilityZone: text(making.inputs["availabilityZone"]) ?? `${making.region}a`,
        source: { ...source, sourceArn, ...listening(source, ip) },
      },
    };
  },
  [sourceType]: (making) => {
    const flow = flowOf(making);
    const id = arnOf(making, "source", flow.id);
    return { id, outputs: { sourceArn: id, ...listening(making.inputs, flow.ip) } };
  },
  [outputType]: (making) => {
    const id = arnOf(making, "output", ownId(making));
    return { id, outputs: { outputArn: id } };
  },
  [entitlementType]: (making) => {
    const id = arnOf(making, "entitlement", flowOf(making).id);
    return { id, outputs: { entitlementArn: id } };
  },
};
