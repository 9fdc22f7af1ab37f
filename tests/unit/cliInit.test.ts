import assert from "node:assert/strict";
import { createPrivateKey, createPublicKey, generateKeyPairSync } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, parseDocument } from "yaml";
import { expectedStacks } from "../../cli/init/expectedStacks.ts";
import { stackFileText } from "../../cli/init/template.ts";
import { writePrivateKey } from "../../cli/playbackKeys.ts";
import { readLineup } from "../../cli/project.ts";
import { freeWindow, windowsOverlap, type MaintenanceWindow } from "../../stacks/maintenance.ts";
import { LIVE_REGIONS } from "../../stacks/regions.ts";
import { onair, projectCopy, removeCopy, type Run } from "./cliSession.ts";

const FULL = [
  "--domain",
  "live.team.tv",
  "--zone-id",
  "Z0123456789ABC",
  "--encoder-cidr",
  "203.0.113.7/32",
  "--encoder-cidr",
  "198.51.100.0/28",
];
const EDGE = "Pulumi.prod-global.yaml";
const EAST = "Pulumi.prod-us-east-1.yaml";
const REGIONS = [EAST, "Pulumi.prod-eu-west-1.yaml"];
const KEY = join(".onair", "keys", "prod-first.pem");

describe("onair init", () => {
  let project: string;
  beforeEach(() => (project = projectCopy()));
  afterEach(() => removeCopy(project));

  const text = (file: string): string => readFileSync(join(project, file), "utf8");
  const config = (file: string): Record<string, unknown> => (parse(text(file)) as { config: Record<string, unknown> }).config;
  const everything = (): Record<string, string> =>
    Object.fromEntries(
      readdirSync(project, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => [join(entry.parentPath, entry.name), readFileSync(join(entry.parentPath, entry.name), "utf8")]),
    );
  const init = (...args: string[]): Promise<Run> => onair(["init", ...args], { cwd: project });
  const refusedUntouched = async (args: string[], ...sentences: RegExp[]): Promise<void> => {
    const before = everything();
    const { code, err } = await init(...args);
    assert.equal(code, 1, err);
    for (const sentence of sentences) assert.match(err, sentence);
    assert.doesNotMatch(err, /\n\s+at /);
    assert.deepEqual(everything(), before);
  };

  it("[S3] fills every stack file of production and leaves no placeholder", async () => {
    const { code, out, err } = await init("prod", ...FULL, "--alert-email", "ops@team.tv", "--yes");
    assert.equal(code, 0, err);
    for (const file of REGIONS) {
      assert.deepEqual(config(file)["onair:encoderCidrs"], ["203.0.113.7/32", "198.51.100.0/28"]);
      assert.equal(config(file)["onair:alertEmail"], "ops@team.tv");
      assert.equal(
        config(file)["onair:maintenanceDay"],
        (parse(readFileSync(join(import.meta.dirname, "..", "..", file), "utf8")) as { config: Record<string, unknown> }).config[
          "onair:maintenanceDay"
        ],
      );
    }
    assert.equal(config(EDGE)["onair:domain"], "live.team.tv");
    assert.equal(config(EDGE)["onair:zoneId"], "Z0123456789ABC");
    for (const file of [...REGIONS, EDGE]) assert.doesNotMatch(text(file), /# PLACEHOLDER|: PLACEHOLDER|example\.com|192\.0\.2/);
    assert.match(out, /npx onair pulumi up --stack prod-global\n {2}npx onair start --all$/);
    assert.ok(out.indexOf("--stack prod-eu-west-1") < out.indexOf("--stack prod-global"), "the regions come before the edge");
  });

  it("keeps every comment but the mark, and touches nothing else", async () => {
    writeFileSync(join(project, EDGE), `${text(EDGE)}  onair:tags:\n    purpose: ${"a long story ".repeat(12)}about nothing # told once\n`);
    const before = text(EDGE);
    await init("prod", ...FULL, "--yes");
    const after = text(EDGE);
    const remarks = (file: string): string[] => file.split("\n").filter((line) => /^\s*#/.test(line));
    assert.deepEqual(remarks(after), remarks(before));
    const rest = (file: string): string[] => file.split("\n").filter((line) => !/domain:|zoneId:|first:|^ {6}\S/.test(line));
    assert.deepEqual(rest(after), rest(before));
  });

  it("[E5] makes a pair that matches, for its owner's eyes only, and prints no private key", async () => {
    const { out, err } = await init("prod", ...FULL, "--yes");
    const pem = text(KEY);
    assert.equal(statSync(join(project, KEY)).mode & 0o777, 0o600);
    assert.equal(createPrivateKey(pem).asymmetricKeyDetails?.modulusLength, 2048);
    const keys = config(EDGE)["onair:playbackKeys"] as Record<string, string>;
    assert.equal(keys["first"], createPublicKey(pem).export({ type: "spki", format: "pem" }));
    assert.match(text(EDGE), /first: \|\n {6}-----BEGIN PUBLIC KEY-----\n/);
    assert.match(out, /KEEP THIS SAFE: \.onair\/keys\/prod-first\.pem/);
    const body = pem.split("\n")[1] ?? "none";
    for (const said of [out, err, ...REGIONS.map(text), text(EDGE)]) assert.ok(!said.includes(body) && !said.includes("PRIVATE KEY"));
    assert.equal(text(join(".onair", "keys", ".gitignore")), "*\n");
  });

  it("changes nothing the second time, and asks nothing", async () => {
    await init("prod", ...FULL, "--yes");
    const before = everything();
    const { code, out, questions } = await onair(["init", "prod"], { cwd: project, typed: [] });
    assert.equal(code, 0);
    assert.deepEqual(everything(), before);
    assert.deepEqual(questions, []);
    assert.doesNotMatch(out, /KEEP THIS SAFE/);
  });

  it("keeps what is filled unless an option says otherwise", async () => {
    await init("prod", ...FULL, "--yes");
    const key = config(EDGE)["onair:playbackKeys"];
    const { code } = await init("prod", "--domain", "other.team.tv", "--yes");
    assert.equal(code, 0);
    assert.equal(config(EDGE)["onair:domain"], "other.team.tv");
    assert.equal(config(EDGE)["onair:zoneId"], "Z0123456789ABC");
    assert.deepEqual(config(EDGE)["onair:playbackKeys"], key);
  });

  it("takes up a private key that is already there instead of overwriting it", async () => {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    mkdirSync(join(project, ".onair", "keys"), { recursive: true });
    writeFileSync(join(project, KEY), pem);
    const { code, out } = await init("prod", ...FULL, "--yes");
    assert.equal(code, 0);
    assert.equal(text(KEY), pem);
    assert.deepEqual(config(EDGE)["onair:playbackKeys"], { first: publicKey.export({ type: "spki", format: "pem" }) });
    assert.match(out, /which was there already/);
  });

  it("never writes over a key, whoever asks", () => {
    writePrivateKey(project, KEY, "one");
    assert.throws(() => writePrivateKey(project, KEY, "two"), /EEXIST/);
    assert.equal(text(KEY), "one");
  });

  it("takes a public key of the team's own and makes none", async () => {
    const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const pem = publicKey.export({ type: "spki", format: "pem" }).toString();
    const file = join(project, "own.pem");
    writeFileSync(file, pem);
    const first = await init("prod", ...FULL, "--public-key", file, "--yes");
    assert.equal(first.code, 0, first.err);
    assert.deepEqual(config(EDGE)["onair:playbackKeys"], { first: pem });
    assert.ok(!existsSync(join(project, KEY)));
    assert.equal((await init("prod", "--public-key", file, "--yes")).code, 0);
    writeFileSync(file, generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey.export({ type: "spki", format: "pem" }));
    await refusedUntouched(["prod", "--public-key", file, "--yes"], /already has another playback key, and init never overwrites one/);
  });

  it("refuses keys CloudFront does not take, and private ones", async () => {
    const file = join(project, "own.pem");
    const write = (pem: string | Buffer): void => writeFileSync(file, pem);
    const small = generateKeyPairSync("rsa", { modulusLength: 1024 });
    write(small.publicKey.export({ type: "spki", format: "pem" }));
    await refusedUntouched(["prod", ...FULL, "--public-key", file], /not a key CloudFront takes; use RSA with 2048 bits/);
    write(small.privateKey.export({ type: "pkcs8", format: "pem" }));
    await refusedUntouched(["prod", ...FULL, "--public-key", file], /is a private key; give the public half/);
    write("hello");
    await refusedUntouched(["prod", ...FULL, "--public-key", file], /is not a public key in PEM form/);
    await refusedUntouched(["prod", ...FULL, "--public-key", join(project, "nowhere.pem")], /cannot be read/);
  });

  const bad: readonly (readonly [string, string, RegExp])[] = [
    ["--domain", "example.com", /--domain\n\s+is still the placeholder/],
    ["--domain", "not a domain", /--domain\n\s+is not a domain name \(given: not a domain\)/],
    ["--zone-id", "0123", /--zone-id\n\s+is not a hosted zone id/],
    ["--encoder-cidr", "0.0.0.0/0", /--encoder-cidr\n\s+is open to far more than your encoders/],
    ["--encoder-cidr", "203.0.113.7/24", /--encoder-cidr\n\s+has host bits set/],
    ["--encoder-cidr", "::1/128", /--encoder-cidr\n\s+is not an IPv4 network/],
    ["--encoder-cidr", "192.0.2.0/24", /--encoder-cidr\n\s+is still the placeholder/],
    ["--alert-email", "ops", /--alert-email\n\s+is not an e-mail address/],
  ];
  for (const [option, value, sentence] of bad) {
    it(`refuses ${option} ${value} in the words of the settings, and writes nothing`, () =>
      refusedUntouched(["prod", ...FULL, option, value, "--yes"], sentence));
  }

  it("tells every bad option at once", () =>
    refusedUntouched(
      ["prod", "--domain", "x", "--zone-id", "y", "--encoder-cidr", "z", "--alert-email", "w", "--yes"],
      /4 problems to mend/,
      /--domain/,
      /--zone-id/,
      /--encoder-cidr/,
      /--alert-email/,
    ));

  it("names the options that are missing when nobody may be asked", () =>
    refusedUntouched(
      ["prod"],
      /--domain\n\s+is needed by Pulumi\.prod-global\.yaml/,
      /--zone-id/,
      /--encoder-cidr\n\s+is needed by Pulumi\.prod-eu-west-1\.yaml, Pulumi\.prod-us-east-1\.yaml/,
    ));

  it("refuses a stack file that is wrong elsewhere, by its path", async () => {
    writeFileSync(join(project, REGIONS[0] ?? ""), text(REGIONS[0] ?? "").replace("onair:start: manual", "onair:start: sometimes"));
    await refusedUntouched(["prod", ...FULL, "--yes"], /Pulumi\.prod-us-east-1\.yaml onair:start\n\s+is not an allowed value/);
  });

  it("asks at a terminal for what is missing, again after a bad answer, and tells why", async () => {
    const typed = ["example.com", "Live.Team.TV", "Z0123456789ABC", "203.0.113.7/32, 198.51.100.0/28", ""];
    const { code, err, questions } = await onair(["init", "prod"], { cwd: project, typed });
    assert.equal(code, 0, err);
    assert.equal(questions.length, 5);
    assert.match(err, /That is still the placeholder/);
    assert.equal(config(EDGE)["onair:domain"], "live.team.tv");
    assert.deepEqual(config(REGIONS[1] ?? "")["onair:encoderCidrs"], ["203.0.113.7/32", "198.51.100.0/28"]);
    assert.ok(!("onair:alertEmail" in config(REGIONS[0] ?? "")));
  });

  it("asks nothing with --yes, also at a terminal", async () => {
    const { code, questions } = await onair(["init", "prod", "--yes"], { cwd: project, typed: [] });
    assert.equal(code, 1);
    assert.deepEqual(questions, []);
  });

  it("[L3] fills development: encoders and a key, no domain", async () => {
    const { code, out, err } = await init("dev", "--encoder-cidr", "203.0.113.7/32", "--yes");
    assert.equal(code, 0, err);
    assert.deepEqual(config("Pulumi.dev.yaml")["onair:encoderCidrs"], ["203.0.113.7/32"]);
    assert.ok(existsSync(join(project, ".onair", "keys", "dev-first.pem")));
    assert.match(out, /npx onair start --all --env dev$/);
  });

  it("opens nothing to encoders where the lineup has none", async () => {
    writeFileSync(join(project, "lineups", "dev.yaml"), text("lineups/dev.yaml").replace("{ type: rtmp-push }", "{ type: mp4-demo }"));
    const { code, err } = await init("dev", "--yes");
    assert.equal(code, 0, err);
    assert.deepEqual(config("Pulumi.dev.yaml")["onair:encoderCidrs"], []);
  });

  it("asks for no encoder network where the inputs stand in a VPC", async () => {
    const placed = { subnetIds: ["subnet-0aaaaaaaaaaaaaaaa", "subnet-0bbbbbbbbbbbbbbbb"], securityGroupIds: ["sg-0cccccccccccccccc"] };
    const document = parseDocument(text("Pulumi.dev.yaml"));
    document.setIn(["config", "onair:vpc"], placed);
    document.deleteIn(["config", "onair:encoderCidrs"]);
    writeFileSync(join(project, "Pulumi.dev.yaml"), document.toString());
    const { code, err } = await init("dev", "--yes");
    assert.equal(code, 0, err);
    assert.deepEqual(config("Pulumi.dev.yaml")["onair:encoderCidrs"] ?? [], []);
    assert.deepEqual(config("Pulumi.dev.yaml")["onair:vpc"], placed);
  });

  it("[S3] writes the stack files of a new environment from its lineup, windows apart", async () => {
    writeFileSync(
      join(project, "lineups", "stage.yaml"),
      text("lineups/prod.yaml").replace("environment: prod", "environment: stage").replaceAll("us-east-1", "eu-central-1"),
    );
    const { code, err } = await init("stage", ...FULL, "--yes");
    assert.equal(code, 0, err);
    const regions = ["eu-central-1", "eu-west-1"].map((region) => config(`Pulumi.stage-${region}.yaml`));
    assert.deepEqual(
      regions.map((each) => each["onair:role"]),
      ["encode-region", "encode-region"],
    );
    assert.deepEqual(
      regions.map((each) => each["aws:region"]),
      ["eu-central-1", "eu-west-1"],
    );
    assert.equal(
      new Set(regions.map((each) => `${String(each["onair:maintenanceDay"])} ${String(each["onair:maintenanceStart"])}`)).size,
      2,
    );
    assert.equal(config("Pulumi.stage-global.yaml")["onair:environment"], "stage");
    assert.equal(config("Pulumi.stage-global.yaml")["onair:domain"], "live.team.tv");
  });

  it("[L3] gives every region a maintenance window apart from its neighbours', also where one joins later", async () => {
    const lineup = text("lineups/prod.yaml");
    // A channel has four regions at most, so they are dealt out among the lineup's channels.
    const join = async (...regions: string[]): Promise<void> => {
      const all = ["us-east-1", "eu-west-1", ...regions];
      let next = 0;
      const dealt = lineup.replace(/regions: \[.*\]/g, () => {
        const some = all.slice(next, next + 4);
        next += 4;
        return `regions: [${(some.length < 2 ? all.slice(0, 2) : some).join(", ")}]`;
      });
      assert.ok(next >= all.length);
      writeFileSync(`${project}/lineups/prod.yaml`, dealt);
      const { code, err } = await init("prod", ...FULL, "--yes");
      assert.equal(code, 0, err);
    };
    // A window that a person chose just where the region that joins has its own.
    writeFileSync(`${project}/${EAST}`, text(EAST).replace("TUESDAY", "MONDAY").replace("08:00", "02:00"));
    await join("eu-west-2");
    await join(...LIVE_REGIONS.filter((region) => region !== "us-east-1" && region !== "eu-west-1"));
    const windows = LIVE_REGIONS.map((region): MaintenanceWindow => {
      const { "onair:maintenanceDay": day, "onair:maintenanceStart": startTime } = config(`Pulumi.prod-${region}.yaml`);
      return { day, startTime } as MaintenanceWindow;
    });
    for (const [index, one] of windows.entries())
      for (const other of windows.slice(index + 1)) assert.equal(windowsOverlap(one, other), false, JSON.stringify([one, other]));
    assert.equal(config(EAST)["onair:maintenanceDay"], "MONDAY");
  });

  it("gives a region that joins later what its neighbours have", async () => {
    await init("prod", ...FULL, "--alert-email", "ops@team.tv", "--yes");
    writeFileSync(
      join(project, "lineups", "prod.yaml"),
      text("lineups/prod.yaml").replace("regions: [us-east-1, eu-west-1]", "regions: [us-east-1, eu-west-1, us-west-2]"),
    );
    const before = text(EDGE);
    const { code, err } = await init("prod", "--yes");
    assert.equal(code, 0, err);
    const added = config("Pulumi.prod-us-west-2.yaml");
    assert.deepEqual(added["onair:encoderCidrs"], ["203.0.113.7/32", "198.51.100.0/28"]);
    assert.equal(added["onair:alertEmail"], "ops@team.tv");
    assert.equal(text(EDGE), before);
  });

  it("takes an address for alerts that one region lacks for a choice", async () => {
    await init("prod", ...FULL, "--alert-email", "ops@team.tv", "--yes");
    const [east] = REGIONS as [string, string];
    writeFileSync(join(project, east), text(east).replace("  onair:alertEmail: ops@team.tv\n", ""));
    const before = everything();
    assert.equal((await init("prod", "--yes")).code, 0);
    assert.deepEqual(everything(), before);
  });

  it("leaves differences between regions alone when it asks for a third", async () => {
    await init("prod", ...FULL, "--yes");
    const [east, west] = REGIONS as [string, string];
    writeFileSync(join(project, west), text(west).replace("203.0.113.7/32", "203.0.113.8/32"));
    writeFileSync(
      join(project, "lineups", "prod.yaml"),
      text("lineups/prod.yaml").replace("regions: [us-east-1, eu-west-1]", "regions: [us-east-1, eu-west-1, us-west-2]"),
    );
    const before = [text(east), text(west)];
    const { code, err } = await onair(["init", "prod"], { cwd: project, typed: ["203.0.113.9/32", "", ""] });
    assert.equal(code, 0, err);
    assert.deepEqual([text(east), text(west)], before);
    assert.deepEqual(config("Pulumi.prod-us-west-2.yaml")["onair:encoderCidrs"], ["203.0.113.9/32"]);
  });

  it("makes stack files in the shape of the shipped ones", () => {
    const shape = (yaml: string): unknown =>
      Object.entries((parse(yaml) as { config: Record<string, unknown> }).config).filter(([key]) => !key.startsWith("onair:maintenance"));
    for (const environment of ["prod", "dev"]) {
      const stacks = expectedStacks(readLineup(project, environment));
      for (const stack of stacks)
        assert.deepEqual(
          shape(stackFileText(stack, environment, freeWindow(stack.region, []))),
          shape(text(`Pulumi.${stack.stack}.yaml`)),
          stack.stack,
        );
    }
  });

  it("binds the stacks to the account of the credentials, and never to another one silently", async () => {
    const callerAccount = (accountId: string) => ({ callerAccount: () => Promise.resolve({ accountId }) });
    const first = await onair(["init", "prod", ...FULL, "--yes"], { cwd: project, tools: callerAccount("012345678901") });
    assert.equal(first.code, 0, first.err);
    for (const file of [...REGIONS, EDGE]) {
      assert.deepEqual(config(file)["aws:allowedAccountIds"], ["012345678901"]);
      assert.match(text(file), /aws:region: \S+\n {2}aws:allowedAccountIds:\n {4}- "012345678901"\n/);
    }
    const before = everything();
    const second = await onair(["init", "prod", "--yes"], { cwd: project, tools: callerAccount("999999999999") });
    assert.equal(second.code, 0);
    assert.deepEqual(everything(), before);
    assert.match(second.err, /allows account 012345678901, and your credentials belong to 999999999999/);
  });

  it("says in one sentence that the account is unknown", async () => {
    const { err } = await init("prod", ...FULL, "--yes");
    assert.equal(err.split("\n").filter((line) => line.includes("account")).length, 1);
  });

  it("reports as JSON, without a private key", async () => {
    const { out } = await init("prod", ...FULL, "--yes", "--json");
    const report = JSON.parse(out) as { files: { file: string; changes: string[] }[]; keys: unknown[]; next: string[] };
    assert.deepEqual(report.files.map(({ file }) => file).sort(), [...REGIONS, EDGE].sort());
    assert.deepEqual(report.keys, [{ id: "first", made: true, privateKeyFile: KEY }]);
    assert.equal(report.next.length, 4);
    assert.doesNotMatch(out, /PRIVATE/);
  });

  it("refuses an environment without a lineup, and names a near one", async () => {
    await refusedUntouched(["prdo", "--yes"], /There is no lineups\/prdo\.yaml; did you mean prod\?/);
    await refusedUntouched(["../prod", "--yes"], /environment\n\s+is not a name/);
  });

  it("refuses a folder outside every project", async () => {
    const { code, err } = await onair(["init", "prod"], { cwd: "/" });
    assert.equal(code, 1);
    assert.match(err, /There is no Pulumi\.yaml in \//);
  });

  it("finds the project from a folder below it", async () => {
    const { code } = await onair(["init", "dev", "--encoder-cidr", "203.0.113.7/32", "--yes"], { cwd: join(project, "lineups") });
    assert.equal(code, 0);
    assert.deepEqual(config("Pulumi.dev.yaml")["onair:encoderCidrs"], ["203.0.113.7/32"]);
  });

  it("writes nothing when the key cannot be kept", async () => {
    writeFileSync(join(project, ".onair"), "in the way");
    const before = everything();
    const { code } = await init("prod", ...FULL, "--yes");
    assert.equal(code, 1);
    assert.deepEqual(everything(), before);
  });
});
