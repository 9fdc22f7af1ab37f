import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpSync } from "node:fs";
import { join } from "node:path";
import type { CapacityReport } from "../../cli/capacity/show.ts";
import { onair, projectCopy, removeCopy } from "./cliSession.ts";

describe("onair capacity", () => {
  let project: string;

  before(() => {
    project = projectCopy();
    cpSync(join(import.meta.dirname, "..", "..", "ladders"), join(project, "ladders"), { recursive: true });
  });
  after(() => removeCopy(project));

  const report = async (...options: string[]): Promise<CapacityReport> => {
    const { code, out, err } = await onair(["capacity", "--json", "--viewers", "1000", ...options], { cwd: project });
    assert.equal(code, 0, err);
    return JSON.parse(out) as CapacityReport;
  };

  it("[O7] prints a plan of the shipped lineup, and asks nothing of AWS", async () => {
    const { code, out, err } = await onair(["capacity", "--viewers", "10,1000000"], { cwd: project });
    assert.equal(code, 0, err);
    assert.match(out, /Capacity plan of prod: arena, demo, roaming, studio, watched alike/);
    assert.match(out, /VIEWERS +REQUESTS\/S +JOINING +HIT RATIO +EU-WEST-1 +US-EAST-1 +MEDIAPACKAGE +GBIT\/S +CLOUDFRONT/);
    assert.match(out, /^1,000,000 .* !$/m);
    assert.match(out, /First limit: data from one CloudFront distribution \(150 Gbit\/s\), at about [\d,]+ viewers/);
  });

  it("[O7 E3] has aligned channels by quality, and asks both regions for them", async () => {
    const { byQuality, rows, first } = await report("--channel", "arena");
    assert.deepEqual(byQuality, ["arena"]);
    const [row] = rows;
    assert.ok(row && first);
    const { "us-east-1": preferred = 0, "eu-west-1": other = 0 } = row.originRequests;
    assert.ok(preferred > 0 && Math.abs(other / preferred - 1) < 1e-9, "a HEAD for each GET");
    const demo = await report("--channel", "demo");
    assert.deepEqual([demo.byQuality, demo.rows[0]?.originRequests["eu-west-1"]], [[], undefined]);
  });

  it("[O7 E1] follows the stack file's shield and price class, unless told otherwise", async () => {
    const file = join(project, "Pulumi.prod-global.yaml");
    const before = readFileSync(file, "utf8");
    const plain = await report("--channel", "demo");
    writeFileSync(file, `${before.replace("PriceClass_100", "PriceClass_All")}  onair:originShield: true\n`);
    const [shielded, without] = [await report("--channel", "demo"), await report("--channel", "demo", "--no-shield")];
    writeFileSync(file, before);
    const asked = ({ rows }: CapacityReport): number => rows[0]?.originRequests["us-east-1"] ?? 0;
    assert.deepEqual([plain.originShield, shielded.originShield, without.originShield], [false, true, false]);
    assert.equal(shielded.priceClass, "PriceClass_All");
    assert.ok(asked(shielded) < asked(plain) && asked(plain) < asked(without), "more places ask more, a shield asks less");
  });

  it("[O7 E3] plans for a lost region", async () => {
    const lost = await report("--channel", "arena", "--without", "us-east-1");
    assert.deepEqual(Object.keys(lost.rows[0]?.originRequests ?? {}), ["eu-west-1"]);
  });

  it("[O7] plans for one format: with 4 s segments and 1 s parts LL-HLS asks four times as often as HLS", async () => {
    const [hls, low] = [await report("--format", "hls"), await report("--format", "ll-hls")];
    const ratio = (low.rows[0]?.requestsPerViewer ?? 0) / (hls.rows[0]?.requestsPerViewer ?? 1);
    assert.ok(ratio > 3.5 && ratio < 4.5, String(ratio));
  });

  it("[O7] says what is wrong with a question", async () => {
    const asked = async (...options: string[]): Promise<string> => {
      const { code, err, out } = await onair(["capacity", ...options], { cwd: project });
      assert.notEqual(code, 0, out);
      return err;
    };
    assert.match(await asked("--viewers", "many"), /whole numbers from 1 to 100000000/);
    assert.match(await asked("--viewers", "0"), /whole numbers/);
    assert.match(await asked("--channel", "arenna"), /no channel arenna.*arena/i);
    assert.match(await asked("--without", "eu-west-3"), /No channel is in eu-west-3/);
    assert.match(await asked("--env", "stage"), /no lineups\/stage\.yaml/);
    assert.match(await asked("--env", "dev", "--without", "us-east-1"), /nobody serves demo, test/);
  });

  it("[O7] without a stack file of the edge says by what it goes", async () => {
    const file = join(project, "Pulumi.prod-global.yaml");
    const before = readFileSync(file, "utf8");
    rmSync(file);
    const { code, err } = await onair(["capacity", "--viewers", "10"], { cwd: project });
    writeFileSync(file, before);
    assert.equal(code, 0);
    assert.match(err, /No stack file makes the edge of prod/);
  });
});
