/** MediaConnect flows, their sources, outputs and entitlements, and the input that two of them feed. */
import { setFlowStatus } from "../../../rehearsal/cloud/flows.ts";
import type { Properties } from "../../../rehearsal/cloud/values.ts";
import type { World } from "../cloudWorld.ts";
import { breach, type Breach } from "./breach.ts";

/** Another flow like the first, its source changed. */
const sourced = (world: World, change: Properties, more: Properties = {}): Promise<unknown> => {
  const source = { ...(world.inputs("flowA")["source"] as Properties), ...change };
  return world.make(
    "flowA",
    { ...more, source: Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined)) },
    "x",
  );
};
const second = async (world: World, change: Properties): Promise<unknown> => {
  await world.remove("flowSource");
  return world.make("flowSource", change, "x");
};
const several = async (world: World, example: string, count: number, change: (index: number) => Properties): Promise<void> => {
  for (let index = 0; index < count; index += 1)
    await world.make(example, { name: `n${String(index)}`, ...change(index) }, `${example} ${String(index)}`);
};

const FOREIGN_SECRET = "arn:aws:secretsmanager:us-east-1:123456789012:secret:onair/feed-AbCdEf";
const foreignKey = (world: World): Properties => ({
  algorithm: "aes256",
  roleArn: world.output("flowRole", "arn"),
  secretArn: FOREIGN_SECRET,
});

/** The same refusals for whatever hangs on a flow: a source, an output, an entitlement. */
const parts: Breach[] = [
  breach("flowExists", "a second source of no flow", /NotFoundException: flow arn:none/, (world) =>
    world.make("flowSource", { flowArn: "arn:none" }, "x"),
  ),
  breach("flowExists", "an entitlement to no flow", /NotFoundException: flow arn:none/, (world) =>
    world.make("flowEntitlement", { flowArn: "arn:none" }, "x"),
  ),
  breach("sourceComplete", "a second source that anybody may send to", /needs a whitelistCidr/, (world) =>
    second(world, { whitelistCidr: undefined }),
  ),
  breach("sourceBlock", "a second source with an address for a block", /not an IPv4 CIDR/, (world) =>
    second(world, { whitelistCidr: "world" }),
  ),
  breach("sourcePort", "a second source on a port of Zixi's", /port 2090 cannot be used/, (world) => second(world, { ingestPort: 2090 })),
  breach("secretReadable", "a second source with a foreign secret", /not one of this account/, (world) =>
    second(world, { decryption: foreignKey(world) }),
  ),
  breach("secretReadable", "an output with a foreign secret", /not one of this account/, (world) =>
    world.make("flowOutput", { name: "x", port: 6001, encryption: foreignKey(world) }, "x"),
  ),
  breach("secretReadable", "an entitlement with a foreign secret", /not one of this account/, (world) =>
    world.make("flowEntitlement", { name: "x", encryption: foreignKey(world) }, "x"),
  ),
];

