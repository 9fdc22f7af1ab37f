import assert from "node:assert/strict";
import { overNetwork } from "../../rehearsal/media/origins/network.ts";
import { Network, regionOfDomain, type OriginSide } from "../../rehearsal/media/origins/index.ts";
import type { OriginAnswer, OriginRequest, OriginTarget } from "../../rehearsal/media/types.ts";
import { originIn, ScriptedOrigins, type Act } from "../support/scriptedOrigins.ts";

// What CloudFront documents about origins, rule by rule. DG is the CloudFront Developer Guide.

const CODES = [403, 404, 500, 502, 503, 504];
const US = originIn("us", "us-east-1");
const EU = originIn("eu", "eu-west-1");
const single: OriginTarget = { kind: "origin", origin: "us" };
const group = (statusCodes: readonly number[] = CODES, byQuality = false): OriginTarget => ({
  kind: "group",
  origins: ["us", "eu"],
  statusCodes,
  byQuality,
});
const get = (path = "/out/v1/g/arena/live/index.m3u8"): OriginRequest => ({
  method: "GET",
  path,
  query: "",
  headers: {},
  behaviour: "/arena/*",
});

class World {
  readonly origins = new ScriptedOrigins();
  readonly network = new Network();
  readonly ask = this.origins.side([US, EU], { network: this.network });

  does(us: readonly Act[], eu: readonly Act[] = [{ does: "answer", status: 200 }]): this {
    this.origins.does("us", ...us);
    this.origins.does("eu", ...eu);
    return this;
  }

  /** The answer, and the seconds the viewer waited for it. */
  async get(target: OriginTarget, request = get()): Promise<OriginAnswer & { readonly seconds: number }> {
    const from = this.origins.timers.now();
    let until = from;
    const answer = this.ask(target, request).then((given) => {
      until = this.origins.timers.now();
      return given;
    });
    const given = await this.origins.timers.play(answer);
    return { ...given, seconds: Math.round((until - from) / 100) / 10 };
  }

  sent(): string[] {
    return this.origins.seen.map(({ origin, request }) => `${request.method} ${origin}`);
  }
}

const world = (): World => new World();
const ok: Act = { does: "answer", status: 200 };
const scored = (score: number, status = 200): Act => ({ does: "answer", status, score });

