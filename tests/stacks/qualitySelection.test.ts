import assert from "node:assert/strict";
import { globalEdgeContract } from "../../stacks/contract.ts";
import { routeKey } from "../../functions/viewer-request/index.ts";
import { asStacks, recordStack, shippedSettings, type StackRecord } from "../support/shipped.ts";

interface Config {
  readonly originGroups: { readonly items: readonly { readonly id: string; readonly selectionCriteria: string }[] };
  readonly cacheBehaviors: readonly { readonly pathPattern: string; readonly targetOriginId: string }[];
}

const DISTRIBUTION = "aws-native:cloudfront:Distribution";
const FUNCTION = "aws:cloudfront/function:Function";

function configOf({ resources }: StackRecord): Config {
  const found = resources.find(({ type }) => type === DISTRIBUTION);
  return found?.inputs["distributionConfig"] as Config;
}

/** How the origin group of each channel's path chooses; the page of the player has none. */
function selections(edge: StackRecord): Record<string, string> {
  const { originGroups, cacheBehaviors } = configOf(edge);
  return Object.fromEntries(
    cacheBehaviors
      .filter(({ pathPattern }) => pathPattern.startsWith("/out/"))
      .map(({ pathPattern, targetOriginId }) => [
        pathPattern.split("/")[4] ?? "",
        originGroups.items.find(({ id }) => id === targetOriginId)?.selectionCriteria ?? "none",
      ]),
  );
}

describe("selection by media quality in the shipped stacks", function () {
  this.timeout(60_000);
  let regions: Record<string, StackRecord>;
  const edge = (changes: Readonly<Record<string, unknown>> = {}): Promise<StackRecord> =>
    recordStack(shippedSettings("prod-global", changes), { stacks: asStacks(regions) });

  before(async () => {
    regions = {
      "prod-us-east-1": await recordStack(shippedSettings("prod-us-east-1")),
      "prod-eu-west-1": await recordStack(shippedSettings("prod-eu-west-1")),
    };
  });

  it("[E3] is for the channel whose regions are aligned, and for no other", async () => {
    assert.deepEqual(selections(await edge()), {
      arena: "media-quality-based",
      demo: "default",
      roaming: "default",
      studio: "default",
    });
  });

  it("[E3] finds a score: every production channel takes CMAF in, publishes it and switches inputs by it", () => {
    for (const { resources } of Object.values(regions)) {
      const channels = resources.filter(({ type }) => type === "aws-native:mediapackagev2:Channel");
      assert.ok(channels.length > 0);
      for (const { inputs, name } of channels) {
        assert.deepEqual(
          [inputs["inputType"], inputs["inputSwitchConfiguration"], inputs["outputHeaderConfiguration"]],
          ["CMAF", { mqcsInputSwitching: true }, { publishMqcs: true }],
          name,
        );
      }
    }
  });

  it("[E3] is told to whoever operates the channels, with the key that moves their viewers", async () => {
    const { channels } = globalEdgeContract.parse((await edge()).outputs["contract"]);
    for (const [name, { selection, routeKey: key }] of Object.entries(channels)) {
      assert.equal(selection, name === "arena" ? "media-quality-based" : "default", name);
      assert.equal(key, routeKey("onair-prod-main", name), name);
    }
  });

  it("[E3] can be switched off, which changes the distribution and the function and nothing else", async () => {
    const [on, off] = [await edge(), await edge({ "onair:qualitySelection": "off" })];
    assert.deepEqual(new Set(Object.values(selections(off))), new Set(["default"]));
    const names = ({ resources }: StackRecord): string[] => resources.map(({ type, name }) => `${type} ${name}`).sort();
    assert.deepEqual(names(off), names(on));
    const text = ({ resources }: StackRecord): Map<string, string> =>
      new Map(
        resources
          .filter(({ type }) => !type.startsWith("onair:"))
          .map(({ type, name, inputs }) => [`${type} ${name}`, JSON.stringify(inputs)]),
      );
    const before = text(on);
    const changed = [...text(off)].filter(([name, inputs]) => before.get(name) !== inputs).map(([name]) => name.split(" ")[0]);
    assert.deepEqual(changed.sort(), [DISTRIBUTION, FUNCTION].sort());
  });
});
