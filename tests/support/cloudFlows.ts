/** MediaConnect in the mocks: what AWS gives back for flows and their parts, and how a flow is read. */
import { createHash } from "node:crypto";
import { MOCK_ACCOUNT, text, type Inputs } from "./cloudValues.ts";

interface Context {
  readonly name: string;
  readonly inputs: Inputs;
  readonly region: string;
  readonly digits: (length: number) => string;
}
interface Created {
  readonly id: string;
  readonly outputs: Record<string, unknown>;
}

/** Inputs of flows by ARN, filled as they are made: the call that reads one back knows only that. */
const flows = new Map<string, Inputs>();

/** An address of 198.18.0.0/15, which RFC 2544 sets aside for tests; each flow has its own. */
function addressOf(arn: string): string {
  const [second = 0, third = 0] = createHash("sha256").update(arn).digest();
  return `198.19.${String(second)}.${String(third % 254 || 1)}`;
}

const named = (context: Context): string => text(context.inputs.name, context.name);
const own = ({ digits }: Context): string => `1-${digits(12)}-${digits(8)}`;
const arnOf = (context: Context, kind: string, id: string): string =>
  `arn:aws:mediaconnect:${context.region}:${MOCK_ACCOUNT}:${kind}:${id}:${named(context)}`;
const flowId = ({ inputs }: Context): string => text(inputs.flowArn, "").split(":")[6] ?? "";

/** A flow that calls the sender listens nowhere. */
function listening(source: Inputs, flow: string): Record<string, unknown> {
  return typeof source.ingestPort === "number" ? { ingestIp: addressOf(flow), sourceIngestPort: String(source.ingestPort) } : {};
}

export const flowMakers: Readonly<Record<string, (context: Context) => Created>> = {
  "aws-native:mediaconnect:Flow": (context) => {
    const id = arnOf(context, "flow", own(context));
    flows.set(id, context.inputs);
    const zone = text(context.inputs.availabilityZone, `${context.region}a`);
    return { id, outputs: { flowArn: id, egressIp: addressOf(id), flowAvailabilityZone: zone } };
  },
  "aws-native:mediaconnect:FlowSource": (context) => {
    const id = arnOf(context, "source", flowId(context));
    return { id, outputs: { sourceArn: id, ...listening(context.inputs, text(context.inputs.flowArn, "")) } };
  },
  "aws-native:mediaconnect:FlowOutput": (context) => {
    const id = arnOf(context, "output", own(context));
    return { id, outputs: { outputArn: id } };
  },
  "aws-native:mediaconnect:FlowEntitlement": (context) => {
    const id = arnOf(context, "entitlement", flowId(context));
    return { id, outputs: { entitlementArn: id } };
  },
};

/** What `getFlow` answers. */
export function flowResult(arn: string): Record<string, unknown> {
  const inputs = flows.get(arn);
  if (inputs === undefined) throw new Error(`mocks: there is no flow ${arn}`);
  const source = inputs.source as Inputs;
  return { flowArn: arn, egressIp: addressOf(arn), source: { ...source, ...listening(source, arn) } };
}
