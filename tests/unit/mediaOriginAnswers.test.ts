import assert from "node:assert/strict";
import { mock } from "node:test";
import { scoreOf } from "../../rehearsal/media/cmsd.ts";
import { dashOf } from "../support/dashRules.ts";
import { playlistFaults } from "../support/hlsRules.ts";
import { DISTRIBUTION, handMadeEndpoint, signedFor, type ChannelPlan } from "../support/liveTracks.ts";
import { Origin, ORIGIN_NUMBER as NUMBER } from "../support/originHarness.ts";

const PLAYLIST = "index_v1-1080p.m3u8";
const SEGMENT = `segment_v1-1080p_${String(NUMBER - 1)}.mp4`;

describe("access to a rehearsed origin", () => {
  it("[E5] is for the distribution that the endpoint's policy names", async () => {
    const origin = new Origin();
    for (const file of ["index.m3u8", PLAYLIST, "manifest.mpd", SEGMENT]) {
      assert.equal(await origin.status(file), 200);
      assert.equal(await origin.status(file, { method: "HEAD" }), 200);
      assert.equal(await origin.status(file, { headers: {} }), 403);
      assert.equal(await origin.status(file, { headers: signedFor(origin.endpoint, `${DISTRIBUTION}X`) }), 403);
    }
  });

  it("[E5] is for requests signed for the endpoint's region, as CloudFront", async () => {
    const origin = new Origin();
    const signed = signedFor(origin.endpoint);
    const { authorization = "" } = signed;
    const refused = [
      { ...signed, authorization: authorization.replace("us-east-1", "eu-west-1") },
      { ...signed, authorization: authorization.replace("/mediapackagev2/", "/s3/") },
      { ...signed, authorization: "" },
      { ...signed, "x-rehearsal-principal": "example.amazonaws.com" },
      { ...signed, "x-rehearsal-source-arn": "" },
    ];
    for (const headers of refused) assert.equal(await origin.status(PLAYLIST, { headers }), 403);
  });

  it("[E5] is for nobody without a policy, and for HEAD only where it is named", async () => {
    const { policy = "" } = handMadeEndpoint();
    assert.equal(await new Origin({ endpoint: { policy: "" } }).status(PLAYLIST), 403);
    const onlyGet = new Origin({ endpoint: { policy: policy.replace(/"mediapackagev2:GetHeadObject"/, '"mediapackagev2:Other"') } });
    assert.equal(await onlyGet.status(PLAYLIST), 200);
    assert.equal(await onlyGet.status(PLAYLIST, { method: "HEAD" }), 403);
  });

  it("[E5] is for nobody whom a policy denies, nor under a condition that is not understood", async () => {
    const { policy = "" } = handMadeEndpoint();
    const denied = policy.replace(
      '"Statement":[',
      '"Statement":[{"Effect":"Deny","Principal":"*","Action":"mediapackagev2:*","Resource":"*"},',
    );
    assert.equal(await new Origin({ endpoint: { policy: denied } }).status(PLAYLIST), 403);
    const odd = policy.replace("StringEquals", "StringEqualsIfOdd");
    assert.equal(await new Origin({ endpoint: { policy: odd } }).status(PLAYLIST), 403);
    const alike = policy.replace("StringEquals", "ArnLike").replace(DISTRIBUTION, `${DISTRIBUTION.slice(0, -3)}*`);
    assert.equal(await new Origin({ endpoint: { policy: alike } }).status(PLAYLIST), 200);
    const other = policy.replace("originEndpoint/live", "originEndpoint/other");
    assert.equal(await new Origin({ endpoint: { policy: other } }).status(PLAYLIST), 403);
  });
});

