import assert from "node:assert/strict";
import fc from "fast-check";
import {
  alignmentOf,
  encoderPlan,
  inputPlans,
  isPush,
  passphraseName,
  passphrasesOf,
  srtTemplate,
  takesPassphrase,
  type Channel,
  type InputPlan,
  type Source,
  type SrtKind,
} from "../../components/encode/index.ts";
import { encoderPolicy } from "../../components/encode/encoderRole.ts";
import { encoderUrl } from "../../components/encode/ingest.ts";
import type { InputNames } from "../../components/encode/index.ts";
import { passphraseOf } from "../../components/encode/passphrases.ts";
import { PASSPHRASE_LENGTH, randomPassphrase } from "../../control/index.ts";
import { parseSrtAddress, srtAddressProblem } from "../../stacks/srtAddress.ts";
import { buildSource, sourceSchema } from "../../stacks/sourceSchema.ts";
import { regionQuotaUse } from "../../stacks/quotas.ts";
import { channels } from "../support/arbitraries.ts";
import { ARENA, STUDIO } from "../support/lineups.ts";

const PROD = { environment: "prod", production: true };
const DEV = { environment: "dev", production: false };
const LISTENER: Source = { type: "srt-listener", timecode: "embedded", latencyMilliseconds: 1500, encryption: "aes256", streamId: "a/b" };
const CALLER: Source = {
  type: "srt-caller",
  timecode: "embedded",
  latencyMilliseconds: 200,
  addresses: [
    { host: "a.feed.example", port: 9000 },
    { host: "203.0.113.9", port: 9001 },
  ],
};
const FEED: Channel = { ...ARENA, name: "feed", source: LISTENER };

function srtPlan(channel: Channel, context = PROD): InputNames & SrtKind {
  const [plan] = inputPlans(channel, context);
  assert.ok(plan?.type === "SRT_LISTENER" || plan?.type === "SRT_CALLER");
  return plan;
}

function properties(plan: InputNames & SrtKind, vpc?: Parameters<typeof srtTemplate>[1]): Record<string, unknown> {
  const { body } = srtTemplate(plan, vpc);
  return (JSON.parse(body) as { Resources: { Input: { Properties: Record<string, unknown> } } }).Resources.Input.Properties;
}

describe("SRT sources in the lineup", () => {
  const parse = (source: unknown): Source => buildSource("feed", sourceSchema.parse(source));

  it("[L1] are encrypted with AES-256 and repair for a second unless told otherwise", () => {
    assert.deepEqual(parse({ type: "srt-listener" }), {
      type: "srt-listener",
      timecode: "none",
      latencyMilliseconds: 1000,
      encryption: "aes256",
    });
    assert.deepEqual(parse({ type: "srt-caller", addresses: ["a.broadcaster.tv:9000"], streamId: "x" }), {
      type: "srt-caller",
      timecode: "none",
      latencyMilliseconds: 1000,
      streamId: "x",
      addresses: [{ host: "a.broadcaster.tv", port: 9000 }],
    });
  });

  it("[L1] take 120 to 15000 ms and no listener in the clear", () => {
    for (const latencyMilliseconds of [120, 15_000]) assert.ok(parse({ type: "srt-listener", latencyMilliseconds }));
    for (const latencyMilliseconds of [119, 15_001, 200.5])
      assert.equal(sourceSchema.safeParse({ type: "srt-listener", latencyMilliseconds }).success, false, String(latencyMilliseconds));
    assert.equal(sourceSchema.safeParse({ type: "srt-listener", encryption: "none" }).success, false);
    assert.equal(sourceSchema.safeParse({ type: "srt-listener", passphrase: "12345678901" }).success, false, "a passphrase is no setting");
  });

  it("[L1] are called by a public host or an IPv4 address, and a port", () => {
    for (const text of ["feed.broadcaster.tv:9000", "203.0.113.9:1", "FEED.broadcaster.tv:65535"])
      assert.equal(srtAddressProblem(text), undefined, text);
    for (const [text, what] of [
      ["feed.broadcaster.tv", /not a host and a port/],
      ["feed.broadcaster.tv:0", /no port/],
      ["feed.broadcaster.tv:65536", /no port/],
      ["srt://feed.broadcaster.tv:9000", /whole address/],
      ["feed.broadcaster.tv:9000?passphrase=x", /whole address/],
      ["me@feed.broadcaster.tv:9000", /holds a login/],
      ["[2001:db8::1]:9000", /IPv6/],
      ["2001:db8::1:9000", /IPv6/],
      ["10.0.0.1:9000", /private network/],
      ["0x7f.1:9000", /not a host and a port/],
      ["encoder:9000", /no public host name/],
      ["feed.example.com:9000", /only an example/],
    ] as const)
      assert.match(srtAddressProblem(text)?.what ?? "", what, text);
    assert.deepEqual(parseSrtAddress("feed.broadcaster.tv:9000"), { host: "feed.broadcaster.tv", port: 9000 });
  });
});

