import fc from "fast-check";
import type { RawSettings } from "../../../stacks/index.ts";
import { shippedSettings, SHIPPED_STACKS } from "../shipped.ts";
import { anyValue, piece, privateKey, token } from "./texts.ts";

export interface FuzzedRaw {
  readonly raw: RawSettings;
  /** Planted somewhere in the configuration. */
  readonly secret: string;
}

const KEYS = [
  ...[
    "role",
    "environment",
    "encoderCidrs",
    "maintenanceDay",
    "maintenanceStart",
    "health",
    "alertEmail",
    "start",
    "playbackKeys",
    "allowedOrigins",
  ],
  ...[
    "priceClass",
    "logRetentionDays",
    "tags",
    "quotas",
    "domain",
    "zoneId",
    "geo",
    "firewall",
    "keyGroup",
    "logBucket",
    "vpc",
    "alarms",
    "certificateArn",
  ],
].map((name) => `onair:${name}`);

const key = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...KEYS) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      "aws:region",
      "aws:profile",
      "aws:allowedAccountIds",
      "aws:assumeRoles",
      "aws:secretKey",
      "aws-native:region",
      "other:key",
    ),
  },
  fc.constantFrom("onair:__proto__", "onair:constructor", "onair:", "onair:a.b", "onair:a[0]", ":", "onair", "Onair:role"),
  piece.map((text) => `onair:${text}`),
);

/** Ways to put a secret where it does not belong. All but the last are of a setting whose value is never shown. */
const planted = (secret: string): fc.Arbitrary<readonly [key: string, value: string, secretKey: boolean]> =>
  fc.oneof(
    fc.constantFrom<readonly [string, string, boolean]>(
      ["onair:playbackKeys", secret, false],
      ["onair:playbackKeys", JSON.stringify({ first: secret }), false],
      ["onair:playbackKeys", JSON.stringify({ first: { deep: [secret] } }), false],
      ["onair:playbackKeys", JSON.stringify([secret]), false],
      ["onair:playbackKeys", JSON.stringify({ first: privateKey(secret) }), false],
      ["onair:tags", JSON.stringify({ a: 5, b: secret, "aws:c": secret }), false],
      ["onair:tags", JSON.stringify([secret]), false],
      ["aws:secretKey", secret, false],
      ["aws:token", secret, false],
    ),
    key.map((name) => [name, privateKey(secret), false] as const),
    key.map((name) => [name, JSON.stringify({ a: [privateKey(secret)] }), false] as const),
    fc.constantFrom(...KEYS).map((name) => [name, JSON.stringify([secret]), true] as const),
    fc.constantFrom(...KEYS).map((name) => [name, secret, true] as const),
  );

/** The configuration of a shipped stack with a few settings replaced by anything, and a secret planted in it. */
export const fuzzedRaw: fc.Arbitrary<FuzzedRaw> = fc
  .record({ stack: fc.constantFrom(...SHIPPED_STACKS), changes: fc.dictionary(key, anyValue, { maxKeys: 4 }), secret: token })
  .chain(({ stack, changes, secret }) =>
    planted(secret).map(([name, value, isSecret]) => {
      const sound = shippedSettings(stack);
      return { raw: { ...sound, config: { ...sound.config, ...changes, [name]: value }, secretKeys: isSecret ? [name] : [] }, secret };
    }),
  );