describe("answers of a rehearsed origin", () => {
  it("[L7] are 404 for what is not there, and 405 for other methods", async () => {
    const origin = new Origin();
    const absent = [
      "other.m3u8",
      "index_none.m3u8",
      "other.mpd",
      "segment_none_1.mp4",
      "segment_v1-1080p_1.mp4",
      `segment_v1-1080p_${String(NUMBER)}.mp4`,
    ];
    for (const file of [...absent, "x", "segment_c1-eng_1.vtt", "/out/v1/group/channel/other/index.m3u8", "/"])
      assert.equal(await origin.status(file), 404, file);
    assert.equal(await origin.status(PLAYLIST, { host: "other.example" }), 404);
    assert.equal(await origin.status(PLAYLIST, { method: "POST" }), 405);
    assert.equal(await new Origin({ live: "none" }).status("index.m3u8"), 404);
  });

  it("[L7] say how long they keep: half a segment, a second with low latency, 14 days for media", async () => {
    const origin = new Origin();
    const kept = async (file: string): Promise<string | undefined> => (await origin.ask(file)).headers["cache-control"];
    for (const file of ["index.m3u8", "ll.m3u8", PLAYLIST, "manifest.mpd"]) assert.equal(await kept(file), "max-age=2");
    assert.equal(await kept("ll_v1-1080p.m3u8"), "max-age=1");
    for (const file of [SEGMENT, "segment_v1-1080p_init.mp4", `segment_v1-1080p_${String(NUMBER)}_p0.mp4`])
      assert.equal(await kept(file), "max-age=1209600");
  });

  it("[L7] name the endpoint, the input and what they bring, as MediaPackage documents it", async () => {
    const origin = new Origin();
    const { headers } = await origin.ask(SEGMENT);
    const { "cmsd-static": cmsd = "" } = headers;
    assert.match(cmsd, /^n="MediaPackage:us-east-1:group:channel:live",st=l,sf=\(d h\),ot=v,br=\d+,ht=0,d=4000,at=\d{13},/);
    assert.equal(headers["x-amzn-mediapackage-active-input"], "1");
    assert.equal(headers["x-amzn-mediapackage-channel-id"], "channel");
    assert.equal(headers["content-type"], "video/mp4");
    assert.notEqual(headers["x-amzn-mediapackage-endpoint-uniqueid"], headers["x-amzn-mediapackage-channel-uniqueid"]);
    const types = async (file: string): Promise<string> => {
      const reply = await origin.ask(file);
      return `${reply.headers["content-type"] ?? ""} ${/ot=(\w+)/.exec(reply.headers["cmsd-static"] ?? "")?.[1] ?? ""}`;
    };
    assert.equal(await types("index.m3u8"), "application/vnd.apple.mpegurl m");
    assert.equal(await types("manifest.mpd"), "application/dash+xml m");
    assert.equal(await types("segment_a1-eng_init.mp4"), "audio/mp4 i");
    assert.equal(await types(`segment_a1-eng_${String(NUMBER - 2)}.mp4`), "audio/mp4 a");
    assert.equal(await types(`segment_c1-eng_${String(NUMBER - 2)}.vtt`), "text/vtt c");
    assert.equal(await types(`segment_c1-eng_${String(NUMBER - 2)}.mp4`), "application/mp4 tt");
  });

  it("[E3] carry the quality score where the channel publishes it, and nowhere else", async () => {
    const published = new Origin();
    published.channel.scoreNow = 40;
    assert.equal(scoreOf((await published.ask("index.m3u8")).headers), 40);
    assert.equal(scoreOf((await published.ask(SEGMENT, { method: "HEAD" })).headers), 100);
    const silent = new Origin({ endpoint: { publishMqcs: false } });
    assert.equal(scoreOf((await silent.ask("index.m3u8")).headers), undefined);
  });

  it("[L7] tell how new a manifest is, and let every page read where no origin is named", async () => {
    const origin = new Origin();
    const { headers } = await origin.ask(PLAYLIST);
    assert.equal(headers["x-mediapackage-manifest-last-sequence"], String(NUMBER - 1));
    assert.equal(headers["x-mediapackage-manifest-last-updated"], String(NUMBER * 4000));
    assert.equal((await origin.ask("ll_v1-1080p.m3u8")).headers["x-amzn-mediapackage-manifest-last-part"], "1");
    assert.equal(headers["access-control-allow-origin"], "*");
    const named = await origin.ask(PLAYLIST, { headers: { ...signedFor(origin.endpoint), origin: "https://a.example" } });
    assert.equal(named.headers["access-control-allow-origin"], "https://a.example");
  });

  it("[L7] bring every segment, part and initialization that a playlist names, and nothing twice", async () => {
    const origin = new Origin();
    for (const name of ["v1-1080p", "a1-eng", "c1-eng"]) {
      const text = await origin.text(`ll_${name}.m3u8`);
      const uris = [
        ...text.split("\n").filter((line) => line !== "" && !line.startsWith("#")),
        ...[...text.matchAll(/(?:MAP|PART):.*URI="([^"]+)"/g)].map(([, uri = ""]) => uri),
      ];
      for (const uri of uris) assert.equal(await origin.status(uri), 200, uri);
    }
    const whole = (await origin.ask(SEGMENT)).body;
    const parts = await Promise.all(
      Array.from({ length: 8 }, async (_, part) => (await origin.ask(SEGMENT.replace(".mp4", `_p${String(part)}.mp4`))).body),
    );
    assert.deepEqual(Buffer.concat(parts), whole);
  });

  it("[L7] keep what has left a playlist for its own length and the playlist's (RFC 8216bis, 6.2.2), and not for ever", async () => {
    const origin = new Origin();
    const [oldest = ""] = (await origin.text(PLAYLIST)).split("\n").filter((line) => line.endsWith(".mp4"));
    origin.channel.advance(4000 + 60_000 + 4000);
    assert.ok(!(await origin.text(PLAYLIST)).includes(oldest));
    assert.equal(await origin.status(oldest), 200);
    origin.channel.advance(120_000);
    assert.equal(await origin.status(oldest), 404);
  });

  it("[L7] bring every segment that a DASH description names", async () => {
    const origin = new Origin();
    for (const { id, media, initialization, segments } of dashOf(await origin.text("manifest.mpd")).representations) {
      const file = (template: string, number: number): string =>
        template.replace("$RepresentationID$", id).replace("$Number$", String(number));
      for (const name of [file(initialization, 0), ...segments.map((one) => file(media, one.number))])
        assert.equal(await origin.status(name), 200, name);
    }
  });
});

