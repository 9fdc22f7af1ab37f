import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeAccount } from "../../rehearsal/account.ts";
import { lockScratch, prepareScratch, PROJECT, removeScratch, scratchAt } from "../../rehearsal/scratch.ts";
import { openSession, type Session } from "../../rehearsal/session.ts";
import { stacksOf } from "../../rehearsal/stackFiles.ts";
import { recordShipped } from "../support/shipped.ts";
import { MINUTES } from "./workbench.ts";

const INSTALLED_PACK = join("node_modules", "onair", "policy");

/** A program of another project: one region of Onair's, with one channel, under this project's own names. */
const PROGRAM = `
import aws from "@pulumi/aws";
import awsNative from "@pulumi/aws-native";
import { EncodeRegion, type Channel, type Ladder } from "onair";
import { CONTRACT_VERSION } from "onair/contract";

const ladder: Ladder = {
  name: "plain", codec: "h264", frameRate: { numerator: 30, denominator: 1 }, rateControl: "qvbr", gopSeconds: 2, segmentSeconds: 4,
  rungs: [{ name: "720p", width: 1280, height: 720, bitrate: 3_000_000 }], audioBitrates: [128_000],
};
const channel: Channel = {
  name: "theirs", title: "Theirs", group: "main", regions: ["us-east-1", "eu-west-1"], ladder, uplink: "both", liveWindowSeconds: 60, startoverSeconds: 0, logLevel: "INFO",
  source: { type: "rtmp-push", timecode: "none", application: "theirs", instances: ["a", "b"] },
};
const defaultTags = { tags: { team: "theirs" } };
const provider = new aws.Provider("aws", { region: "us-east-1", defaultTags });
const nativeProvider = new awsNative.Provider("native", { region: "us-east-1", defaultTags });
const region = new EncodeRegion("theirs", {
  environment: "theirs", production: true, accountId: "123456789012", region: "us-east-1", channels: [channel], encoderCidrs: ["198.51.100.0/24"],
  maintenance: { day: "TUESDAY", startTime: "02:00" }, health: { minActiveOutputs: 1, minIngressBytesPerMinute: 1, evaluationPeriods: 3, datapointsToAlarm: 2 }, nativeProvider,
}, { providers: { aws: provider, "aws-native": nativeProvider } });

export const contractVersion: number = CONTRACT_VERSION;
export const failover: string | undefined = region.channels["theirs"]?.alignment.failover;
`;

/** Stands in for Onair's own project: stacks that publish a contract and make nothing. */
const PUBLISHER = `
import { readFileSync } from "node:fs";
import pulumi from "@pulumi/pulumi";
export const contract = JSON.parse(readFileSync(new URL(\`./\${pulumi.getStack()}.json\`, import.meta.url), "utf8"));
`;

/** What a careless colleague would add to the newsroom's project. */
const CARELESS = `
import awsAgain from "@pulumi/aws";
const desk = new awsAgain.Provider("desk", { region: "us-east-1", defaultTags: { tags: { team: "newsroom" } } });
new awsAgain.sns.Topic("desk", {}, { provider: desk });
new awsAgain.medialive.InputSecurityGroup("desk", { whitelistRules: [{ cidr: "0.0.0.0/0" }] }, { provider: desk });
`;

const PULUMI_YAML = "name: theirs\nruntime: { name: nodejs, options: { typescript: false } }\nmain: index.ts\n";

const TSCONFIG = {
  compilerOptions: {
    target: "es2023",
    module: "nodenext",
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
    noEmit: true,
    types: [],
  },
  files: ["index.ts"],
};

