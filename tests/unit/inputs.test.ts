import assert from "node:assert/strict";
import { BlockList } from "node:net";
import fc from "fast-check";
import {
  alignmentOf,
  encoderPlan,
  hlsChannelArgs,
  inputPlans,
  isPush,
  originNames,
  passwordParams,
  sourcesOf,
  type Channel,
  type InputPlan,
  type Source,
} from "../../components/encode/index.ts";
import { encoderPolicy } from "../../components/encode/encoderRole.ts";
import { ordered } from "../../components/encode/ingest.ts";
import { inputArgs, type TypedInputPlan } from "../../components/encode/inputArgs.ts";
import { pullUrlProblem } from "../../stacks/pullUrl.ts";
import { channels } from "../support/arbitraries.ts";
import { ARENA, DEMO, MAINTENANCE, STUDIO } from "../support/lineups.ts";

const PROD = { environment: "prod", production: true };
const DEV = { environment: "dev", production: false };
const ACCOUNT = "123456789012";

const HLS: Source = {
  type: "hls-pull",
  timecode: "none",
  urls: ["https://a.example/live.m3u8", "https://b.example/live.m3u8"],
  bufferSegments: 4,
  bandwidth: 5_000_000,
};
const RTMP_PULL: Source = {
  type: "rtmp-pull",
  timecode: "embedded",
  urls: ["rtmp://a.example:1935/live/one", "rtmp://b.example:1935/live/one"],
  username: "onair",
  passwordParam: "/feeds/password",
};

function primary(channel: Channel, context: Parameters<typeof inputPlans>[1] = PROD): InputPlan {
  const [plan] = inputPlans(channel, context);
  assert.ok(plan);
  return plan;
}

/** The same of a source that the provider can express. */
function typed(channel: Channel): TypedInputPlan {
  const plan = primary(channel);
  assert.ok(plan.type !== "SRT_LISTENER" && plan.type !== "SRT_CALLER");
  return plan;
}