describe("the edge and one origin", () => {
  // DG, origin settings, "Connection attempts", "Connection timeout".
  it("[E3] tries a connection as often and waits as long as the origin says, then answers 504", async () => {
    for (const connectionAttempts of [1, 2, 3]) {
      const origins = new ScriptedOrigins();
      origins.does("us", { does: "swallow" });
      const ask: OriginSide = origins.side([originIn("us", "us-east-1", { connectionAttempts, connectionTimeout: 3 })]);
      const from = origins.timers.now();
      const { reply, attempts }: OriginAnswer = await origins.timers.play(ask(single, get()));
      // DG, "HTTP 504 status code (Gateway Timeout)": traffic that is blocked on the way.
      assert.equal(reply.status, 504);
      assert.deepEqual(
        attempts.map(({ status, failed, ms }) => [status, failed, ms]),
        Array(connectionAttempts).fill([503, "connect", 3000]),
      );
      assert.equal(origins.timers.now() - from, connectionAttempts * 3000);
      assert.equal(origins.givenUp, connectionAttempts, "a connection that is given up is closed");
    }
  });

  // DG, "HTTP 502 status code (Bad Gateway)": the origin rejects the connection.
  it("[E3] tries a refused connection again, then answers 502", async () => {
    const { reply, attempts } = await world()
      .does([{ does: "refuse" }])
      .get(single);
    assert.equal(reply.status, 502);
    assert.deepEqual(
      attempts.map(({ status, failed }) => [status, failed]),
      Array(2).fill([503, "connect"]),
    );
    const second = await world()
      .does([{ does: "refuse" }, ok])
      .get(single);
    assert.equal(second.reply.status, 200);
    assert.equal(second.attempts.length, 2);
  });

  // DG, origin settings, "Response timeout": GET and HEAD are tried again, other methods are not.
  it("[E3] asks again after silence for GET and HEAD, and not for OPTIONS", async () => {
    for (const [method, tries] of [
      ["GET", 2],
      ["HEAD", 2],
      ["OPTIONS", 1],
    ] as const) {
      const { reply, attempts, seconds } = await world()
        .does([{ does: "keep silent" }])
        .get(single, { ...get(), method });
      assert.equal(reply.status, 504);
      assert.deepEqual(
        attempts.map(({ status, failed }) => [status, failed]),
        Array(tries).fill([504, "timeout"]),
      );
      assert.equal(seconds, tries * 5);
    }
  });

  // DG, origin settings, "Response timeout": the wait for the answer, and from each packet to the next.
  it("[E3] counts the response time-out from packet to packet, so that a slow whole answer comes through", async () => {
    const slow: Act = {
      does: "answer",
      status: 200,
      after: 4_900,
      body: [
        { after: 4_900, text: "me" },
        { after: 4_900, text: "dia" },
      ],
    };
    const { reply, seconds } = await world().does([slow]).get(single);
    assert.equal(reply.body.toString(), "media");
    assert.ok(seconds > 14 && seconds < 15);
  });

  // DG, origin settings, "Response timeout" ("stops responding"); "Request and response behavior for custom origins" ("a complete response").
  it("[E3] asks again for the whole of an answer that stopped, then answers 504", async () => {
    const half: Act = { does: "answer", status: 200, body: [{ after: 10, text: "half" }], hangs: true };
    const stopped = await world().does([half]).get(single);
    assert.equal(stopped.reply.status, 504);
    assert.deepEqual(
      stopped.attempts.map(({ failed }) => failed),
      ["timeout", "timeout"],
    );
    const mended = await world().does([half, ok]).get(single);
    assert.equal(mended.reply.body.toString(), "media");
  });

  // DG, "Request and response behavior for custom origins", "Dropped TCP connections".
  it("[E3] passes on what came of a dropped answer, and says that it is not whole", async () => {
    const { reply, attempts } = await world()
      .does([{ does: "answer", status: 200, body: [{ after: 1, text: "part" }], cut: true }])
      .get(single);
    assert.equal(reply.status, 200);
    assert.equal(reply.body.toString(), "part");
    assert.equal(reply.incomplete, true);
    assert.deepEqual(
      attempts.map(({ failed }) => failed),
      ["incomplete"],
    );
  });

  it("[E3] answers 502 for a connection that is closed without an answer", async () => {
    const { reply, attempts } = await world()
      .does([{ does: "drop" }])
      .get(single);
    assert.equal(reply.status, 502);
    assert.equal(attempts.length, 1);
  });

  it("[E3] is never at a loss: an origin that is not there is 502, and so is what no client could send", async () => {
    assert.equal((await world().get({ kind: "origin", origin: "gone" })).reply.status, 502);
    const ask = new ScriptedOrigins().side([US], { exchange: () => assert.fail("broken") });
    assert.equal((await ask(single, get())).reply.status, 502);
  });

  it("[E3] leaves no timer behind", async () => {
    for (const act of [ok, { does: "refuse" }, { does: "swallow" }, { does: "keep silent" }, { does: "drop" }] as const) {
      const one = world().does([act]);
      await one.get(group(CODES, true));
      assert.equal(one.origins.timers.waiting, 0);
    }
  });
});

