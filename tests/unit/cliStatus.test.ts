import assert from "node:assert/strict";
import { WANTED_STATE_TAG } from "../../control/index.ts";
import type { StatusReport } from "../../cli/status/report.ts";
import { alignmentOf } from "../../components/encode/index.ts";
import { ARENA } from "../support/lineups.ts";
import { ACCOUNT, edgeContract, onair, projectCopy, pulumiWith, regionContract, removeCopy, type Run } from "./cliSession.ts";
import { MediaLive, pretended, useService } from "./mediaLiveService.ts";

const wanting = (state: string, wanted?: string) => pretended(state, wanted === undefined ? {} : { tags: { [WANTED_STATE_TAG]: wanted } });

describe("onair status", () => {
  let project: string;
  let service: MediaLive;
  let restore: () => Promise<void>;

  before(() => (project = projectCopy()));
  after(() => removeCopy(project));
  beforeEach(async () => {
    service = new MediaLive();
    restore = await useService(service);
    for (const id of ["1001", "1002", "2001", "2002"]) service.channels.set(id, wanting("RUNNING", "running"));
  });
  afterEach(() => restore());

  const us = regionContract("prod", "us-east-1", { arena: "1001", demo: "1002" });
  const eu = regionContract("prod", "eu-west-1", { arena: "2001", demo: "2002" });
  const pushed = {
    pipeline: "a" as const,
    scheme: "rtmp",
    ip: "192.0.2.1",
    port: 1935,
    path: "arena/a",
    url: "rtmp://192.0.2.1:1935/arena/a",
  };
  const spare = { ...pushed, path: "arena/spare", url: "rtmp://192.0.2.2:1935/arena/spare" };
  const [arena, arenaAbroad] = [us.channels["arena"], eu.channels["arena"]];
  assert.ok(arena && arenaAbroad);
  const alignment = alignmentOf(ARENA);
  const unaligned = alignmentOf({ ...ARENA, source: { type: "rtp-push", timecode: "none" } });
  const production = {
    "prod-us-east-1": {
      ...us,
      maintenance: { day: "TUESDAY", startTime: "08:00" },
      dashboardUrl: "https://us-east-1.console.aws.amazon.com/cloudwatch/home#dashboards/dashboard/us",
      channels: {
        ...us.channels,
        arena: {
          ...arena,
          alignment: { ...alignment, conditions: [...(alignment.conditions ?? [])] },
          regions: ["us-east-1", "eu-west-1"],
          ingest: [pushed],
          moreIngest: { backup: [spare] },
          archive: { bucket: "recordings", prefix: "arena/" },
        },
      },
    },
    "prod-eu-west-1": { ...eu, channels: { ...eu.channels, arena: { ...arenaAbroad, alignment } } },
    "prod-global": {
      ...edgeContract("prod", ["arena", "demo"]),
      player: { url: "https://watch.live.team.tv/player/index.html", bucket: "page", prefix: "player/" },
      dashboardUrl: "https://us-east-1.console.aws.amazon.com/cloudwatch/home#dashboards/dashboard/all",
    },
  };
  const status = (args: readonly string[] = [], contracts: Readonly<Record<string, unknown>> = production): Promise<Run> =>
    onair(["status", ...args], { cwd: project, tools: { runPulumi: pulumiWith(contracts) } });
  const report = ({ out }: Run): StatusReport => JSON.parse(out) as StatusReport;

  it("[O1] shows each channel's state in each region, where to push and what to watch", async () => {
    const { code, out, err } = await status();
    assert.equal(code, 0, err);
    assert.equal(err, "");
    const rows = out.split("\n").map((line) => line.trim().split(/\s{2,}/));
    assert.deepEqual(
      rows.filter(([name, region]) => name === "arena" && region !== undefined),
      [
        ["arena", "us-east-1", "RUNNING", "running", "1001"],
        ["arena", "eu-west-1", "RUNNING", "running", "2001"],
      ],
    );
    assert.ok(out.includes("prod-us-east-1  us-east-1  123456789012  maintenance TUESDAY 08:00 UTC"), out);
    assert.ok(out.includes("https://watch.live.team.tv (distribution E1)"), out);
    assert.ok(out.includes("\nPlayer: https://watch.live.team.tv/player/index.html\n"), out);
    assert.match(out, /arena: The arena, seamless failover\n {2}push +us-east-1 +a +rtmp:\/\/192\.0\.2\.1:1935\/arena\/a\n/);
    assert.match(out, /watch +lowLatencyHls +https:\/\/watch\.live\.team\.tv\/out\/v1\/prod-main\/arena\/live\/ll\.m3u8/);
    assert.match(out, /push +us-east-1 +a backup +rtmp:\/\/192\.0\.2\.2:1935\/arena\/spare\n/);
    assert.match(out, /record +us-east-1 +s3:\/\/recordings\/arena\/\n/);
    assert.match(out, /dashboard +us-east-1 +https:\S+\/us\n +dashboard +global +https:\S+\/all$/);
    assert.doesNotMatch(out, / $/m);
  });

  it("[O1] says the same to programs", async () => {
    const { regions, edge, channels, problems, environment } = report(await status(["--json"]));
    assert.equal(environment, "prod");
    assert.deepEqual(problems, []);
    assert.deepEqual(
      regions.map(({ region, stack, accountId }) => [region, stack, accountId]),
      [
        ["eu-west-1", "prod-eu-west-1", ACCOUNT],
        ["us-east-1", "prod-us-east-1", ACCOUNT],
      ],
    );
    assert.equal(edge?.distributionId, "E1");
    assert.equal(edge.playerUrl, "https://watch.live.team.tv/player/index.html");
    assert.deepEqual(
      channels.map(({ channel, regions: there }) => [channel, there.map(({ region, state, channelId }) => [region, state, channelId])]),
      [
        [
          "arena",
          [
            ["us-east-1", "RUNNING", "1001"],
            ["eu-west-1", "RUNNING", "2001"],
          ],
        ],
        [
          "demo",
          [
            ["us-east-1", "RUNNING", "1002"],
            ["eu-west-1", "RUNNING", "2002"],
          ],
        ],
      ],
    );
    assert.deepEqual(channels[0]?.regions[0]?.ingest, { a: "rtmp://192.0.2.1:1935/arena/a" });
    assert.equal(channels[0].playback?.["dash"], "https://watch.live.team.tv/out/v1/prod-main/arena/live/dash.mpd");
  });

  it("[E3] says in a word why a failover is visible, and with --why every condition and AWS's page about it", async () => {
    const later = {
      ...production,
      "prod-eu-west-1": { ...eu, channels: { ...eu.channels, arena: { ...arenaAbroad, alignment: unaligned } } },
    };
    assert.match((await status([], later)).out, /^arena: The arena, visible failover \(timecode\)$/m);
    const { out } = await status(["arena", "--why"], later);
    const rows = out.split("\n").filter((line) => / {2}(holds|FAILS) /.test(line));
    assert.equal(rows.length, unaligned.conditions?.length);
    assert.match(out, /^ {2}FAILS +timecode +The source carries no timecode, .+ \[MediaLive User Guide, pipeline-locking-verify-input\]$/m);
    assert.match(out, /^ {2}holds +regions +The channel runs in two regions\. \[MediaPackage v2 User Guide, cross-region-failover\]$/m);
    assert.doesNotMatch((await status(["arena"], later)).out, /holds/);
    const [told] = report(await status(["arena", "--json"], later)).channels;
    assert.deepEqual([told?.failover, told?.alignment], ["visible", { reason: unaligned.reason, conditions: unaligned.conditions }]);
  });

  it("[E3] calls no channel seamless once one stack says that it is not, though the edge was deployed before", async () => {
    for (const stack of ["prod-us-east-1", "prod-eu-west-1"] as const) {
      const [contract, channel] = stack === "prod-us-east-1" ? [us, arena] : [eu, arenaAbroad];
      const contracts = {
        ...production,
        [stack]: { ...contract, channels: { ...contract.channels, arena: { ...channel, alignment: unaligned } } },
      };
      for (const args of [["arena"], ["arena", "--why"], ["arena", "--json"]])
        assert.doesNotMatch((await status(args, contracts)).out, /seamless/, stack);
    }
    assert.match((await status(["arena"])).out, /seamless failover$/m);
  });

  it("shows stacks that were deployed before there were conditions", async () => {
    const { code, out } = await status(["demo", "--why"]);
    assert.equal(code, 0);
    assert.match(out, /^demo: The demo, visible failover\n[^]*^ {2}why +file$/m);
  });

  it("marks a channel that is not what was last wanted, and no other", async () => {
    const cases: readonly (readonly [string, string | undefined, boolean])[] = [
      ["RUNNING", "running", false],
      ["STARTING", "running", false],
      ["RECOVERING", "running", false],
      ["IDLE", "running", true],
      ["RUNNING", "stopped", true],
      ["STOPPING", "stopped", false],
      ["IDLE", "stopped", false],
      ["IDLE", undefined, false],
      ["RUNNING", undefined, false],
    ];
    for (const [state, wanted, astray] of cases) {
      service.channels.set("1001", wanting(state, wanted));
      const there = report(await status(["arena", "--json"])).channels[0]?.regions[0];
      assert.deepEqual([there?.state, there?.wanted, there?.astray], [state, wanted, astray]);
    }
    service.channels.set("1001", wanting("IDLE", "running"));
    assert.match((await status()).out, /^arena +us-east-1 +IDLE +running \(not as it is\) +1001$/m);
  });

  it("[E4] says that a region is evacuated and how to bring it back, and what is asked of single channels", async () => {
    const plain = await status();
    assert.doesNotMatch(plain.out, /EVACUATED/);
    assert.deepEqual(report(await status(["--json"])).routes, { channels: {} });
    service.pairs.set("evacuate", "us-east-1");
    service.pairs.set("route:prod-main/demo", '{"leave":"eu-west-1","plain":true}');
    const edge = production["prod-global"];
    const channels = Object.fromEntries(
      Object.entries(edge.channels).map(([name, channel]) => [name, { ...channel, routeKey: `route:prod-main/${name}` }]),
    );
    const asked = { ...production, "prod-global": { ...edge, channels } };
    const { out, code } = await status([], asked);
    assert.equal(code, 0);
    assert.match(
      out,
      /^us-east-1 IS EVACUATED; bring it back with: npx onair return us-east-1\ndemo: viewers leave eu-west-1, media quality does not decide\n\n/,
    );
    assert.deepEqual(report(await status(["--json"], asked)).routes, {
      evacuated: "us-east-1",
      channels: { demo: { leave: "eu-west-1", plain: true } },
    });
    service.pairs.set("route:prod-main/demo", "null");
    assert.match((await status([], asked)).out, /^demo: something unreadable is asked, which counts for nothing$/m);
  });

  it("[E4] says so when nobody can tell whether a region is evacuated", async () => {
    const edge = { ...production["prod-global"], viewerStoreArn: "arn:aws:s3:::bucket" };
    const { code, out, err } = await status([], { ...production, "prod-global": edge });
    assert.equal(code, 1);
    assert.match(err, /Whether viewers are sent elsewhere than configured is not known: arn:aws:s3:::bucket is no ARN/);
    assert.match(out, /arena +us-east-1 +RUNNING/);
  });

  it("changes nothing", async () => {
    await status();
    assert.deepEqual(service.calls, []);
  });

  it("shows one channel when it is named, and knows a near name", async () => {
    assert.deepEqual(
      report(await status(["demo", "--json"])).channels.map(({ channel }) => channel),
      ["demo"],
    );
    const { code, err } = await status(["dmeo"]);
    assert.equal(code, 1);
    assert.match(err, /No channel dmeo is deployed in prod; did you mean demo\?/);
  });

  it("shows what is there while a stack is not, names it, and answers 1", async () => {
    const { code, out, err } = await status([], { "prod-us-east-1": production["prod-us-east-1"] });
    assert.equal(code, 1);
    assert.match(out, /^arena +us-east-1 +RUNNING/m);
    for (const stack of ["prod-eu-west-1", "prod-global"]) assert.match(err, new RegExp(`Stack ${stack} is not deployed yet`));
    assert.match(err, /Not everything could be read/);
  });

  it("shows the addresses while AWS does not answer, and says why once for each region", async () => {
    service.denied = true;
    const { code, out, err } = await status();
    assert.equal(code, 1);
    assert.match(out, /^arena +us-east-1 +\? +- +1001$/m);
    assert.match(out, /rtmp:\/\/192\.0\.2\.1/);
    assert.equal(err.match(/arena, demo in us-east-1: AWS does not allow this/g)?.length, 1);
    assert.doesNotMatch(err, /\n\s+at /);
  });

  it("says which account a missing channel was looked for in", async () => {
    service.channels.delete("2002");
    const { code, out, err } = await status();
    assert.equal(code, 1);
    assert.match(out, /^demo +eu-west-1 +absent/m);
    assert.match(err, new RegExp(`demo in eu-west-1: is not in account ${ACCOUNT}`));
  });

  it("shows both halves of a standalone stack", async () => {
    const contract = {
      contractVersion: 1,
      role: "standalone",
      environment: "dev",
      encodeRegion: regionContract("dev", "us-east-1", { demo: "1002" }),
      globalEdge: edgeContract("dev", ["demo"]),
    };
    const { code, out, err } = await status(["--env", "dev"], { dev: contract });
    assert.equal(code, 0, err);
    assert.match(out, /^demo +us-east-1 +RUNNING/m);
    assert.match(out, /watch +hls/);
  });

  it("refuses an environment that has no stacks", async () => {
    const { code, err } = await status(["--env", "nowhere"]);
    assert.equal(code, 1);
    assert.match(err, /No stack file belongs to the environment nowhere/);
  });
});