describe("inputPlans", () => {
  it("[L1] gives each pipeline an endpoint: an RTMP name, an RTP address, a file", () => {
    const named = { key: "primary", name: "onair-prod-studio", resource: "studio" };
    assert.deepEqual(inputPlans(STUDIO, PROD), [
      {
        ...named,
        type: "RTMP_PUSH",
        streamNames: ["studio/a", "studio/b"],
        push: {
          scheme: "rtmp",
          port: 1935,
          addresses: [
            { pipeline: "a", path: "studio/a" },
            { pipeline: "b", path: "studio/b" },
          ],
        },
      },
    ]);
    const rtp = { scheme: "rtp", port: 5000, addresses: ["a", "b"].map((pipeline) => ({ pipeline, path: "" })) };
    assert.deepEqual(inputPlans(ARENA, PROD), [
      { key: "primary", name: "onair-prod-arena", resource: "arena", type: "RTP_PUSH", push: rtp },
    ]);
    assert.deepEqual(inputPlans(DEMO, PROD), [
      { key: "primary", name: "onair-prod-demo", resource: "demo", type: "MP4_FILE", pipelines: ["a", "b"] },
    ]);
    const dev = primary(STUDIO, DEV);
    assert.deepEqual(dev.type === "RTMP_PUSH" && dev.streamNames, ["studio/a"]);
    assert.deepEqual([STUDIO, ARENA, DEMO].map(isPush), [true, true, false]);
  });

  it("[L1] fetches an RTMP or HLS source from one address per pipeline, with the login it was given", () => {
    const login = { username: "onair", passwordParam: "/feeds/password" };
    const rtmp = primary({ ...STUDIO, source: RTMP_PULL });
    assert.deepEqual(rtmp.type === "RTMP_PULL" && rtmp.sources, [
      { url: "rtmp://a.example:1935/live/one", ...login },
      { url: "rtmp://b.example:1935/live/one", ...login },
    ]);
    const hls = primary({ ...STUDIO, source: HLS });
    assert.deepEqual(
      hls.type === "URL_PULL" && hls.sources,
      HLS.urls.map((url) => ({ url })),
    );
    assert.equal(hls.push, undefined);
    const dev = primary({ ...STUDIO, source: HLS }, DEV);
    assert.deepEqual(dev.type === "URL_PULL" && dev.sources, [{ url: HLS.urls[0] }]);
    assert.throws(() => primary({ ...STUDIO, source: { ...HLS, urls: ["https://a.example/live.m3u8"] } }), /no address for pipeline b/);
  });

  it("[L1] names several inputs by key, the primary first, whatever order they were written in", () => {
    const one = { ...STUDIO, moreInputs: { film: DEMO.source, backup: HLS } };
    const other = { ...STUDIO, moreInputs: { backup: HLS, film: DEMO.source } };
    const names = (channel: Channel): unknown =>
      inputPlans(channel, PROD).map(({ key, name, resource, type }) => [key, name, resource, type]);
    assert.deepEqual(names(one), [
      ["primary", "onair-prod-studio", "studio", "RTMP_PUSH"],
      ["backup", "onair-prod-studio-backup", "studio-backup", "URL_PULL"],
      ["film", "onair-prod-studio-film", "studio-film", "MP4_FILE"],
    ]);
    assert.deepEqual(inputPlans(one, PROD), inputPlans(other, PROD));
    assert.deepEqual(encoderPlan(one, PROD), encoderPlan(other, PROD));
  });

  it("makes two endpoints of a push input in a VPC even for one pipeline, for it stands in two subnets", () => {
    const plan = primary(STUDIO, { ...DEV, inVpc: true });
    assert.deepEqual(plan.type === "RTMP_PUSH" && plan.streamNames, ["studio/a", "studio/b"]);
    assert.deepEqual(plan.push?.addresses, [{ pipeline: "a", path: "studio/a" }]);
  });

  it("gives every source of any channel exactly one input", () => {
    fc.assert(
      fc.property(channels, fc.boolean(), (channel, production) => {
        const plans = inputPlans(channel, { environment: "prod", production });
        assert.deepEqual(
          plans.map(({ key }) => key),
          sourcesOf(channel).map(({ key }) => key),
        );
        assert.equal(new Set(plans.map(({ resource }) => resource)).size, plans.length);
        assert.equal(
          plans.some(({ push }) => push !== undefined),
          isPush(channel),
        );
      }),
    );
  });

  it("orders RTMP addresses by stream name and RTP addresses by number, whatever order they come in", () => {
    const [rtmp, rtp] = [primary(STUDIO).push, primary(ARENA).push];
    assert.ok(rtmp && rtp);
    const a = { ip: "203.0.113.9", url: "rtmp://203.0.113.9:1935/studio/a" };
    const b = { ip: "198.51.100.7", url: "rtmp://198.51.100.7:1935/studio/b" };
    assert.deepEqual(ordered([b, a], rtmp), [a, b]);
    assert.deepEqual(ordered([a, b], rtmp), [a, b]);
    const low = { ip: "9.0.0.200", url: "rtp://9.0.0.200:5000" };
    const high = { ip: "10.0.0.1", url: "rtp://10.0.0.1:5000" };
    assert.deepEqual(ordered([high, low], rtp), [low, high]);
    assert.deepEqual(ordered([low, high], rtp), [low, high]);
  });
});

describe("inputArgs", () => {
  const vpc = { subnetIds: ["subnet-1", "subnet-2"], securityGroupIds: ["sg-1"], roleArn: "arn:aws:iam::123456789012:role/x" };

  it("[L2] guards a push input with a security group or a VPC, never with both, and never with neither", () => {
    for (const channel of [STUDIO, ARENA]) {
      const guarded = inputArgs(typed(channel), { securityGroupId: "7" });
      assert.deepEqual([guarded.inputSecurityGroups, guarded.vpc, guarded.roleArn], [["7"], undefined, undefined]);
      const placed = inputArgs(typed(channel), { securityGroupId: "7", vpc });
      assert.deepEqual(
        [placed.inputSecurityGroups, placed.vpc, placed.roleArn],
        [undefined, { subnetIds: vpc.subnetIds, securityGroupIds: vpc.securityGroupIds }, vpc.roleArn],
      );
      assert.throws(() => inputArgs(typed(channel), {}), /needs an input security group/);
    }
  });

  it("[L1] keeps pull inputs out of the VPC: MediaLive places push inputs only", () => {
    const args = inputArgs(typed({ ...STUDIO, source: HLS }), { securityGroupId: "7", vpc });
    assert.deepEqual(args, {
      name: "onair-prod-studio",
      type: "URL_PULL",
      sources: HLS.urls.map((url) => ({ url, username: "", passwordParam: "" })),
    });
  });
});

