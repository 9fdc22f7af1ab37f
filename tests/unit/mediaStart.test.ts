import assert from "node:assert/strict";
import { Server } from "node:net";
import { mock } from "node:test";
import { setImmediate } from "node:timers/promises";
import type { CloudObject } from "../../rehearsal/cloud/index.ts";
import { NothingDeployed, startMedia, type MediaCloud } from "../../rehearsal/media/index.ts";
import { askTarget } from "../../rehearsal/media/origins/groups.ts";
import { Scores } from "../../rehearsal/media/origins/scores.ts";

/** Commands that do what `ffmpeg -version` does where there is one, and where there is none that works. */
const WORKS = "true";
const FAILS = "false";

const CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";

function distribution(cachePolicyId = CACHING_DISABLED): CloudObject {
  const inputs = {
    origins: [{ originId: "o", domainName: "x.egress.y.mediapackagev2.us-east-1.amazonaws.com" }],
    defaultCacheBehavior: { targetOriginId: "o", viewerProtocolPolicy: "allow-all", cachePolicyId },
  };
  const outputs = { domainName: "d1.cloudfront.net", arn: "arn:aws:cloudfront::123456789012:distribution/E1" };
  return { type: "aws:cloudfront/distribution:Distribution", region: "", id: "E1", owner: "urn:pulumi:x", inputs, outputs, hidden: {} };
}

/** An account by hand, that counts who watches it. */
class HandMade implements MediaCloud {
  all: CloudObject[];
  readonly listeners = new Set<() => void>();
  #objects: MediaCloud["objects"] | undefined = { get: () => undefined };

  constructor(all: CloudObject[] = [distribution()]) {
    this.all = all;
  }

  resources(): CloudObject[] {
    return this.all;
  }

  watch(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  get objects(): MediaCloud["objects"] {
    if (this.#objects === undefined) throw new Error("no store");
    return this.#objects;
  }

  loseStore(): this {
    this.#objects = undefined;
    return this;
  }

  put(all: CloudObject[]): void {
    this.all = all;
    for (const listener of this.listeners) listener();
  }
}

/** Servers and timers that repeat: what would keep this process, or work on in it. */
class AtWork {
  readonly #listen = mock.method(Server.prototype, "listen");
  readonly #begun = mock.method(globalThis, "setInterval");
  readonly #ended = mock.method(globalThis, "clearInterval");

  get count(): number {
    const servers = this.#listen.mock.calls.filter(({ this: server }) => server instanceof Server && server.listening);
    const ended = new Set<unknown>(this.#ended.mock.calls.map(({ arguments: [timer] }) => timer));
    return servers.length + this.#begun.mock.calls.filter(({ result }) => !ended.has(result)).length;
  }

  /** As many as there have been. */
  get seen(): number {
    return this.#listen.mock.callCount() + this.#begun.mock.callCount();
  }

  end(): void {
    for (const method of [this.#listen, this.#begun, this.#ended]) method.mock.restore();
  }
}

describe("the media plane, started and ended", () => {
  let atWork: AtWork;
  beforeEach(() => {
    atWork = new AtWork();
  });
  afterEach(() => {
    atWork.end();
  });

  it("[L7] leaves nothing behind that did not start: no listener, no server, no timer", async () => {
    for (const [cloud, ffmpeg, expected] of [
      [new HandMade([]), WORKS, NothingDeployed],
      [new HandMade([distribution("unknown")]), WORKS, /knows no aws:cloudfront/],
      [new HandMade(), FAILS, /ffmpeg/],
      [new HandMade().loseStore(), WORKS, /no store/],
    ] as const) {
      await assert.rejects(startMedia({ cloud, ffmpeg }), expected);
      assert.deepEqual([cloud.listeners.size, atWork.count], [0, 0], String(expected));
    }
    assert.ok(atWork.seen > 0, "the last one had begun");
  });

  it("[E3] answers 502 while the distribution refers to something unknown, and goes on when that is mended", async () => {
    const cloud = new HandMade();
    const media = await startMedia({ cloud, ffmpeg: WORKS });
    try {
      assert.deepEqual([cloud.listeners.size, atWork.count], [2, 3], "the state and the encoder; two servers and the encoder's timer");
      const get = async (): Promise<number> => (await fetch(`${media.edgeUrl}/a`)).status;
      assert.equal(await get(), 404, "of an origin without endpoints");
      cloud.put([distribution("unknown")]);
      assert.equal(await get(), 502);
      cloud.put([distribution()]);
      assert.equal(await get(), 404);
    } finally {
      await media.close();
    }
    assert.deepEqual([cloud.listeners.size, atWork.count], [0, 0]);
  });

  it("[E4] a question after the score that cannot be put keeps nobody from an answer", async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown): void => void unhandled.push(reason);
    const others = process.listeners("unhandledRejection");
    process.removeAllListeners("unhandledRejection").on("unhandledRejection", note);
    try {
      const reply = { status: 200, headers: {}, body: Buffer.alloc(0) };
      const answered = await askTarget(
        { kind: "group", origins: ["one", "two"], statusCodes: [503], byQuality: true },
        { method: "GET", path: "/a", query: "", headers: {} },
        {
          ask: (origin) =>
            origin === "one"
              ? Promise.resolve({ outcome: { kind: "answer", reply }, attempts: [] })
              : Promise.reject(new Error("the distribution refers to something unknown")),
          scores: new Scores(),
          now: () => 0,
        },
      );
      assert.equal(answered.reply.status, 200);
      await setImmediate();
      await setImmediate();
      assert.deepEqual(unhandled, []);
    } finally {
      process.removeAllListeners("unhandledRejection");
      for (const other of others) process.on("unhandledRejection", other);
    }
  });
});