describe("SRT inputs", () => {
  it("[L1] listen on two addresses, port 5050, and tell encoders all but the passphrase", () => {
    const plan = srtPlan(FEED);
    assert.deepEqual(plan, {
      key: "primary",
      name: "onair-prod-feed",
      resource: "feed",
      type: "SRT_LISTENER",
      srt: { latency: 1500, streamId: "a/b", decryption: { algorithm: "AES256", secret: "onair/prod/feed/srt" } },
      push: {
        scheme: "srt",
        port: 5050,
        addresses: [
          { pipeline: "a", path: "" },
          { pipeline: "b", path: "" },
        ],
        query: "?mode=caller&pbkeylen=32&streamid=a%2Fb",
      },
    });
    assert.ok(plan.push);
    const url = encoderUrl({ ip: "203.0.113.9", url: "whatever AWS says" }, plan.push);
    assert.equal(url, "srt://203.0.113.9:5050?mode=caller&pbkeylen=32&streamid=a%2Fb");
    assert.equal(new URL(url).searchParams.get("streamid"), "a/b");
    assert.deepEqual(srtPlan(FEED, DEV).push?.addresses, [{ pipeline: "a", path: "" }]);
  });

  it("[L1] call one listener for each pipeline", () => {
    const channel = { ...FEED, source: CALLER };
    const plan = srtPlan(channel);
    assert.deepEqual(plan.type === "SRT_CALLER" && plan.callees, CALLER.addresses);
    assert.deepEqual(plan.srt, { latency: 200 });
    const dev = srtPlan(channel, DEV);
    assert.deepEqual(dev.type === "SRT_CALLER" && dev.callees, CALLER.addresses.slice(0, 1));
    assert.throws(
      () => srtPlan({ ...channel, source: { ...CALLER, addresses: CALLER.addresses.slice(0, 1) } }),
      /no address for pipeline b/,
    );
  });

  it("[L1 L2] count as pushed when they listen and as pulled when they call", () => {
    assert.deepEqual([isPush(FEED), isPush({ ...FEED, source: CALLER })], [true, false]);
    const { mediaLivePushInputs, mediaLivePullInputs } = regionQuotaUse([{ ...FEED, moreInputs: { backup: CALLER } }]);
    assert.deepEqual([mediaLivePushInputs, mediaLivePullInputs], [1, 1]);
  });

  it("[L1] let two regions cut alike when they carry timecode, and only then", () => {
    for (const source of [LISTENER, CALLER]) {
      assert.equal(alignmentOf({ ...ARENA, source }).failover, "seamless");
      assert.equal(encoderPlan({ ...ARENA, source }, PROD).locking.mode, "EPOCH_LOCKING");
      assert.equal(alignmentOf({ ...ARENA, source: { ...source, timecode: "none" } }).failover, "visible");
    }
  });
});