describe("the edge and an origin group", () => {
  // DG, "Optimize high availability with CloudFront origin failover".
  it("[E3] turns to the secondary for a listed status and for no other", async () => {
    for (const status of [200, 304, 400, 403, 404, 416, 429, 500, 502, 503, 504]) {
      const one = world().does([{ does: "answer", status }], [{ does: "answer", status: 201 }]);
      const { reply, origin, attempts } = await one.get(group([404, 503]));
      const turns = status === 404 || status === 503;
      assert.equal(reply.status, turns ? 201 : status);
      assert.equal(origin, turns ? "eu" : "us");
      assert.equal(attempts.length, turns ? 2 : 1, "a status is an answer, and asked for once");
    }
  });

  // DG, same page: "fails to connect … (when 503 is set)", "times out … (when 504 is set)".
  it("[E3] counts a failed connection as 503 and a time-out as 504, and only turns where that is listed", async () => {
    const cases: readonly [Act["does"], number, number][] = [
      ["refuse", 503, 502],
      ["swallow", 503, 504],
      ["keep silent", 504, 504],
    ];
    for (const [does, counted, shown] of cases) {
      const act = { does } as Act;
      assert.equal(
        (
          await world()
            .does([act])
            .get(group([counted]))
        ).origin,
        "eu",
      );
      const { reply, origin } = await world()
        .does([act])
        .get(group(CODES.filter((code) => code !== counted)));
      assert.deepEqual([reply.status, origin], [shown, "us"]);
    }
  });

  // DG, same page: "routes all incoming requests to the primary origin, even when a previous request failed over".
  it("[E3] begins every request with the primary, also after failing over", async () => {
    const one = world().does([{ does: "answer", status: 500 }, ok]);
    assert.equal((await one.get(group())).origin, "eu");
    assert.equal((await one.get(group())).origin, "us");
    assert.deepEqual(one.sent(), ["GET us", "GET eu", "GET us"]);
  });

  // DG, same page, and origin settings, "Connection attempts".
  it("[E3] gives the viewer the secondary's answer when both fail", async () => {
    const both = await world()
      .does([{ does: "answer", status: 500 }], [{ does: "answer", status: 404 }])
      .get(group());
    assert.deepEqual([both.reply.status, both.origin], [404, "eu"]);
    const dark = await world()
      .does([{ does: "swallow" }], [{ does: "refuse" }])
      .get(group());
    assert.deepEqual([dark.reply.status, dark.attempts.length, dark.seconds], [502, 4, 4]);
  });

  // DG, same page: GET, HEAD and OPTIONS fail over.
  it("[E3] fails over for GET, HEAD and OPTIONS with the same method", async () => {
    for (const method of ["GET", "HEAD", "OPTIONS"] as const) {
      const one = world().does([{ does: "answer", status: 503 }]);
      await one.get(group(), { ...get(), method });
      assert.deepEqual(one.sent(), [`${method} us`, `${method} eu`]);
    }
  });

  // DG, "Use Amazon CloudFront Origin Shield".
  it("[E3] asks an origin behind a shield once for what is asked at the same time", async () => {
    for (const shieldRegion of ["us-east-1", undefined]) {
      const origins = new ScriptedOrigins();
      const ask: OriginSide = origins.side([originIn("us", "us-east-1", shieldRegion === undefined ? {} : { shieldRegion })]);
      const asked: Promise<OriginAnswer>[] = [
        ask(single, { ...get(), headers: { "x-amz-cf-id": "1", accept: "*/*" } }),
        ask(single, { ...get(), headers: { "x-amz-cf-id": "2", accept: "*/*" } }),
        ask(single, { ...get(), query: "_HLS_msn=2" }),
      ];
      const answers: OriginAnswer[] = await origins.timers.play(Promise.all(asked));
      assert.deepEqual(
        answers.map(({ reply }) => reply.status),
        [200, 200, 200],
      );
      assert.deepEqual(
        answers.map(({ attempts }) => attempts.length),
        shieldRegion === undefined ? [1, 1, 1] : [1, 0, 1],
      );
      assert.equal(origins.seen.length, shieldRegion === undefined ? 3 : 2);
      await origins.timers.play(ask(single, get()));
      assert.equal(origins.seen.length, shieldRegion === undefined ? 4 : 3, "what is over is asked for anew");
    }
  });
});