describe("the encoder with several inputs", () => {
  const backed = { ...STUDIO, moreInputs: { backup: HLS, film: DEMO.source } };

  it("[L1] attaches each input under its key and starts with the primary one", () => {
    assert.deepEqual(encoderPlan(backed, PROD).attachments, [
      { name: "primary", sourceEndBehavior: "CONTINUE" },
      { name: "backup", sourceEndBehavior: "CONTINUE", hls: { bufferSegments: 4, bandwidth: 5_000_000 } },
      { name: "film", sourceEndBehavior: "LOOP" },
    ]);
    const bindings = { ingestUrls: ["https://a.example/index"], inputIds: { primary: "1", backup: "2", film: "3" }, roleArn: "arn" };
    const dev = encoderPlan(backed, DEV);
    assert.deepEqual(
      (hlsChannelArgs(dev, bindings, MAINTENANCE).inputAttachments as { inputAttachmentName: string; inputId: string }[]).map(
        ({ inputAttachmentName, inputId }) => [inputAttachmentName, inputId],
      ),
      [
        ["primary", "1"],
        ["backup", "2"],
        ["film", "3"],
      ],
    );
    assert.throws(() => hlsChannelArgs(dev, { ...bindings, inputIds: { primary: "1" } }, MAINTENANCE), /attaches input backup/);
  });

  it("[L1] asks for no locking once an HLS input is among them, for it would end", () => {
    assert.equal(encoderPlan(STUDIO, PROD).locking.method, "VIDEO_ALIGNMENT");
    assert.equal(encoderPlan(backed, PROD).locking.method, undefined);
    const embedded = { ...STUDIO, source: { ...STUDIO.source, timecode: "embedded" } as Source };
    assert.equal(encoderPlan({ ...embedded, moreInputs: { backup: HLS } }, PROD).locking.method, undefined);
    // A pulled RTMP source cannot be aligned by its pictures, and does not keep the pushed one from it.
    const pulled: Source = { ...RTMP_PULL, timecode: "none" };
    assert.equal(encoderPlan({ ...STUDIO, source: pulled }, PROD).locking.method, undefined);
    assert.equal(encoderPlan({ ...STUDIO, moreInputs: { backup: pulled } }, PROD).locking.method, "VIDEO_ALIGNMENT");
  });

  it("[L1] promises a seamless switch of regions only if every input carries timecode, and says which does not", () => {
    assert.equal(alignmentOf(ARENA).failover, "seamless");
    assert.equal(alignmentOf({ ...ARENA, moreInputs: { backup: RTMP_PULL } }).failover, "seamless");
    for (const [key, source, why] of [
      ["backup", HLS, /^Input backup is HLS, which ends locking/],
      ["plain", { ...RTMP_PULL, timecode: "none" }, /^Input plain carries no timecode/],
      ["film", DEMO.source, /^Input film is a file/],
    ] as const) {
      const { failover, epochLocked, reason } = alignmentOf({ ...ARENA, moreInputs: { [key]: source } });
      assert.deepEqual([failover, epochLocked], ["visible", false]);
      assert.match(reason, why);
    }
    assert.match(alignmentOf({ ...ARENA, source: HLS }).reason, /^The source is HLS/);
  });

  it("[L2] reads the passwords of its own sources from SSM, and no others", () => {
    const channel = { ...STUDIO, moreInputs: { backup: RTMP_PULL, again: RTMP_PULL } };
    assert.deepEqual(passwordParams(channel), ["/feeds/password"]);
    const scope = { accountId: ACCOUNT, region: "eu-west-1", origin: originNames("prod", STUDIO) };
    const statements = (params: readonly string[]): { Sid?: string; Action: unknown; Resource: unknown }[] =>
      (
        JSON.parse(encoderPolicy({ ...scope, passwordParams: params })) as {
          Statement: { Sid?: string; Action: unknown; Resource: unknown }[];
        }
      ).Statement;
    assert.deepEqual(
      statements(passwordParams(channel)).find(({ Sid }) => Sid === "ReadPasswords"),
      {
        Sid: "ReadPasswords",
        Effect: "Allow",
        Action: ["ssm:GetParameter", "ssm:GetParameters"],
        Resource: [`arn:aws:ssm:eu-west-1:${ACCOUNT}:parameter/feeds/password`],
      },
    );
    assert.equal(
      statements([]).some(({ Sid }) => Sid === "ReadPasswords"),
      false,
    );
  });

  it("[L2] lets MediaLive place interfaces in the two subnets given, and in no others", () => {
    const vpc = { subnetIds: ["subnet-0a", "subnet-0b"], securityGroupIds: ["sg-0a"] };
    const scope = { accountId: ACCOUNT, region: "eu-west-1", origin: originNames("prod", STUDIO), vpc };
    const all = (JSON.parse(encoderPolicy(scope)) as { Statement: { Sid?: string; Resource: unknown; Condition?: unknown }[] }).Statement;
    const arn = (kind: string): string => `arn:aws:ec2:eu-west-1:${ACCOUNT}:${kind}`;
    assert.deepEqual(all.find(({ Sid }) => Sid === "PlaceInterfaces")?.Resource, [
      arn("subnet/subnet-0a"),
      arn("subnet/subnet-0b"),
      arn("security-group/sg-0a"),
      arn("network-interface/*"),
    ]);
    assert.deepEqual(all.find(({ Sid }) => Sid === "KeepInterfaces")?.Condition, {
      ArnEquals: { "ec2:Subnet": [arn("subnet/subnet-0a"), arn("subnet/subnet-0b")] },
    });
  });
});

