import assert from "node:assert/strict";
import { readSettings, SettingsError, type RawSettings } from "../../stacks/index.ts";
import { CONFIG_TRAPS, trapped } from "../support/configTraps.ts";
import { shippedSettings } from "../support/shipped.ts";

function refusalOf(raw: RawSettings, title: string): SettingsError {
  try {
    readSettings(raw);
  } catch (error) {
    assert.ok(error instanceof SettingsError, `${title}: ${String(error)}`);
    return error;
  }
  return assert.fail(`${title} was accepted`);
}

describe("settings: raw configuration", function () {
  this.timeout(5 * 60_000);

  it(`[S3] refuses ${CONFIG_TRAPS.length} traps of a stack file, each at its key, and repeats no secret`, () => {
    const missed: string[] = [];
    for (const trap of CONFIG_TRAPS) {
      const { message, problems } = refusalOf(trapped(shippedSettings(trap.stack), trap), trap.title);
      if (!problems.some(({ path, what }) => trap.path.test(path) && trap.what.test(what))) missed.push(`${trap.title}:\n${message}`);
      if (trap.hidden !== undefined && message.includes(trap.hidden)) missed.push(`${trap.title} was repeated:\n${message}`);
      if (message.length > 20_000 || /[\p{Cf}\p{Co}]|(?!\n)\p{Cc}/u.test(message))
        missed.push(`${trap.title} is long, or says what a terminal obeys`);
    }
    assert.equal(missed.join("\n"), "");
  });

  it("[S3] tells one problem of a secret, not also that it is missing", () => {
    const raw = { ...shippedSettings("prod-us-east-1"), secretKeys: ["onair:environment"] };
    const { problems } = refusalOf(raw, "secret environment");
    assert.deepEqual(
      problems.map(({ path }) => path),
      ["Pulumi.prod-us-east-1.yaml onair:environment"],
    );
  });

  it("[S3] passes on what the providers are made from", () => {
    const raw = shippedSettings("prod-us-east-1", {
      "aws:profile": "12345",
      "aws:allowedAccountIds": ["012345678901"],
      "aws:assumeRoles": [{ roleArn: "arn:aws:iam::012345678901:role/path/deployer" }],
      "unrelated:setting": "x",
    });
    assert.deepEqual(readSettings(raw).aws, {
      profile: "12345",
      allowedAccountIds: ["012345678901"],
      assumeRoleArn: "arn:aws:iam::012345678901:role/path/deployer",
    });
  });
});