// DG, "Media quality-aware resiliency".
describe("the edge and the media quality score", () => {
  const byQuality = group([403, 404, 503, 504], true);

  it("[E3] asks the primary with GET and the secondary with HEAD at once", async () => {
    const one = world().does([scored(100)], [scored(100)]);
    const { origin, attempts } = await one.get(byQuality);
    assert.equal(origin, "us");
    assert.deepEqual(one.sent().sort(), ["GET us", "HEAD eu"]);
    assert.equal(new Set(one.origins.seen.map(({ at }) => at)).size, 1);
    assert.deepEqual(
      attempts.map(({ origin: id, method, score }) => [id, method, score]),
      [
        ["us", "GET", 100],
        ["eu", "HEAD", 100],
      ],
    );
  });

  it("[E3] moves the next request to the higher score, and back when scores are equal again", async () => {
    const one = world().does([scored(20)], [scored(100)]);
    assert.equal((await one.get(byQuality)).origin, "us", "the score came with this answer");
    assert.equal((await one.get(byQuality)).origin, "eu");
    one.does([scored(100)], [scored(100)]);
    assert.equal((await one.get(byQuality)).origin, "eu", "its score was the better until now");
    assert.equal((await one.get(byQuality)).origin, "us");
    assert.deepEqual(one.sent().slice(2, 4).sort(), ["GET eu", "HEAD us"]);
  });

  it("[E3] keeps the scores of each behaviour apart", async () => {
    const one = world().does([scored(20)], [scored(100)]);
    await one.get(byQuality);
    assert.equal((await one.get(byQuality, { ...get(), behaviour: "/demo/*" })).origin, "us");
    assert.equal((await one.get(byQuality)).origin, "eu");
  });

  it("[E3] lets a failover status override the score", async () => {
    const one = world().does([scored(20)], [scored(100)]);
    await one.get(byQuality);
    one.does([scored(20)], [scored(100, 404)]);
    const { reply, origin, attempts } = await one.get(byQuality);
    assert.deepEqual([reply.status, origin], [200, "us"]);
    assert.deepEqual(
      attempts.map(({ origin: id, method, status }) => [id, method, status]),
      [
        ["eu", "GET", 404],
        ["us", "HEAD", 200],
        ["us", "GET", 200],
      ],
    );
  });

  it("[E3] stays with the primary while a score is not known", async () => {
    for (const eu of [[ok], [{ does: "refuse" }], [{ does: "swallow" }], [{ does: "answer", status: 500 }]] as const) {
      const one = world().does([scored(1)], eu);
      await one.get(byQuality);
      assert.equal((await one.get(byQuality)).origin, "us");
    }
    const unscored = world().does([ok], [scored(100)]);
    await unscored.get(byQuality);
    assert.equal((await unscored.get(byQuality)).origin, "us");
  });

  it("[E3] lets no viewer wait for the question after the score, and counts it all the same", async () => {
    const one = world().does([scored(100)], [{ does: "swallow" }]);
    const { seconds, attempts } = await one.get(byQuality);
    assert.equal(seconds, 0);
    assert.deepEqual(
      attempts.map(({ origin, method, status }) => [origin, method, status]),
      [
        ["us", "GET", 200],
        ["eu", "HEAD", 0],
      ],
    );
  });

  it("[E3] asks for no score where the group does not choose by it, nor with OPTIONS", async () => {
    const plain = world().does([scored(20)], [scored(100)]);
    await plain.get(group());
    assert.equal((await plain.get(group())).origin, "us");
    const options = world();
    await options.get(byQuality, { ...get(), method: "OPTIONS" });
    assert.deepEqual([plain.sent(), options.sent()], [["GET us", "GET us"], ["OPTIONS us"]]);
  });
});

