import type { RawSettings } from "../../stacks/index.ts";

/** One change of the raw configuration of a sound stack, and what Onair must say of it. */
export interface ConfigTrap {
  readonly title: string;
  readonly stack: "prod-us-east-1" | "prod-global" | "dev";
  /** Keys to set, as text, as the engine hands them over; undefined removes one. */
  readonly config: Readonly<Record<string, string | undefined>>;
  readonly secretKeys?: readonly string[];
  readonly path: RegExp;
  readonly what: RegExp;
  /** Text that the refusal must not repeat. */
  readonly hidden?: string;
}

const SECRET = "hunter2-hunter2-hunter2";
const PRIVATE_KEY = ["-----BEGIN PRIVATE", "KEY-----\nMIIEvSECRETSECRET\n-----END PRIVATE", "KEY-----"].join(" ");

const region = (title: string, config: ConfigTrap["config"], path: RegExp, what: RegExp, rest: Partial<ConfigTrap> = {}): ConfigTrap => ({
  title,
  stack: "prod-us-east-1",
  config,
  path,
  what,
  ...rest,
});
const edge = (title: string, config: ConfigTrap["config"], path: RegExp, what: RegExp, rest: Partial<ConfigTrap> = {}): ConfigTrap =>
  region(title, config, path, what, { stack: "prod-global", ...rest });

