/** MediaConnect flows and what hangs on them, as rules, SDK calls and outputs see them. */
import type { CloudObject, Store } from "./store.ts";
import { object, objects, text, type Properties } from "./values.ts";

export const flowType = "aws-native:mediaconnect:Flow";
export const sourceType = "aws-native:mediaconnect:FlowSource";
export const outputType = "aws-native:mediaconnect:FlowOutput";
export const entitlementType = "aws-native:mediaconnect:FlowEntitlement";

/** MediaConnect API reference, Flow, `status`. UPDATING, DELETING and ERROR do not come about here. */
export type FlowStatus = "STANDBY" | "STARTING" | "ACTIVE" | "STOPPING";

export function findFlow(store: Store, region: string, arn: string): CloudObject | undefined {
  return store.get(flowType, region, arn);
}

/** What names the flow as its own: sources, outputs or entitlements. */
export function partsOf(store: Store, type: string, flow: CloudObject): CloudObject[] {
  return store.all(type, flow.region).filter(({ inputs }) => inputs["flowArn"] === flow.id);
}

/** Every source of a flow, the one it was made with first. */
export function sourcesOf(store: Store, flow: CloudObject): Properties[] {
  return [object(flow.inputs["source"]), ...partsOf(store, sourceType, flow).map(({ inputs }) => inputs)];
}

/** MediaLive inputs that a flow feeds. Each is an output of the flow, which MediaLive adds and takes away itself. */
export function inputsFedBy(store: Store, flow: CloudObject): CloudObject[] {
  return store
    .all("aws:medialive/input:Input", flow.region)
    .filter(({ inputs }) => objects(inputs["mediaConnectFlows"]).some(({ flowArn }) => flowArn === flow.id));
}

/** Ports that a source or output takes beside its own (MediaConnect User Guide, "Source ports on MediaConnect flows"). */
export function portsOf(protocol: string, port: number): number[] {
  if (protocol === "rist") return [port, port + 1];
  return protocol === "rtp-fec" ? [port, port + 2, port + 4] : [port];
}

/** A flow is made stopped. Starting and stopping take `transition` milliseconds here. */
export function flowStatus({ hidden }: CloudObject, transition: number, now = Date.now()): FlowStatus {
  const status = text(hidden["status"]) ?? "STANDBY";
  const over = now - Number(hidden["since"] ?? 0) >= transition;
  if (status === "STARTING") return over ? "ACTIVE" : "STARTING";
  if (status === "STOPPING") return over ? "STANDBY" : "STOPPING";
  return status === "ACTIVE" ? "ACTIVE" : "STANDBY";
}

export function setFlowStatus(flow: CloudObject, status: FlowStatus, store: Store): void {
  flow.hidden = { ...flow.hidden, status, since: Date.now() };
  store.changed();
}