describe("the address of a pull source", () => {
  const of = (text: string, scheme: "rtmp" | "https" = "https"): string | undefined => pullUrlProblem(text, scheme)?.what;
  const ipv4 = fc.tuple(...Array.from({ length: 4 }, () => fc.integer({ min: 0, max: 255 }))).map((octets) => octets.join("."));

  it("[L1] is a public https playlist, or RTMP with port 1935, application and instance", () => {
    for (const good of ["https://feed.broadcaster.tv/a/b.m3u8", "https://203.0.113.9:8443/live.m3u8", "https://feed.tv./x.m3u8"])
      assert.equal(of(good), undefined, good);
    for (const good of ["rtmp://feed.broadcaster.tv:1935/live/one", "rtmp://203.0.113.9:1935/live/show/one"])
      assert.equal(of(good, "rtmp"), undefined, good);
    assert.match(of("https://user:secret@feed.tv/a.m3u8") ?? "", /holds a login/);
    assert.match(of("https://feed.tv/a.m3u8#t") ?? "", /query or a fragment/);
    assert.match(of("https://feed.tv/a\n.m3u8") ?? "", /blank/);
    assert.match(of("https://0x7f.1/a.m3u8") ?? "", /private network/);
    assert.match(of("rtmp://0x7f.1:1935/live/one", "rtmp") ?? "", /no public host name/);
  });

  it("[L1] is never in a network that the public internet does not carry", () => {
    const closed = new BlockList();
    for (const [network, prefix] of [
      ["0.0.0.0", 8],
      ["10.0.0.0", 8],
      ["100.64.0.0", 10],
      ["127.0.0.0", 8],
      ["169.254.0.0", 16],
      ["172.16.0.0", 12],
      ["192.0.0.0", 24],
      ["192.168.0.0", 16],
      ["198.18.0.0", 15],
      ["224.0.0.0", 3],
    ] as const)
      closed.addSubnet(network, prefix);
    fc.assert(
      fc.property(ipv4, (address) => {
        const refused = /private network/.test(of(`rtmp://${address}:1935/live/one`, "rtmp") ?? "");
        assert.equal(refused, closed.check(address), address);
      }),
      { numRuns: 2000 },
    );
  });

  it("[L1] is never part of what is said of it, whatever it is", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ minLength: 6 }), fc.webUrl({ withQueryParameters: true })),
        fc.constantFrom("rtmp", "https"),
        (text, scheme) => {
          const problem = pullUrlProblem(text, scheme);
          if (problem === undefined) return;
          assert.equal(`${problem.what} ${problem.remedy}`.includes(text), false);
        },
      ),
    );
  });
});
