import assert from "node:assert/strict";
import type { PageFile } from "../../cli/publish/plan.ts";
import { afterUpload } from "../../cli/publish/refusals.ts";
import type { PublishReport } from "../../cli/publish/show.ts";
import { within } from "../../control/index.ts";
import { serveSdk, type SdkEndpoint } from "../../rehearsal/cloud/sdk/server.ts";
import { standInFrontOf, type Front, type SeenCall } from "../support/frontOfAws.ts";
import { World } from "../support/cloudWorld.ts";
import { edgeContract, onair, projectCopy, pulumiWith, removeCopy, type Run } from "./cliSession.ts";
import { MediaLive, useService } from "./mediaLiveService.ts";

const BUCKET = "onair-page";

describe("onair publish", () => {
  let project: string;
  let world: World;
  let endpoint: SdkEndpoint;
  let front: Front | undefined;
  let restore: () => Promise<void>;
  let page: PageFile[];
  let distribution: string;

  before(() => (project = projectCopy()));
  after(() => removeCopy(project));
  beforeEach(async () => {
    world = await World.full();
    endpoint = await serveSdk(world.cloud, () => undefined);
    restore = await useService(new MediaLive());
    process.env["AWS_ENDPOINT_URL"] = endpoint.url;
    await world.make("logBucket", { bucket: BUCKET }, "page");
    distribution = world.store.all("aws:cloudfront/distribution:Distribution")[0]?.id ?? "";
    page = [file("index.html", "<html>one</html>"), file("page-1a.js", "script", true)];
  });
  afterEach(async () => {
    await front?.close();
    front = undefined;
    await restore();
    await endpoint.close();
  });

  const file = (path: string, content: string, immutable = false): PageFile => ({
    path,
    bytes: Buffer.from(content),
    contentType: immutable ? "text/javascript; charset=utf-8" : "text/html; charset=utf-8",
    immutable,
  });
  const player = { url: "https://watch.live.team.tv/player/index.html", bucket: BUCKET, prefix: "player/" };
  const publish = (args: readonly string[] = [], more: Readonly<Record<string, unknown>> = { player }): Promise<Run> => {
    const contract = { ...edgeContract("prod", ["arena"]), distribution: { id: distribution, arn: "", domainName: "d1.cloudfront.net" } };
    return onair(["publish", ...args], {
      cwd: project,
      tools: { runPulumi: pulumiWith({ "prod-global": { ...contract, ...more } }), buildPage: () => Promise.resolve(page) },
    });
  };
  const report = ({ out }: Run): PublishReport => JSON.parse(out) as PublishReport;
  const invalidated = (): unknown[] => world.store.all("cloudfront:Invalidation").map(({ inputs }) => inputs["paths"]);

  it("[E8] puts the page and its channels where the distribution finds them", async () => {
    const { code, out, err } = await publish();
    assert.equal(code, 0, err);
    assert.match(out, /Uploaded 3 files to onair-page\./);
    assert.match(out, /The page: https:\/\/watch\.live\.team\.tv\/player\/index\.html/);
    assert.deepEqual(world.cloud.objects.list(BUCKET), ["player/channels.json", "player/index.html", "player/page-1a.js"]);
    const index = world.cloud.objects.get(BUCKET, "player/index.html");
    assert.deepEqual([index?.contentType, index?.cacheControl], ["text/html; charset=utf-8", "public, max-age=60"]);
    assert.equal(world.cloud.objects.get(BUCKET, "player/page-1a.js")?.cacheControl, "public, max-age=31536000, immutable");
    const channels = JSON.parse(world.cloud.objects.get(BUCKET, "player/channels.json")?.bytes.toString("utf8") ?? "") as {
      channels: { name: string }[];
    };
    assert.deepEqual(
      channels.channels.map(({ name }) => name),
      ["arena"],
    );
    // Nobody can have kept what was never there.
    assert.deepEqual(invalidated(), []);
  });

  it("[E9] invalidates nothing when nothing has changed", async () => {
    await publish();
    const { code, out } = await publish();
    assert.equal(code, 0);
    assert.match(out, /Nothing has changed: 3 files/);
    assert.deepEqual(invalidated(), []);
  });

  it("[E9] uploads and invalidates only what changed, and keeps what an open page may ask for", async () => {
    await publish();
    page = [file("index.html", "<html>two</html>"), file("page-2b.js", "other script", true)];
    const run = report(await publish(["--json", "--wait"]));
    assert.deepEqual(
      run.uploaded.map(({ path }) => path),
      ["page-2b.js", "index.html"],
    );
    assert.deepEqual([run.unchanged, run.invalidated], [["channels.json"], ["/player/index.html"]]);
    assert.equal(run.invalidation?.complete, true);
    assert.deepEqual(invalidated(), [["/player/index.html"]]);
    assert.ok(world.cloud.objects.list(BUCKET).includes("player/page-1a.js"));
  });

  it("[E9] says what it would do, and does nothing of it", async () => {
    await publish();
    page = [file("index.html", "<html>three</html>")];
    const { out } = await publish(["--dry-run"]);
    assert.match(out, /Would upload 1 files to onair-page, 1 as they were\.\nWould invalidate \/player\/index\.html\./);
    assert.equal(world.cloud.objects.get(BUCKET, "player/index.html")?.bytes.toString(), "<html>one</html>");
    assert.deepEqual(invalidated(), []);
  });

  it("[E9] publishes again what was cut off, without a stale page for longer than a minute", async () => {
    world.faults.fail("cloudfront:CreateInvalidation", "InternalFailure: on request", { on: ["call"] });
    await publish();
    page = [file("index.html", "<html>two</html>")];
    const broken = await publish();
    assert.equal(broken.code, 1);
    assert.match(
      broken.err,
      /files are uploaded, and caches let go of older ones by themselves within a minute\. Only .* failed: .*on request/,
    );
    assert.equal(world.cloud.objects.get(BUCKET, "player/index.html")?.bytes.toString(), "<html>two</html>");
    world.faults.clear();
    const again = await publish(["--wait"]);
    assert.equal(again.code, 0);
    assert.match(again.out, /Nothing has changed: 2 files.*Nothing is invalidated or waited for: caches let go .* within a minute\./);
    assert.equal(world.cloud.objects.get(BUCKET, "player/index.html")?.cacheControl, "public, max-age=60");
  });

  it("[E8] says what is missing: no player, no deployment, no bucket, no distribution", async () => {
    const none = await publish([], {});
    assert.deepEqual([none.code, none.out], [1, ""]);
    assert.match(
      none.err,
      /Stack prod-global has no place for a player; leave onair:player out of Pulumi\.prod-global\.yaml or set it to true/,
    );
    const undeployed = await onair(["publish"], { cwd: project, tools: { runPulumi: pulumiWith({}) } });
    assert.match(undeployed.err, /prod-global/);
    const gone = await publish([], { player: { ...player, bucket: "nobodys" } });
    assert.match(gone.err, /The player's bucket nobodys is gone; deploy the stack again: pulumi up --stack prod-global/);
    await publish();
    page = [file("index.html", "<html>two</html>")];
    distribution = "ENONE";
    assert.match((await publish()).err, /The distribution of prod-global is gone/);
    assert.match((await publish(["--stack", "elsewhere"])).err, /There is no Pulumi\.elsewhere\.yaml here/);
  });

  const refusing = (code: string, message: string, of: (call: SeenCall) => boolean): Promise<void> =>
    standInFrontOf(endpoint.url, (call) =>
      of(call)
        ? { status: 400, xml: `<ErrorResponse><Error><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>` }
        : "pass",
    ).then((made) => {
      front = made;
      process.env["AWS_ENDPOINT_URL"] = made.url;
    });

  for (const [code, call, said] of [
    ["TooManyInvalidationsInProgress", "POST", /failed: CloudFront has too many invalidations under way\./],
    ["AccessDenied", "POST", /failed: AWS does not allow .* cloudfront:CreateInvalidation, /],
    ["AccessDenied", "GET", /failed: AWS does not allow .* and with --wait cloudfront:GetInvalidation\./],
  ] as const)
    it(`[E9] says that the files are there, and caches follow, when CloudFront answers ${code} to ${call}`, async () => {
      await publish();
      page = [file("index.html", "<html>two</html>")];
      await refusing(code, "not now", ({ method, path }) => method === call && path.includes("/invalidation"));
      const { code: exit, err } = await publish(["--wait"]);
      assert.equal(exit, 1);
      assert.match(err, said);
      assert.match(err, /The files are uploaded, and caches let go of older ones by themselves within a minute\./);
      assert.equal(world.cloud.objects.get(BUCKET, "player/index.html")?.bytes.toString(), "<html>two</html>");
    });

  it("[E9] says so too when CloudFront does not come to an end", async () => {
    await assert.rejects(
      afterUpload(() => within(0.01, "CloudFront's invalidation I1", () => new Promise(() => undefined))),
      /The files are uploaded, and caches let go .* within a minute\. .* failed: no answer from CloudFront's invalidation I1/,
    );
  });

  for (const code of ["KMS.DisabledException", "KMS.NotFoundException", "KMS.KMSInvalidStateException"])
    it(`[E8] says which key S3 cannot use, and how to change it (${code})`, async () => {
      front = await standInFrontOf(endpoint.url, ({ method, service }) =>
        service === "s3" && method === "PUT"
          ? { status: 400, xml: `<Error><Code>${code}</Code><Message>key/1 is no use</Message></Error>` }
          : "pass",
      );
      process.env["AWS_ENDPOINT_URL"] = front.url;
      const { code: exit, err } = await publish();
      assert.equal(exit, 1);
      assert.match(err, /S3 cannot use the edge's KMS key, with which onair-page is encrypted: key\/1 is no use/);
      assert.match(err, new RegExp(`\\(${code.replaceAll(".", "\\.")}\\).*onair:edgeKeyArn of Pulumi\\.prod-global\\.yaml`));
      assert.doesNotMatch(err, /files are uploaded/);
    });

  it("[E8] says which rights are missing", async () => {
    const xml = "<Error><Code>AccessDenied</Code><Message>no PutObject for you</Message></Error>";
    front = await standInFrontOf(endpoint.url, ({ method, service }) =>
      service === "s3" && method === "PUT" ? { status: 403, xml } : "pass",
    );
    process.env["AWS_ENDPOINT_URL"] = front.url;
    const { code, err } = await publish();
    assert.equal(code, 1);
    assert.match(
      err,
      /AWS does not allow the credentials in use to publish to onair-page \(no PutObject for you\); they need s3:ListBucket/,
    );
  });

  it("[E8] publishes the player of this project", async function () {
    this.timeout(20_000);
    const { buildPlayer } = await import("../../build/player.ts");
    page = await buildPlayer();
    const run = report(await publish(["--json"]));
    assert.ok(run.uploaded.some(({ path }) => path === "index.html"));
    const index = world.cloud.objects.get(BUCKET, "player/index.html")?.bytes.toString("utf8") ?? "";
    // Whatever the page asks for lies beside it.
    const asked = [...index.matchAll(/(?:src|href)="([^"#:]+)"/g)].map((match) => (match[1] ?? "").replace(/^\.\//, ""));
    assert.ok(asked.length >= 2, index);
    for (const path of asked) assert.ok(world.cloud.objects.get(BUCKET, `player/${path}`) !== undefined, path);
  });
});