export const flows: Breach[] = [
  ...parts,
  breach("sourceComplete", "a listener whom anybody may call", /needs a whitelistCidr/, (world) =>
    sourced(world, { whitelistCidr: undefined }),
  ),
  breach("sourceComplete", "a listener without a port", /needs an ingestPort/, (world) => sourced(world, { ingestPort: undefined })),
  breach("sourceComplete", "a caller who does not know whom to call", /needs sourceListenerAddress/, (world) =>
    sourced(world, { protocol: "srt-caller" }),
  ),
  breach("sourceComplete", "a source by Zixi, which is not simulated", /no source of protocol "zixi-push"/, (world) =>
    sourced(world, { protocol: "zixi-push" }),
  ),
  breach("sourceBlock", "an address in place of a block", /not an IPv4 CIDR/, (world) => sourced(world, { whitelistCidr: "203.0.113.7" })),
  breach("sourcePort", "a port of Zixi's", /port 2088 cannot be used/, (world) => sourced(world, { ingestPort: 2088 })),
  breach("sourcePort", "a port for error correction above the last one", /port 65537 cannot be used/, (world) =>
    sourced(world, { protocol: "rtp-fec", ingestPort: 65_535 }),
  ),
  breach("secretReadable", "a role that MediaLive may take and MediaConnect may not", /cannot assume the role/, (world) =>
    sourced(world, {
      decryption: { keyType: "srt-password", roleArn: world.output("role", "arn"), secretArn: "arn:aws:secretsmanager:x:1:secret:y" },
    }),
  ),
  breach("secretReadable", "a secret of another region", /not one of this account in eu-west-1/, (world) =>
    sourced(world, {
      decryption: {
        keyType: "srt-password",
        roleArn: world.output("flowRole", "arn"),
        secretArn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:onair/feed-AbCdEf",
      },
    }),
  ),
  breach("secretReadable", "a role that does not exist", /does not exist or cannot be assumed/, (world) =>
    sourced(world, { decryption: { roleArn: "arn:aws:iam::123456789012:role/nobody" } }),
  ),
  breach("flowZone", "a zone of another region", /not an Availability Zone of eu-west-1/, (world) =>
    world.make("flowA", { availabilityZone: "us-east-1a" }, "x"),
  ),
  breach("failoverMode", "two SRT sources merged", /MERGE is not supported with protocol srt-listener/, (world) =>
    world.make("flowA", { sourceFailoverConfig: { state: "ENABLED", failoverMode: "MERGE" } }, "x"),
  ),
  breach("failoverMode", "a preferred source where both are merged", /source priority is not supported/, (world) =>
    sourced(
      world,
      { protocol: "rist" },
      { sourceFailoverConfig: { state: "ENABLED", failoverMode: "MERGE", sourcePriority: { primarySource: "first" } } },
    ),
  ),
  breach("failoverMode", "a window of twenty seconds", /recovery window of 20000 ms/, (world) =>
    world.make("flowA", { sourceFailoverConfig: { state: "ENABLED", failoverMode: "FAILOVER", recoveryWindow: 20_000 } }, "x"),
  ),
  breach("flowQuota", "the twenty-first flow", /quota of 20 flows/, (world) => several(world, "flowA", 19, () => ({}))),
  breach("flowStopped", "deleting a flow that runs", /is ACTIVE; a flow must be stopped/, async (world) => {
    await world.make("flowA", {}, "x");
    setFlowStatus(world.object("x"), "ACTIVE", world.store);
    await world.remove("x");
  }),
  breach("flowNotInUse", "deleting a flow that feeds an input", /feeds MediaLive input/, (world) => world.remove("flowA")),
  breach("flowExists", "an output of no flow", /NotFoundException: flow arn:none/, (world) =>
    world.make("flowOutput", { flowArn: "arn:none" }, "x"),
  ),
  breach("secondSource", "a third source", /two sources already/, (world) =>
    world.make("flowSource", { name: "third", ingestPort: 5020 }, "x"),
  ),
  breach("secondSource", "a second source of a flow without failover", /takes one source/, async (world) => {
    await world.make("flowA", { sourceFailoverConfig: undefined }, "alone");
    await world.make("flowSource", { flowArn: world.id("alone") }, "x");
  }),
  breach("secondSource", "SRT beside RIST", /one protocol, not srt-listener and rist/, (world) => second(world, { protocol: "rist" })),
  breach("secondSource", "one name twice", /two sources of flow .* are named first/, (world) => second(world, { name: "first" })),
  breach("sourcePortsApart", "one port for both sources", /port 5000 is used by both/, (world) => second(world, { ingestPort: 5000 })),
  breach("outputsFit", "the fiftieth output beside MediaLive's own", /a flow takes 50 outputs/, (world) =>
    several(world, "flowOutput", 49, (index) => ({ port: 7000 + index })),
  ),
  breach("outputsFit", "one output name twice", /has an output named monitor already/, (world) =>
    world.make("flowOutput", { port: 6001 }, "x"),
  ),
  breach("entitlementsFit", "the fifty-first entitlement", /a flow takes 50 entitlements/, (world) =>
    several(world, "flowEntitlement", 50, () => ({})),
  ),
  breach("outputDestination", "a listener open to everybody", /needs a cidrAllowList/, (world) =>
    world.make("flowOutput", { name: "x", cidrAllowList: undefined, port: 6001 }, "x"),
  ),
  breach("outputDestination", "a caller without destination", /needs a destination/, (world) =>
    world.make("flowOutput", { name: "x", protocol: "srt-caller", port: 6001 }, "x"),
  ),
  breach("outputDestination", "an output without a port", /needs a port/, (world) =>
    world.make("flowOutput", { name: "x", port: undefined }, "x"),
  ),
  breach("outputDestination", "two outputs to one place", /go to the same place/, (world) => world.make("flowOutput", { name: "x" }, "x")),
  breach("entitlementSubscribers", "an entitlement for everybody", /\* is not an account id/, (world) =>
    world.make("flowEntitlement", { name: "x", subscribers: ["*"] }, "x"),
  ),
  breach("entitlementSubscribers", "an entitlement for nobody", /names no subscriber/, (world) =>
    world.make("flowEntitlement", { name: "x", subscribers: [] }, "x"),
  ),
  breach("entitlementSubscribers", "a fee of more than all", /fee of 101 percent/, (world) =>
    world.make("flowEntitlement", { name: "x", dataTransferSubscriberFeePercent: 101 }, "x"),
  ),
  breach("inputFlows", "an input without a flow", /one or two flows, not 0/, (world) =>
    world.make("flowInput", { mediaConnectFlows: [] }, "x"),
  ),
  breach("inputFlows", "both flows in one zone", /both are in eu-west-1a/, async (world) => {
    await world.make("flowA", {}, "twin");
    await world.make("flowInput", { mediaConnectFlows: [{ flowArn: world.id("flowA") }, { flowArn: world.id("twin") }] }, "x");
  }),
  breach("inputFlows", "a flow that is not there", /flow arn:none does not exist/, (world) =>
    world.make("flowInput", { mediaConnectFlows: [{ flowArn: "arn:none" }] }, "x"),
  ),
  breach("inputRoleReachesFlows", "an input without a role", /needs a roleArn/, (world) =>
    world.make("flowInput", { roleArn: undefined }, "x"),
  ),
  breach(
    "inputRoleReachesFlows",
    "an input whose role may do nothing with its flows",
    /may not mediaconnect:ManagedDescribeFlow/,
    (world) => world.make("flowInput", { roleArn: world.output("flowRole", "arn") }, "x"),
  ),
];
