import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { join } from "node:path";
import type { StatusReport } from "../../cli/status/report.ts";
import { RehearsalError } from "../../rehearsal/index.ts";
import { initStack } from "../../rehearsal/stacks.ts";
import { editStackFile } from "../../rehearsal/stackFiles.ts";
import { doings, deploy, MINUTES, Workbench } from "./workbench.ts";

const ID = "test-development";

/** What a user's own shell may hold. */
const LEAKS = {
  AWS_PROFILE: "mine",
  AWS_SESSION_TOKEN: "secret",
  AWS_REGION: "ap-south-1",
  PULUMI_ACCESS_TOKEN: "secret",
  https_proxy: "http://proxy.invalid:3128",
};

describe("development on the real engine", function () {
  this.timeout(10 * MINUTES);

  it("[S5] stops where AWS fails, in the engine's words, and says how to go on", async () => {
    await assert.rejects(deploy(ID, "dev", { fail: ["aws:medialive/input:Input@us-east-1"] }), (error: unknown) => {
      assert.ok(error instanceof RehearsalError);
      assert.match(error.message, /dev was not deployed:\naws:medialive\/input:Input (demo|test): InternalServerError/);
      assert.match(error.message, /npm run rehearse\b/);
      return true;
    });
  });

  it("[S5] goes on from there once the fault is gone, and a second run changes nothing", async () => {
    const report = await deploy(ID, "dev", { fresh: false });
    const [dev] = report.stacks;
    assert.ok((dev?.changes["create"] ?? 0) > 0 && (dev?.changes["same"] ?? 0) > 0, JSON.stringify(dev?.changes));
    assert.deepEqual(Object.keys(dev?.changes ?? {}).sort(), ["create", "same"]);
    assert.deepEqual(report.channels.map(({ name }) => name).sort(), ["demo", "test"]);
  });

  describe("with what was deployed", () => {
    let bench: Workbench;

    before(async () => {
      Object.assign(process.env, LEAKS);
      bench = await Workbench.open(ID, "dev");
    });

    after(async () => {
      for (const name of Object.keys(LEAKS)) Reflect.deleteProperty(process.env, name);
      await bench.close();
    });

    it("[S5] an edge without its regions is one sentence with stack and command, and no trace", async () => {
      const { project } = bench.session.scratch;
      const { publicKey } = generateKeyPairSync("rsa", {
        modulusLength: 2048,
        publicKeyEncoding: { type: "spki", format: "pem" },
        privateKeyEncoding: { type: "pkcs8", format: "pem" },
      });
      editStackFile(join(project, "Pulumi.prod-global.yaml"), {
        "onair:domain": "onair.test.example",
        "onair:zoneId": "Z0EXAMPLE0ONAIR00001",
        "onair:playbackKeys": { first: publicKey },
      });
      await initStack(bench.session, "prod-global");
      const outcome = await bench.preview("prod-global");
      assert.equal(outcome.ok, false);
      assert.match(
        outcome.errors.join("\n"),
        /Stack organization\/onair\/prod-(us-east-1|eu-west-1) is not deployed yet; deploy it first: pulumi up --stack prod-(us-east-1|eu-west-1)/,
      );
      assert.doesNotMatch(outcome.output, /^\s+at .+:\d+:\d+\)?$/m);
      assert.deepEqual(doings(outcome), []);
    });

    it("[O1] starts channels, shows their state and stops them by the commands a user has", async () => {
      const started = await bench.onair("start", "--all", "--env", "dev", "--json");
      assert.equal(started.code, 0, started.stderr);
      assert.match(started.stdout, /RUNNING/);
      const status = await bench.onair("status", "--env", "dev", "--json");
      assert.equal(status.code, 0, status.stderr);
      const { channels } = JSON.parse(status.stdout) as StatusReport;
      assert.deepEqual(
        channels.map(({ channel, regions }) => [channel, ...regions.map(({ state, wanted, astray }) => [state, wanted, astray])]),
        [
          ["demo", ["RUNNING", "running", false]],
          ["test", ["RUNNING", "running", false]],
        ],
      );
      const stopped = await bench.onair("stop", "--all", "--env", "dev", "--json");
      assert.equal(stopped.code, 0, stopped.stderr);
    });

    it("lets no credential of the user's through, and leaves no variable that leads to AWS", () => {
      const { environment } = bench.session;
      for (const name of Object.keys(LEAKS)) assert.equal(environment[name], undefined, name);
      assert.match(environment["AWS_ENDPOINT_URL"] ?? "", /^http:\/\/127\.0\.0\.1:\d+$/);
      assert.ok(environment["AWS_CONFIG_FILE"]?.startsWith(bench.session.scratch.root));
      assert.ok(environment["AWS_SHARED_CREDENTIALS_FILE"]?.startsWith(bench.session.scratch.root));
      assert.ok(environment["PULUMI_BACKEND_URL"]?.startsWith("file://"));
    });
  });
});