describe("the packed build", function () {
  this.timeout(10 * MINUTES);
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "onair-package-"));
    run(PROJECT, process.execPath, join(PROJECT, "build", "package.ts"));
    npm(PROJECT, "pack", join(PROJECT, "dist"), "--pack-destination", folder);
    const [archive] = readdirSync(folder);
    assert.match(archive ?? "", /^onair-.*\.tgz$/);
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "theirs", private: true, type: "module" }));
    const sdk =
      (JSON.parse(readFileSync(join(PROJECT, "package.json"), "utf8")) as { devDependencies: Record<string, string> }).devDependencies[
        "@pulumi/pulumi"
      ] ?? "";
    npm(
      folder,
      "install",
      "--ignore-scripts",
      "--prefer-offline",
      "--no-audit",
      "--no-fund",
      `./${archive ?? ""}`,
      `@pulumi/pulumi@${sdk}`,
    );
    writeFileSync(join(folder, "Pulumi.yaml"), PULUMI_YAML);
    writeFileSync(join(folder, "index.ts"), PROGRAM);
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(TSCONFIG));
  });

  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("[S5] holds no TypeScript source, nothing of the rehearsal, and one copy of the SDK beside it", () => {
    const packed = readdirSync(join(folder, "node_modules", "onair"), { recursive: true, encoding: "utf8" });
    assert.deepEqual(
      packed.filter((file) => /(?<!\.d)\.ts$/.test(file) || /rehears|^tests|^cli/.test(file)),
      [],
    );
    assert.equal(existsSync(join(folder, "node_modules", "onair", "node_modules", "@pulumi", "pulumi")), false);
  });

  it("[S5] has declarations that another project's compiler accepts", () => {
    run(folder, process.execPath, join(PROJECT, "node_modules", "typescript", "bin", "tsc"), "-p", folder);
  });

  it("[S4 S5] previews in another project, under the packed policies", async () => {
    await inSession(async (session) => {
      await initStack(session, "try", folder);
      writeFileSync(
        join(folder, "policy.json"),
        JSON.stringify({ "tags-required": { enforcementLevel: "mandatory", required: ["team"] } }),
      );
      const pack = { folder: INSTALLED_PACK, config: "policy.json" };
      const outcome = await session.operate({ command: "preview", stack: "try", folder, pack });
      assert.ok(outcome.ok, outcome.output);
      const types = outcome.steps.map(({ type }) => type);
      for (const type of ["onair:encode:EncodeRegion", "aws:cloudformation/stack:Stack", "aws-native:mediapackagev2:OriginEndpoint"])
        assert.ok(types.includes(type), `${type} is missing`);
      assert.ok(outcome.rulesPassed.has("channel-standard-class"), [...outcome.rulesPassed].join());
      await refusesOnePipeline(session, pack);
    });
  });

  it("[S4 S5] runs another team's project under the packed policies, and refuses a weakness of its own", async () => {
    const newsroom = join(folder, "newsroom");
    cpSync(join(PROJECT, "examples", "consumer"), newsroom, { recursive: true });
    await inSession(async (session) => {
      await publishContracts(session);
      await initStack(session, "prod", newsroom);
      const pack = { folder: join("..", INSTALLED_PACK), config: "policy.json" };
      const outcome = await session.operate({ command: "preview", stack: "prod", folder: newsroom, pack });
      assert.ok(outcome.ok, outcome.output);
      assert.deepEqual(outcome.violations, []);
      assert.ok(
        outcome.rulesPassed.has("subscription-https") && outcome.rulesPassed.has("regions-explicit"),
        [...outcome.rulesPassed].join(),
      );
      writeFileSync(join(newsroom, "index.ts"), CARELESS + readFileSync(join(newsroom, "index.ts"), "utf8"));
      const refused = await session.operate({ command: "preview", stack: "prod", folder: newsroom, pack });
      assert.equal(refused.ok, false);
      const found = refused.violations.map(({ policyName, resourceUrn }) => `${policyName} ${resourceUrn?.split("::").at(-1) ?? ""}`);
      assert.ok(found.includes("topic-customer-key desk") && found.includes("input-security-group-narrow desk"), refused.output);
    });
  });

  /** Onair's stacks as the newsroom finds them: their contracts, of the shipped files. */
  async function publishContracts(session: Session): Promise<void> {
    const onair = join(folder, "onair");
    mkdirSync(onair);
    writeFileSync(join(onair, "Pulumi.yaml"), PULUMI_YAML.replace("name: theirs", "name: onair"));
    writeFileSync(join(onair, "index.ts"), PUBLISHER);
    writeFileSync(join(onair, "package.json"), JSON.stringify({ name: "onair-contracts", private: true, type: "module" }));
    const records = await recordShipped();
    for (const stack of ["prod-us-east-1", "prod-eu-west-1", "prod-global"] as const) {
      writeFileSync(join(onair, `${stack}.json`), JSON.stringify(records[stack].outputs["contract"]));
      await initStack(session, stack, onair);
      const outcome = await session.operate({ command: "up", stack, folder: onair, extra: ["--skip-preview"] });
      assert.ok(outcome.ok, outcome.output);
    }
  }

  /** The packed rules bite, too. */
  async function refusesOnePipeline(session: Session, pack: { folder: string; config: string }): Promise<void> {
    const weak = `${PROGRAM}\nnew aws.medialive.Channel("weak", { channelClass: "SINGLE_PIPELINE", inputSpecification: { codec: "AVC", inputResolution: "HD", maximumBitrate: "MAX_10_MBPS" }, inputAttachments: [], destinations: [], encoderSettings: { timecodeConfig: { source: "SYSTEMCLOCK" }, outputGroups: [], audioDescriptions: [], videoDescriptions: [] } }, { provider });\n`;
    writeFileSync(join(folder, "index.ts"), weak);
    const outcome = await session.operate({ command: "preview", stack: "try", folder, pack });
    assert.equal(outcome.ok, false);
    assert.ok(
      outcome.violations.some(
        ({ policyName, resourceUrn }) => policyName === "channel-standard-class" && resourceUrn?.endsWith("::weak") === true,
      ),
      outcome.output,
    );
  }
});

/** A state backend and a simulated AWS of this test's own. */
async function inSession(work: (session: Session) => Promise<void>): Promise<void> {
  const scratch = scratchAt("test-package");
  const unlock = lockScratch(scratch);
  removeScratch(scratch, "lock");
  prepareScratch(scratch);
  writeAccount(join(PROJECT, "rehearsal", "account.yaml"), scratch.account, PROJECT, stacksOf(PROJECT, "prod"));
  const session = await openSession(scratch);
  try {
    await work(session);
  } finally {
    await session.close();
    unlock();
  }
}

async function initStack(session: Session, stack: string, folder: string): Promise<void> {
  const { code, stderr } = await session.pulumi(["stack", "init", stack, "--non-interactive"], folder);
  assert.equal(code, 0, stderr);
}

/** Runs a program; its output is shown only where it fails. */
function run(cwd: string, command: string, ...args: readonly string[]): void {
  try {
    execFileSync(command, args, { cwd, stdio: "pipe", encoding: "utf8" });
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    throw new Error(`${command} ${args.join(" ")} failed:\n${stdout ?? ""}${stderr ?? ""}`, { cause: error });
  }
}

/** npm as this run was started by, else the one on the path. */
function npm(cwd: string, ...args: readonly string[]): void {
  const script = process.env["npm_execpath"];
  if (script === undefined || !script.endsWith(".js")) run(cwd, "npm", ...args);
  else run(cwd, process.execPath, script, ...args);
}