describe("the template of an SRT input", () => {
  it("[L1 L2] names no secret and no address of its own: what differs comes in as parameters", () => {
    const plan = srtPlan(FEED);
    const { body, parameters } = srtTemplate(plan);
    assert.deepEqual(parameters, ["SecurityGroupId", "PassphraseArn"]);
    assert.deepEqual(Object.keys((JSON.parse(body) as { Parameters: object }).Parameters).sort(), [...parameters].sort());
    assert.doesNotMatch(body, /arn:aws:secretsmanager|onair\/prod/);
    assert.deepEqual(properties(plan), {
      Name: "onair-prod-feed",
      Type: "SRT_LISTENER",
      InputSecurityGroups: [{ Ref: "SecurityGroupId" }],
      SrtSettings: {
        SrtListenerSettings: {
          MinimumLatency: 1500,
          StreamId: "a/b",
          Decryption: { Algorithm: "AES256", PassphraseSecretArn: { Ref: "PassphraseArn" } },
        },
      },
    });
  });

  it("[L2] puts a listener into a VPC in place of a security group, and a caller nowhere", () => {
    const vpc = { subnetIds: ["subnet-1", "subnet-2"], securityGroupIds: ["sg-1"] };
    const placed = properties(srtPlan(FEED), vpc);
    assert.deepEqual(
      [placed["Vpc"], placed["RoleArn"], placed["InputSecurityGroups"]],
      [{ SubnetIds: vpc.subnetIds, SecurityGroupIds: vpc.securityGroupIds }, { Ref: "RoleArn" }, undefined],
    );
    const plan = srtPlan({ ...FEED, source: CALLER });
    assert.deepEqual(srtTemplate(plan, vpc), srtTemplate(plan));
    assert.deepEqual(properties(plan)["SrtSettings"], {
      SrtCallerSources: [
        { SrtListenerAddress: "a.feed.example", SrtListenerPort: "9000", MinimumLatency: 200 },
        { SrtListenerAddress: "203.0.113.9", SrtListenerPort: "9001", MinimumLatency: 200 },
      ],
    });
  });

  it("[L1] is equal in every region and run for any channel, and short", () => {
    fc.assert(
      fc.property(channels, (channel) => {
        const srt = (plans: readonly InputPlan[]): string[] =>
          plans.flatMap((plan) => (plan.type === "SRT_LISTENER" || plan.type === "SRT_CALLER" ? [srtTemplate(plan).body] : []));
        const [one, other] = [inputPlans(channel, PROD), inputPlans({ ...channel }, PROD)].map(srt);
        assert.deepEqual(one, other);
        assert.ok((one ?? []).every((body) => Buffer.byteLength(body) < 4096));
      }),
    );
  });
});

describe("passphrases", () => {
  it("[L2] have one secret for each encrypted input, named by environment, channel and key", () => {
    const channel: Channel = {
      ...STUDIO,
      source: LISTENER,
      moreInputs: { backup: { ...CALLER, encryption: "aes128" }, plain: CALLER, film: { type: "mp4-demo", timecode: "none" } },
    };
    assert.deepEqual(passphrasesOf(channel, "prod"), [
      { key: "primary", secret: "onair/prod/studio/srt", reader: "channel" },
      { key: "backup", secret: "onair/prod/studio-backup/srt", reader: "channel" },
    ]);
    assert.equal(passphraseName("dev", "a-b", "c"), "onair/dev/a-b-c/srt");
    assert.deepEqual([takesPassphrase(LISTENER), takesPassphrase(CALLER), takesPassphrase(ARENA.source)], [true, false, false]);
  });

  it("[L2 S4] are read by the channel's role and decrypted only through Secrets Manager, each secret by its ARN", () => {
    const arn = (name: string): string => `arn:aws:secretsmanager:eu-west-1:123456789012:secret:${name}-AbCdEf`;
    const key = "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555";
    const scope = {
      accountId: "123456789012",
      region: "eu-west-1",
      origin: { channelGroup: "onair-prod-main", channel: "studio", liveEndpoint: "live" },
    };
    const statements = (passphrases: { arn: string; kmsKeyId?: string }[]): Record<string, unknown>[] =>
      (JSON.parse(encoderPolicy({ ...scope, passphrases })) as { Statement: Record<string, unknown>[] }).Statement.filter(({ Sid }) =>
        /Passphrases/.test(String(Sid)),
      );
    assert.deepEqual(statements([]), []);
    assert.deepEqual(statements([{ arn: arn("b") }, { arn: arn("a") }]), [
      { Sid: "ReadPassphrases", Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: [arn("a"), arn("b")] },
    ]);
    const [, decrypt, more] = statements([{ arn: arn("a"), kmsKeyId: key }, { arn: arn("b") }]);
    assert.equal(more, undefined);
    assert.deepEqual(decrypt, {
      Sid: "DecryptPassphrases",
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: key,
      Condition: {
        StringEquals: { "kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com", "kms:EncryptionContext:SecretARN": [arn("a")] },
      },
    });
    assert.throws(() => passphraseOf({}, "onair/prod/x/srt"), /onair\/prod\/x\/srt was not looked up/);
  });

  it("[L2] are random, of three kinds of characters, and fit MediaLive, MediaConnect and every shell", () => {
    const drawn = Array.from({ length: 200 }, randomPassphrase);
    assert.equal(new Set(drawn).size, drawn.length);
    for (const one of drawn) {
      assert.equal(one.length, PASSPHRASE_LENGTH);
      assert.match(one, /^[A-Za-z0-9]{10,79}$/);
      assert.ok(/[A-Z]/.test(one) && /[a-z]/.test(one) && /\d/.test(one), one);
    }
  });
});