export const CONFIG_TRAPS: readonly ConfigTrap[] = [
  region("no region", { "aws:region": undefined }, /aws:region$/, /is missing/),
  region("misspelt region", { "aws:region": "us-esat-1" }, /aws:region$/, /not a region/),
  region("region without MediaLive", { "aws:region": "us-west-1" }, /aws:region$/, /not a region/),
  region("region of no channel", { "aws:region": "us-west-2" }, /aws:region$/, /region of no channel/),
  region("access key in plain", { "aws:accessKey": "AKIAIOSFODNN7EXAMPLE" }, /aws:accessKey$/, /is a credential/, {
    hidden: "AKIAIOSFODNN7EXAMPLE",
  }),
  region("secret key in plain", { "aws:secretKey": SECRET }, /aws:secretKey$/, /is a credential/, { hidden: SECRET }),
  region("accounts as one number", { "aws:allowedAccountIds": "123456789012" }, /allowedAccountIds$/, /not a list/),
  region("accounts as numbers", { "aws:allowedAccountIds": "[12345678901]" }, /allowedAccountIds\[0\]$/, /not an account id/),
  region("accounts in broken JSON", { "aws:allowedAccountIds": '["123456789012"' }, /allowedAccountIds$/, /not a list/),
  region(
    "two roles",
    { "aws:assumeRoles": '[{"roleArn":"arn:aws:iam::123456789012:role/a"},{"roleArn":"arn:aws:iam::123456789012:role/b"}]' },
    /assumeRoles$/,
    /not one role/,
  ),
  region(
    "role with more to it",
    { "aws:assumeRoles": '[{"roleArn":"arn:aws:iam::123456789012:role/a","externalId":"x"}]' },
    /assumeRoles$/,
    /does not pass on: externalId/,
  ),
  region("role of no account", { "aws:assumeRoles": '[{"roleArn":"deployer"}]' }, /assumeRoles$/, /no ARN of a role/),
  region("AWS setting that nothing reads", { "aws:maxRetries": "5" }, /aws:maxRetries$/, /not a setting Onair makes its providers from/),
  region("setting of aws-native", { "aws-native:region": "us-east-1" }, /aws-native:region$/, /is not read/),
  region("misspelt namespace", { "oniar:role": "encode-region" }, /oniar:role$/, /namespace oniar, which nothing reads/),
  region("capital namespace", { "Onair:role": "encode-region" }, /Onair:role$/, /namespace Onair, which nothing reads/),
  region("no role", { "onair:role": undefined }, /onair:role$/, /is missing/),
  region("empty role", { "onair:role": "" }, /onair:role$/, /is missing/),
  region("no environment", { "onair:environment": undefined }, /onair:environment$/, /is missing/),
  region("environment with a path", { "onair:environment": "../prod" }, /onair:environment$/, /not a name/),
  region("environment as a year", { "onair:environment": "2026" }, /onair:environment$/, /./),
  region("environment without a lineup", { "onair:environment": "stage" }, /lineups\/stage\.yaml$/, /no such file/),
  region("networks in broken JSON", { "onair:encoderCidrs": "[203.0.113.0/24]" }, /encoderCidrs$/, /is text, not a list/),
  region("networks as one text", { "onair:encoderCidrs": "203.0.113.0/24" }, /encoderCidrs$/, /is text, not a list/),
  region("networks as a group", { "onair:encoderCidrs": '{"office":"203.0.113.0/24"}' }, /encoderCidrs$/, /group of settings, not a list/),
  region("a network of null", { "onair:encoderCidrs": "[null]" }, /encoderCidrs\[0\]$/, /has no value/),
  region("__proto__ in an object", { "onair:tags": '{"__proto__":{"a":"b"}}' }, /tags\.__proto__$/, /cannot use/),
  region("__proto__ as a setting", { "onair:__proto__": "{}" }, /onair:__proto__$/, /not a setting/),
  region("constructor as a setting", { "onair:constructor": "x" }, /onair:constructor$/, /not a setting/),
  region("a number beyond 2^53", { "onair:quotas": '{"mediaLiveChannels":9007199254740993}' }, /mediaLiveChannels$/, /too large/),
  region("more digits than a number has", { "onair:quotas": '{"mediaLiveChannels":1e400}' }, /mediaLiveChannels$/, /too large|number/),
  region("a thousand brackets", { "onair:encoderCidrs": `${"[".repeat(1000)}${"]".repeat(1000)}` }, /encoderCidrs/, /nested too deeply/),
  region(
    "a hundred thousand brackets",
    { "onair:encoderCidrs": `${"[".repeat(100_000)}${"]".repeat(100_000)}` },
    /encoderCidrs/,
    /nested too deeply/,
  ),
  region("a hundred thousand open brackets", { "onair:encoderCidrs": "[".repeat(100_000) }, /encoderCidrs$/, /is text, not a list/),
  region("a million letters", { "onair:alertEmail": "x".repeat(1_000_000) }, /alertEmail$/, /not an e-mail/),
  region("colours of a terminal", { "onair:alertEmail": "\u001b[2Jops@tv.example" }, /alertEmail$/, /U\+001B, a control/),
  region("NUL", { "onair:start": "manual\u0000" }, /onair:start$/, /U\+0000, a control/),
  region("space at the end", { "onair:start": "manual " }, /onair:start$/, /ends with a space/),
  region("full-width letters", { "onair:start": "\uff4danual" }, /onair:start$/, /U\+FF4D, another form of "m"/),
  region("settings set as secrets", { "onair:alertEmail": SECRET }, /alertEmail$/, /set as a secret/, {
    secretKeys: ["onair:alertEmail"],
    hidden: SECRET,
  }),
  region("a list set as a secret", { "onair:encoderCidrs": JSON.stringify([SECRET]) }, /encoderCidrs$/, /set as a secret/, {
    secretKeys: ["onair:encoderCidrs"],
    hidden: SECRET,
  }),
  region("an unknown secret", { "onair:streamKey": SECRET }, /streamKey$/, /set as a secret/, {
    secretKeys: ["onair:streamKey"],
    hidden: SECRET,
  }),
  region("an unknown setting named as a secret", { "onair:streamKey": SECRET }, /streamKey$/, /by its name a secret/, { hidden: SECRET }),
  region("a stream key as a tag", { "onair:tags": '{"obs":"live_123456_AbCdEf987654"}' }, /tags\.obs$/, /looks like a stream key/, {
    hidden: "AbCdEf987654",
  }),
  region(
    "a secret access key as a tag",
    { "onair:tags": '{"k":"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"}' },
    /tags\.k$/,
    /an AWS secret access key/,
    { hidden: "bPxRfi" },
  ),
  region("a bearer token as an address", { "onair:alertEmail": "Bearer abcdef123456789" }, /alertEmail$/, /looks like a token/, {
    hidden: "abcdef123456789",
  }),
  region("a JWT as a tag", { "onair:tags": '{"t":"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc"}' }, /tags\.t$/, /looks like a token/, {
    hidden: "eyJzdWIi",
  }),
  region(
    "a tag of a number with a token beside",
    { "onair:tags": JSON.stringify({ a: 5, b: SECRET }) },
    /tags\.a$/,
    /is a number, not text/,
    { hidden: SECRET },
  ),
  region(
    "key of another account",
    {
      "aws:allowedAccountIds": '["123456789012"]',
      "onair:kmsKeyArn": "arn:aws:kms:us-east-1:210987654321:key/01234567-89ab-cdef-0123-456789abcdef",
    },
    /kmsKeyArn$/,
    /key of account 210987654321/,
  ),
  edge(
    "private key for a public one",
    { "onair:playbackKeys": JSON.stringify({ first: PRIVATE_KEY }) },
    /playbackKeys\.first$/,
    /private key/,
    { hidden: "SECRETSECRET" },
  ),
  edge("token for a key", { "onair:playbackKeys": JSON.stringify({ first: SECRET }) }, /playbackKeys\.first$/, /not a public key/, {
    hidden: SECRET,
  }),
  edge("token for all keys", { "onair:playbackKeys": SECRET }, /playbackKeys$/, /is text, not a group/, { hidden: SECRET }),
  edge("list of keys", { "onair:playbackKeys": JSON.stringify([SECRET]) }, /playbackKeys/, /./, { hidden: SECRET }),
  edge(
    "key under a private key",
    { "onair:playbackKeys": JSON.stringify({ [PRIVATE_KEY]: "x" }) },
    /playbackKeys\.\[|not shown/,
    /private key/,
    { hidden: "SECRETSECRET" },
  ),
  edge(
    "password in an origin",
    { "onair:allowedOrigins": '["https://me:hunter2@www.tv"]' },
    /allowedOrigins\[0\]$/,
    /password in an address/,
    { hidden: "hunter2" },
  ),
  edge(
    "signature in an origin",
    { "onair:allowedOrigins": '["https://www.tv/?signature=abcdefgh"]' },
    /allowedOrigins\[0\]$/,
    /password in an address/,
    { hidden: "abcdefgh" },
  ),
  edge("account number as a domain", { "onair:domain": "123456789012" }, /onair:domain$/, /./),
  edge("truth as a price class", { "onair:priceClass": "true" }, /priceClass$/, /not an allowed value|not text/),
];

/** The configuration of a sound stack with a trap in it. */
export function trapped(sound: RawSettings, { config, secretKeys = [] }: ConfigTrap): RawSettings {
  const merged = Object.entries({ ...sound.config, ...config }).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { ...sound, config: Object.fromEntries(merged), secretKeys };
}
