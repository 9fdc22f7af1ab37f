import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { cmafTemplate, encoderPlan, hlsChannelArgs, TEMPLATE_LIMIT, type Channel, type Ladder } from "../../components/encode/index.ts";
import { channelProblems } from "../../stacks/lineupRules.ts";
import { ARENA, MAINTENANCE, STUDIO } from "../support/lineups.ts";
import { ROOT } from "../support/shipped.ts";
import { ladderOf } from "../support/videoLadders.ts";

const FOLDER = join(ROOT, "ladders");
const NAMES = readdirSync(FOLDER).map((file) => file.replace(/\.yaml$/, ""));
const shipped = (name: string): Ladder =>
  ladderOf(parse(readFileSync(join(FOLDER, `${name}.yaml`), "utf8")) as Record<string, unknown>, name);

describe("shipped ladders", () => {
  it("[L4] show every codec, both rate controls, UHD, HDR10, halved rungs, rates alone and every family of frame rates", () => {
    const ladders = NAMES.map(shipped);
    const some = (what: string, test: (ladder: Ladder) => boolean): void => {
      assert.ok(ladders.some(test), what);
    };
    for (const codec of ["h264", "h265", "av1"]) some(codec, (ladder) => ladder.codec === codec);
    for (const control of ["qvbr", "cbr"]) some(control, (ladder) => ladder.rateControl === control);
    for (const height of [2160, 1080, 720, 480, 360]) some(String(height), ({ rungs }) => rungs.some((rung) => rung.height === height));
    for (const frames of [24_000 / 1001, 25, 30, 50, 60_000 / 1001])
      some(String(frames), ({ frameRate }) => frameRate.numerator / frameRate.denominator === frames);
    some("hdr10", ({ dynamicRange }) => dynamicRange === "hdr10");
    some("half", ({ rungs }) => rungs.some(({ frameRate }) => frameRate === "half"));
    some("rates", ({ rungs }) => rungs.every(({ name }) => /^\d+p-\d+k$/.test(name)));
    some("one second", ({ segmentSeconds }) => segmentSeconds === 1);
  });

  for (const name of NAMES) {
    it(`[L4] ${name} makes a channel that fits its template`, () => {
      const channel: Channel = { ...ARENA, ladder: shipped(name) };
      assert.deepEqual(channelProblems("channels.arena", channel, true), []);
      const plan = encoderPlan(channel, { environment: "prod", production: true });
      assert.equal(plan.videos.length, channel.ladder.rungs.length);
      const bytes = Buffer.byteLength(cmafTemplate(plan, MAINTENANCE).body);
      assert.ok(bytes < TEMPLATE_LIMIT / 2, `${String(bytes)} bytes leave no room for sound and captions`);
    });

    it(`[L4] ${name} is either sent by a development channel or refused there`, () => {
      const channel: Channel = { ...STUDIO, regions: ["us-east-1"], ladder: shipped(name) };
      const plan = encoderPlan(channel, { environment: "dev", production: false });
      const bindings = {
        ingestUrls: ["https://a.example/index"],
        inputIds: { primary: "1" },
        roleArn: "arn:aws:iam::123456789012:role/x",
      };
      const refused = channelProblems("channels.studio", channel, false).map(({ what }) => what);
      if (refused.some((what) => what.includes("development environment"))) {
        assert.throws(() => hlsChannelArgs(plan, bindings, MAINTENANCE), /CMAF ingest/);
      } else assert.ok(hlsChannelArgs(plan, bindings, MAINTENANCE).encoderSettings);
    });
  }
});
