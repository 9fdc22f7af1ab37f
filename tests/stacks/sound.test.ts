import assert from "node:assert/strict";
import { encodeRegionContract, globalEdgeContract } from "../../stacks/index.ts";
import fc from "fast-check";
import { recordEnvironment } from "../support/environmentFolder.ts";
import { environmentFiles } from "../support/lineupArbitrary/index.ts";
import { recordShipped, type ShippedStack, type StackRecord } from "../support/shipped.ts";

interface Template {
  readonly Resources: {
    readonly Channel: { readonly Properties: { readonly EncoderSettings: Record<string, readonly Record<string, unknown>[]> } };
  };
}

describe("sound and captions of the shipped stacks", function () {
  this.timeout(60_000);
  let records: Record<ShippedStack, StackRecord>;

  before(async () => {
    records = await recordShipped();
  });

  const MENUS = {
    audio: {
      english: { language: "eng", title: "English", role: "main", default: true },
      spanish: { language: "spa", title: "Español", role: "main", default: false },
    },
    captions: { english: { language: "eng", title: "English CC", role: "caption" } },
  };

  it("[L5] tell players of the arena's languages and captions, from the regions through to the edge", () => {
    for (const stack of ["prod-us-east-1", "prod-eu-west-1"] as const) {
      const { audio, captions } = encodeRegionContract.parse(records[stack].outputs["contract"]).channels["arena"] ?? {};
      assert.deepEqual({ audio, captions }, MENUS, stack);
    }
    const { channels } = globalEdgeContract.parse(records["prod-global"].outputs["contract"]);
    const { audio, captions } = channels["arena"] ?? {};
    assert.deepEqual({ audio, captions }, MENUS);
    for (const name of ["studio", "demo"])
      assert.deepEqual([channels[name]?.audio, channels[name]?.captions], [undefined, undefined], name);
  });

  it("[L5] encode the arena in two languages at one loudness with one WebVTT track", () => {
    const stack = records["prod-us-east-1"].resources.find(
      ({ type, name }) => type === "aws:cloudformation/stack:Stack" && name === "arena",
    );
    assert.ok(stack);
    const { EncoderSettings } = (JSON.parse(String(stack.inputs["templateBody"])) as Template).Resources.Channel.Properties;
    const { AudioDescriptions = [], CaptionDescriptions = [] } = EncoderSettings;
    assert.deepEqual(
      AudioDescriptions.map(({ LanguageCode }) => LanguageCode),
      ["eng", "eng", "spa", "spa"],
    );
    for (const { AudioNormalizationSettings } of AudioDescriptions)
      assert.equal((AudioNormalizationSettings as Record<string, unknown>)["TargetLkfs"], -23);
    assert.deepEqual(
      CaptionDescriptions.map(({ DestinationSettings }) => DestinationSettings),
      [{ WebvttDestinationSettings: { StyleControl: "PASSTHROUGH" } }],
    );
  });

  it("[L3] give an encoder the right to keep thumbnails exactly where its channel has them", async () => {
    const [files] = fc
      .sample(environmentFiles, { numRuns: 40, seed: 3 })
      .filter(({ production, lineup }) => production && channelsOf(lineup).length > 1);
    assert.ok(files);
    const [first, ...others] = channelsOf(files.lineup);
    assert.ok(first);
    first[1]["thumbnails"] = true;
    for (const [, channel] of others) channel["thumbnails"] = false;
    const [record] = Object.values(await recordEnvironment(files));
    const allowed = record?.resources
      .filter(({ type, inputs }) => type === "aws:iam/rolePolicy:RolePolicy" && String(inputs["policy"]).includes("WriteThumbnails"))
      .map(({ name }) => name);
    assert.deepEqual(allowed, [first[0]]);
  });
});

function channelsOf(lineup: Record<string, unknown>): [string, Record<string, unknown>][] {
  return Object.entries(lineup["channels"] as Record<string, Record<string, unknown>>);
}