const FORCED = ["STALE_MANIFEST", "INCOMPLETE_MANIFEST", "SLATE_INPUT"];
const MANIFESTS = ["index.m3u8", PLAYLIST, "ll_v1-1080p.m3u8", "manifest.mpd"];

describe("forced errors of a rehearsed origin", () => {
  const faulty: Readonly<Record<string, { plan: ChannelPlan; stall?: number }>> = {
    STALE_MANIFEST: { plan: {}, stall: 6001 },
    INCOMPLETE_MANIFEST: { plan: { gaps: [NUMBER - 10] } },
    SLATE_INPUT: { plan: { slate: [NUMBER - 2] } },
  };
  for (const [condition, { plan, stall = 0 }] of Object.entries(faulty)) {
    it(`[E3] ${condition} answers 404 to manifests where it is set, and serves what there is where it is not`, async () => {
      for (const forcedErrors of [[], FORCED.filter((one) => one !== condition), [condition], FORCED]) {
        const origin = new Origin({ plan, endpoint: { forcedErrors } });
        origin.channel.advance(stall, true);
        for (const file of MANIFESTS)
          assert.equal(await origin.status(file), forcedErrors.includes(condition) ? 404 : 200, `${file} ${forcedErrors.join()}`);
        assert.equal(await origin.status(SEGMENT), 200);
      }
    });
  }

  it("[E3] answer nothing of the kind while all is well, and no longer once the gap has left the window", async () => {
    for (const gaps of [[], [NUMBER - 16]]) {
      const origin = new Origin({ plan: { gaps }, endpoint: { forcedErrors: FORCED } });
      origin.channel.advance(600);
      for (const file of MANIFESTS) assert.equal(await origin.status(file), 200);
    }
  });
});

describe("blocking reload of a rehearsed origin", () => {
  const LL = "ll_v1-1080p.m3u8";

  it("[L7] answers at once with what is there, and waits for what comes next", async () => {
    const origin = new Origin();
    assert.equal(await origin.status(`${LL}?_HLS_msn=${String(NUMBER)}&_HLS_part=1`), 200);
    const waiting = origin.ask(`${LL}?_HLS_msn=${String(NUMBER)}&_HLS_part=3`);
    const part = origin.ask(`segment_v1-1080p_${String(NUMBER)}_p2.mp4`);
    await new Promise(setImmediate);
    assert.equal(origin.channel.listeners, 2);
    origin.channel.advance(400);
    assert.equal((await part).status, 200);
    assert.equal(origin.channel.listeners, 1);
    origin.channel.advance(600);
    const { body, headers } = await waiting;
    assert.match(body.toString("utf8"), new RegExp(`${String(NUMBER)}_p3.mp4"\\n`));
    assert.match(headers["cmsd-static"] ?? "", /ht=1000/);
    assert.equal(origin.channel.listeners, 0);
  });

  it("[L7] takes a part past the end of a segment for the first of the next", async () => {
    const origin = new Origin();
    const waiting = origin.ask(`${LL}?_HLS_msn=${String(NUMBER - 1)}&_HLS_part=8`);
    assert.equal((await waiting).status, 200);
    const next = origin.ask(`${LL}?_HLS_msn=${String(NUMBER)}`);
    await new Promise(setImmediate);
    origin.channel.advance(2000);
    assert.equal(origin.channel.listeners, 1);
    origin.channel.advance(1000);
    assert.deepEqual(playlistFaults((await next).body.toString("utf8")), []);
  });

  it("[L7] refuses what is too far ahead, and a part without a segment", async () => {
    const origin = new Origin();
    for (const query of [`_HLS_msn=${String(NUMBER + 2)}`, `_HLS_msn=${String(NUMBER)}&_HLS_part=9`, "_HLS_part=1", "_HLS_msn=x"]) {
      assert.equal(await origin.status(`${LL}?${query}`), 400, query);
    }
    assert.equal(await origin.status(`${LL}?_HLS_msn=1`), 200);
    assert.equal(await origin.status(`segment_v1-1080p_${String(NUMBER)}_p5.mp4`), 404);
  });

  it("[L7] is not offered without low latency: the numbers are ignored", async () => {
    const origin = new Origin();
    assert.equal(await origin.status(`${PLAYLIST}?_HLS_msn=${String(NUMBER + 1)}`), 200);
  });

  it("[L7] gives up with 503 after three target durations, or 404 where a stalled manifest is to fail", async () => {
    mock.timers.enable({ apis: ["setTimeout"] });
    try {
      for (const [forcedErrors, ms, status] of [
        [[], 12_000, 503],
        [["STALE_MANIFEST"], 6001, 404],
      ] as const) {
        const origin = new Origin({ endpoint: { forcedErrors } });
        const waiting = origin.status(`${LL}?_HLS_msn=${String(NUMBER)}`);
        await Promise.resolve();
        origin.channel.advance(ms, true);
        mock.timers.tick(ms - 1);
        assert.equal(origin.channel.listeners, 1);
        mock.timers.tick(1);
        assert.equal(await waiting, status);
      }
    } finally {
      mock.timers.reset();
    }
  });
});
