import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { throwSwitch, type ThrowOptions } from "../../control/index.ts";
import { awsEnvironment } from "../support/awsEnvironment.ts";

interface Datum {
  readonly Value: number;
  readonly StorageResolution: number;
}

/** What CloudWatch's JSON protocol says of itself. */
const HEADERS = { "content-type": "application/x-amz-json-1.0" };
const OF = { environment: "prod", region: "us-east-1" };
const QUICK: ThrowOptions = { timeoutSeconds: 5, callSeconds: 3, pollSeconds: 0.02, periodSeconds: 0.3 };

describe("throwing a region's switch", () => {
  const written: { value: number; resolution: number }[] = [];
  let state: (written: number) => string | undefined;
  let server: Server;
  let restore: () => void;

  beforeEach(async () => {
    written.length = 0;
    server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on("data", (part: Buffer) => parts.push(part));
      request.on("end", () => {
        const body = JSON.parse(Buffer.concat(parts).toString()) as { MetricData?: Datum[]; AlarmNames?: string[] };
        for (const { Value, StorageResolution } of body.MetricData ?? []) written.push({ value: Value, resolution: StorageResolution });
        const StateValue = state(written.length);
        const found = StateValue === undefined ? [] : [{ AlarmName: body.AlarmNames?.[0], StateValue }];
        response.writeHead(200, HEADERS).end(JSON.stringify(body.MetricData === undefined ? { MetricAlarms: found } : {}));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    restore = awsEnvironment(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}`);
  });
  afterEach(async () => {
    restore();
    await new Promise((resolve) => server.close(resolve));
  });
  const thrown = (service: "evacuated" | "serving", options: Partial<ThrowOptions> = {}): ReturnType<typeof throwSwitch> =>
    throwSwitch({ region: "eu-west-1" }, OF, "alarm", service, { ...QUICK, ...options });

  it("[E4] takes one datum of standard resolution where the alarm follows it", async () => {
    state = () => "ALARM";
    assert.equal((await thrown("evacuated")).followed, true);
    assert.deepEqual(
      written.map(({ value, resolution }) => [value, resolution]),
      [[0, 60]],
    );
  });

  it("[E4] says it again in each period until the alarm follows", async () => {
    state = (count) => (count < 3 ? "OK" : "ALARM");
    assert.equal((await thrown("evacuated")).followed, true);
    assert.deepEqual(
      written.map(({ value }) => value),
      [0, 0, 0],
    );
  });

  it("[E4] says in service a period later too, though the alarm says so already: within one the lower word wins", async () => {
    state = () => "OK";
    assert.equal((await thrown("serving")).followed, true);
    assert.deepEqual(
      written.map(({ value }) => value),
      [1, 1],
    );
  });

  it("[E4] gives up waiting after the time-out, and says why nobody saw it follow", async () => {
    state = () => "OK";
    const late = await thrown("evacuated", { timeoutSeconds: 0.1 });
    assert.deepEqual([late.followed, late.unseen], [false, undefined]);
    state = () => undefined;
    const gone = await thrown("evacuated", { timeoutSeconds: 0.1 });
    assert.equal(gone.followed, false);
    assert.match(String(gone.unseen), /CloudWatch in eu-west-1 has no alarm alarm/);
    assert.ok(written.every(({ value }) => value === 0));
  });
});
