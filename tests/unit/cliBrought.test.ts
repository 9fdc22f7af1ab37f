import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { onair, projectCopy, removeCopy } from "./cliSession.ts";

const EDGE = "Pulumi.prod-global.yaml";
const ANSWERS = ["--domain", "live.team.tv", "--zone-id", "Z0123456789ABC", "--encoder-cidr", "203.0.113.7/32", "--yes"];
const GROUP = "  onair:keyGroup:\n    id: 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9\n    publicKeys:\n      corporate: K2JCJMDEHXQW5F\n";

describe("onair init beside what is brought along", () => {
  let project: string;
  beforeEach(() => (project = projectCopy()));
  afterEach(() => removeCopy(project));

  /** Replaces the shipped playback keys by other text. */
  const instead = (other: string): void => {
    const file = join(project, EDGE);
    const text = readFileSync(file, "utf8");
    assert.match(text, / {2}onair:playbackKeys:\n {4}first: PLACEHOLDER\n/);
    writeFileSync(file, text.replace(/ {2}onair:playbackKeys:\n {4}first: PLACEHOLDER\n/, other));
  };
  const config = (): Record<string, unknown> =>
    (parse(readFileSync(join(project, EDGE), "utf8")) as { config: Record<string, unknown> }).config;

  it("[E5] makes no playback key where a key group is there, and one where nothing is", async () => {
    instead(GROUP);
    const brought = await onair(["init", "prod", ...ANSWERS], { cwd: project });
    assert.equal(brought.code, 0, brought.err);
    assert.equal(config()["onair:playbackKeys"], undefined);
    assert.ok(!existsSync(join(project, ".onair", "keys", "prod-first.pem")));
  });

  it("[E5] makes the first pair where neither keys nor a key group are written", async () => {
    instead("");
    const bare = await onair(["init", "prod", ...ANSWERS], { cwd: project });
    assert.equal(bare.code, 0, bare.err);
    assert.match(JSON.stringify(config()["onair:playbackKeys"]), /BEGIN PUBLIC KEY/);
  });

  it("[E2] refuses a certificate of another region in the words of the settings", async () => {
    const certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9";
    instead(`${GROUP}  onair:certificateArn: ${certificate}\n`);
    const { code, err } = await onair(["init", "prod", ...ANSWERS], { cwd: project });
    assert.equal(code, 1);
    assert.match(err, /Pulumi\.prod-global\.yaml onair:certificateArn\n\s+must be in us-east-1, and is in eu-west-1/);
  });
});
