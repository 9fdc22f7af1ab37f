import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { cmafTemplate, encoderPlan, hlsChannelArgs, type Channel } from "../../components/encode/index.ts";
import { channelProblems } from "../../stacks/lineupRules.ts";
import { ARENA, MAINTENANCE, STUDIO } from "../support/lineups.ts";
import { ROOT } from "../support/shipped.ts";
import { ladderOf } from "../support/videoLadders.ts";
import { closeOracles, judge, oraclesReady, type RecordedResource } from "./index.ts";

const FOLDER = join(ROOT, "ladders");
const ROLE = "arn:aws:iam::123456789012:role/onair-prod-arena";
const URL = "https://abc-1.ingest.x1y2z3.mediapackagev2.us-east-1.amazonaws.com/in/v1/onair-prod-main/1/arena/index";

/** What `inputs` look like to an oracle. */
function recorded(type: string, name: string, inputs: unknown): RecordedResource {
  return { type, name, region: "us-east-1", inputs: JSON.parse(JSON.stringify(inputs)) as Record<string, unknown> };
}

/** The stack of a production channel with this ladder. */
function stackOf(ladder: Channel["ladder"]): RecordedResource {
  const { body, parameters } = cmafTemplate(encoderPlan({ ...ARENA, ladder }, { environment: "prod", production: true }), MAINTENANCE);
  const value = (parameter: string): string => (parameter === "RoleArn" ? ROLE : parameter.startsWith("IngestUrl") ? URL : "1234567");
  return recorded("aws:cloudformation/stack:Stack", ladder.name, {
    name: "onair-prod-arena",
    templateBody: body,
    parameters: Object.fromEntries(parameters.map((parameter) => [parameter, value(parameter)])),
    onFailure: "DELETE",
  });
}

/** The development channel with this ladder; none where settings refuse it. */
function channelOf(ladder: Channel["ladder"]): RecordedResource[] {
  const channel: Channel = { ...STUDIO, regions: ["us-east-1"], ladder };
  if (channelProblems("channels.studio", channel, false).some(({ what }) => what.includes("development environment"))) return [];
  const bindings = { ingestUrls: [URL], inputIds: { primary: "1234567" }, roleArn: ROLE };
  const args = hlsChannelArgs(encoderPlan(channel, { environment: "dev", production: false }), bindings, MAINTENANCE);
  return [recorded("aws:medialive/channel:Channel", ladder.name, args)];
}

describe("oracles over the shipped ladders", function () {
  this.timeout(20 * 60_000);
  const ladders = readdirSync(FOLDER).map((file) =>
    ladderOf(parse(readFileSync(join(FOLDER, file), "utf8")) as Record<string, unknown>, file.replace(/\.yaml$/, "")),
  );

  before(async function () {
    if (!(await oraclesReady())) this.skip();
  });
  after(() => closeOracles());

  it("[L4] have no complaint about the production channel of any of them, nor about the development channel where there is one", async () => {
    const resources = ladders.flatMap((ladder) => [stackOf(ladder), ...channelOf(ladder)]);
    assert.ok(resources.length > ladders.length, "some are for development too");
    const report = await judge(resources);
    assert.deepEqual(report.complaints, []);
    assert.deepEqual(report.unjudged, {});
  });

  it("[L4] complain when AV1 asks for more bits than it has", async () => {
    const av1 = ladders.find(({ codec }) => codec === "av1");
    assert.ok(av1);
    const [first, ...others] = av1.rungs;
    assert.ok(first);
    const report = await judge([stackOf({ ...av1, rungs: [{ ...first, bitrate: 13_000_000 }, ...others] })]);
    assert.ok(
      report.complaints.some(({ message }) => message.includes("above the maximum of 1.2e+07")),
      JSON.stringify(report.complaints),
    );
  });
});