describe("faults on the way to a region", () => {
  it("[E3] knows the region of MediaPackage and S3 hosts, and of no other", () => {
    assert.equal(regionOfDomain("abcdef.egress.ghijkl.mediapackagev2.eu-west-1.amazonaws.com"), "eu-west-1");
    assert.equal(regionOfDomain("onair-prod-player.s3.us-east-1.amazonaws.com"), "us-east-1");
    for (const other of ["onair.test.example", "mediapackagev2.eu-west-1.example", "a.mediapackagev2.eu-west-1.amazonaws.com.example"]) {
      assert.equal(regionOfDomain(other), undefined);
    }
  });

  it("[E3] breaks the way to one region until it is set back", async () => {
    const faults = [
      [{ kind: "black-hole" }, 4, ["connect", "connect", undefined]],
      [{ kind: "refused" }, 0, ["connect", "connect", undefined]],
      [{ kind: "hung-body" }, 10, ["timeout", "timeout", undefined]],
      [{ kind: "status", status: 404 }, 0, [undefined, undefined]],
    ] as const;
    for (const [fault, seconds, failed] of faults) {
      const one = world();
      one.network.set("us-east-1", fault);
      const broken = await one.get(group());
      assert.deepEqual([broken.reply.status, broken.origin, broken.seconds], [200, "eu", seconds], fault.kind);
      assert.deepEqual(
        broken.attempts.map((attempt) => attempt.failed),
        failed,
      );
      one.network.set("us-east-1", undefined);
      assert.equal((await one.get(group())).origin, "us");
      one.network.set("eu-west-1", fault);
      assert.equal((await one.get(group())).origin, "us", "the other way is as it was");
      one.network.clear();
      assert.equal(one.network.faultTo(EU.domainName), undefined);
    }
  });

  it("[E3] hangs after half of a body, and lets through what has none", async () => {
    const one = world();
    one.network.set("us-east-1", { kind: "hung-body" });
    assert.equal((await one.get(single)).reply.status, 504);
    assert.equal((await one.get(single, { ...get(), method: "HEAD" })).reply.status, 200);
    one.does([{ does: "answer", status: 304, length: 20, body: [] }]);
    assert.equal((await one.get(single)).reply.status, 304);
  });

  it("[E3] lets exactly half of a body through before it hangs, however it comes", async () => {
    const network = new Network();
    network.set("us-east-1", { kind: "hung-body" });
    for (const [body, came] of [
      [["0123456789"], "01234"],
      [["012", "345", "6789"], "01234"],
      [["0"], ""],
      [["01234", "567", "8"], "0123"],
    ] as const) {
      const origins = new ScriptedOrigins();
      origins.does("us", { does: "answer", status: 200, body: body.map((text) => ({ after: 1, text })) });
      const events: string[] = [];
      overNetwork(network, origins.exchange, origins.timers)(US, get(), {
        connected: () => events.push("connected"),
        head: (status) => events.push(String(status)),
        data: (chunk) => events.push(`"${chunk.toString()}"`),
        end: () => events.push("end"),
        failed: (reason) => events.push(reason),
      });
      await origins.timers.idle();
      assert.deepEqual(events.slice(0, 2), ["connected", "200"]);
      const text = events.slice(2).map((event) => JSON.parse(event) as string);
      assert.equal(text.join(""), came);
    }
  });

  it("[E3] silences a connection that stands when its region goes dark, for good", async () => {
    const one = world().does([
      {
        does: "answer",
        status: 200,
        body: [
          { after: 1_000, text: "me" },
          { after: 1_000, text: "dia" },
        ],
      },
    ]);
    one.origins.timers.after(500, () => one.network.set("us-east-1", { kind: "black-hole" }));
    one.origins.timers.after(1_500, () => one.network.clear());
    const { reply, attempts } = await one.get(single);
    assert.deepEqual(
      attempts.map(({ failed }) => failed),
      ["timeout", undefined],
    );
    assert.equal(reply.body.toString(), "media");
  });
});
