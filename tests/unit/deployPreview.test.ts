import assert from "node:assert/strict";
import { lockOf } from "../../cli/deploy/engine.ts";
import { mayRun, STALE_MS } from "../../cli/deploy/lease.ts";
import { changeOf, channelsRemoved, channelsToStop, readPreview, type Preview } from "../../cli/deploy/preview.ts";
import { otherErrors, refusalsOf, RUNBOOK } from "../../cli/deploy/refusals.ts";
import { changedRenditions } from "../../cli/deploy/renditions.ts";
import { routeAsked } from "../../functions/viewer-request/index.ts";

const CHANNEL = "onair:encode:EncodeRegion$onair:encode:Channel";
const urn = (type: string, name: string): string => `urn:pulumi:prod-us-east-1::onair::${CHANNEL}$${type}::${name}`;
const STACK = "aws:cloudformation/stack:Stack";

interface Given {
  readonly op: string;
  readonly type: string;
  readonly name?: string;
  readonly owner?: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly reasons?: readonly string[];
}

/** What `pulumi preview --json` prints. */
function preview(steps: readonly Given[], diagnostics: readonly unknown[] = []): Preview {
  const parent = (owner: string): string => `urn:pulumi:prod-us-east-1::onair::${CHANNEL}::${owner}`;
  return readPreview(
    JSON.stringify({
      steps: steps.map(({ op, type, name = "arena", owner = "arena", before, after, reasons }) => ({
        op,
        urn: urn(type, name),
        ...(reasons === undefined ? {} : { replaceReasons: reasons }),
        oldState: { parent: parent(owner), inputs: before },
        newState: { parent: parent(owner), inputs: after },
      })),
      diagnostics,
    }),
  );
}

const template = (properties: Record<string, unknown>): { templateBody: string } => ({
  templateBody: JSON.stringify({ Resources: { Channel: { Type: "AWS::MediaLive::Channel", Properties: properties } } }),
});

const video = (Name: string, Height: number): Record<string, unknown> => ({
  Name,
  Height,
  CodecSettings: { H264Settings: { Bitrate: 1 } },
});

describe("what onair deploy reads of a preview", () => {
  it("[O5] knows the channels that must be idle: their own resource changes, or an input of theirs", () => {
    const found = preview([
      { op: "update", type: STACK, name: "arena" },
      { op: "update", type: "aws:medialive/input:Input", name: "studio-backup", owner: "studio" },
      { op: "update", type: "aws:cloudwatch/metricAlarm:MetricAlarm", name: "demo-feed", owner: "demo" },
      { op: "create", type: STACK, name: "extra", owner: "extra" },
      { op: "same", type: STACK, name: "quiet", owner: "quiet" },
      { op: "update", type: STACK, name: "contest-input", owner: "contest" },
    ]);
    assert.deepEqual([...channelsToStop(found)].sort(), ["arena", "contest", "studio"]);
    assert.equal(changeOf(found), "add");
  });

  it("[O5] tells what only takes away from what adds", () => {
    const deleted: Given = { op: "delete", type: STACK };
    const list: Given = { op: "update", type: "aws:cloudwatch/dashboard:Dashboard", name: "all" };
    assert.equal(changeOf(preview([])), "none");
    assert.equal(changeOf(preview([deleted, list])), "remove");
    assert.equal(changeOf(preview([list])), "add");
    assert.equal(changeOf(preview([deleted, { op: "create", type: "aws:sns/topic:Topic" }])), "add");
    assert.deepEqual([...channelsRemoved(preview([deleted]))], ["arena"]);
  });

  const replacements: readonly [string, string][] = [
    [STACK, "the MediaLive channel"],
    ["aws:medialive/input:Input", "the input"],
    ["aws-native:mediapackagev2:Channel", "the MediaPackage channel"],
    ["aws-native:mediapackagev2:ChannelGroup", "the MediaPackage channel group"],
    ["aws-native:cloudfront:Distribution", "the distribution"],
    ["aws:cloudfront/distribution:Distribution", "the distribution"],
    ["aws:kms/key:Key", "the key"],
    ["aws:route53/zone:Zone", "the zone"],
  ];
  for (const [type, what] of replacements)
    it(`[O5] refuses the replacement of ${type}, by name and with the runbook`, () => {
      const [reason, ...more] = refusalsOf("prod-us-east-1", preview([{ op: "replace", type, reasons: ["type"] }]));
      assert.deepEqual(more, []);
      assert.ok(reason?.startsWith(`prod-us-east-1: AWS would answer with a replacement of ${what}`), reason);
      assert.match(reason ?? "", new RegExp(`\\(${type} arena\\) because of type; see ${RUNBOOK}`));
    });

  it("[O5] lets replaced what nobody misses", () => {
    assert.deepEqual(refusalsOf("prod-us-east-1", preview([{ op: "replace", type: "aws:cloudwatch/metricAlarm:MetricAlarm" }])), []);
    assert.deepEqual(refusalsOf("prod-us-east-1", preview([{ op: "create-replacement", type: STACK }])), []);
  });

  it("[O5] reads what protection refuses, and no trace is left of it among other errors", () => {
    const input = urn("aws:medialive/input:Input", "arena");
    const found = preview(
      [],
      [
        {
          severity: "error",
          urn: input,
          message: `error: unable to replace resource "${input}"\nas it is currently marked for protection.`,
        },
        {
          severity: "error",
          urn: urn(STACK, "demo"),
          message: `Preview failed: resource "${urn(STACK, "demo")}" cannot be deleted\nbecause it is protected.`,
        },
        { severity: "error", urn: urn(STACK, "demo"), message: "ValidationError: no" },
        { severity: "warning", message: "never mind" },
        { severity: "error", message: "error: preview failed\n" },
      ],
    );
    const reasons = refusalsOf("prod-us-east-1", found).join("\n");
    assert.match(reasons, /replacement of the input, and the addresses that encoders send to/);
    assert.match(reasons, /Stack demo is protected and would be deleted; .*pulumi state unprotect 'urn:.*::demo' --stack prod-us-east-1/);
    assert.deepEqual(otherErrors(found), [`${STACK} demo: ValidationError: no`]);
  });

  for (const [property, was, is] of [
    ["Vpc", undefined, { SubnetIds: ["subnet-1"] }],
    ["ChannelClass", "STANDARD", "SINGLE_PIPELINE"],
    ["Name", "onair-prod-arena", "onair-prod-other"],
  ] as const)
    it(`[O5] refuses a changed ${property} inside a channel's template, which the stack itself only calls an update`, () => {
      const step: Given = { op: "update", type: STACK, before: template({ [property]: was }), after: template({ [property]: is }) };
      assert.match(
        refusalsOf("prod-us-east-1", preview([step])).join(),
        /channel arena would change its (VPC|class|name).*see docs\/runbooks\.md#/,
      );
      const same: Given = {
        op: "update",
        type: STACK,
        before: template({ [property]: is }),
        after: template({ [property]: is, LogLevel: "INFO" }),
      };
      assert.deepEqual(refusalsOf("prod-us-east-1", preview([same])), []);
    });

  it("[O5] refuses another type of an input inside its template", () => {
    const input = (Type: string): { templateBody: string } => ({
      templateBody: JSON.stringify({ Resources: { Input: { Type: "AWS::MediaLive::Input", Properties: { Type } } } }),
    });
    const step: Given = { op: "update", type: STACK, name: "arena--srt", before: input("SRT_LISTENER"), after: input("SRT_CALLER") };
    assert.match(refusalsOf("prod-us-east-1", preview([step])).join(), /input arena--srt would change its Type, .*new addresses; see docs/);
    assert.deepEqual(refusalsOf("prod-us-east-1", preview([{ ...step, after: input("SRT_LISTENER") }])), []);
  });

  it("[E3] announces a changed rendition set, and no change inside a rendition", () => {
    const settings = (...videos: Record<string, unknown>[]): { templateBody: string } =>
      template({ EncoderSettings: { VideoDescriptions: videos } });
    const change = (before: unknown, after: unknown): string[] =>
      changedRenditions(preview([{ op: "update", type: STACK, before, after }]));
    const two = settings(video("720p", 720), video("360p", 360));
    assert.deepEqual(change(two, settings(video("720p", 720))), ["arena"]);
    assert.deepEqual(change(two, settings(video("720p", 720), video("360p", 396))), ["arena"]);
    assert.deepEqual(change(two, settings(video("360p", 360), video("720p", 720))), [], "the order is none");
    const faster = { ...video("720p", 720), CodecSettings: { H264Settings: { Bitrate: 2 } } };
    assert.deepEqual(change(two, settings(faster, video("360p", 360))), []);
    const typed = (...names: string[]): unknown => ({ encoderSettings: { videoDescriptions: names.map((name) => ({ name, height: 1 })) } });
    assert.deepEqual(
      changedRenditions(preview([{ op: "update", type: "aws:medialive/channel:Channel", before: typed("a"), after: typed("a", "b") }])),
      ["arena"],
    );
  });

  it("[O5] tells a lock of a dead process of this machine from any other", () => {
    const locked = (host: string, pid: number): string =>
      `error: the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end or delete the lock file with \`pulumi cancel\`.\n  file:///x.json: created by ann@${host} (pid ${pid}) at 2026-11-21T10:00:00Z`;
    const alive = (pid: number): boolean => pid === 7;
    const booted = Date.parse("2026-11-21T09:00:00Z");
    assert.equal(lockOf("Resources:\n 3 unchanged", "here", alive), undefined);
    assert.deepEqual(lockOf(locked("here", 6), "here", alive), { holder: "ann@here (process 6)", dead: true });
    assert.equal(lockOf(locked("here", 7), "here", alive, booted)?.dead, false);
    assert.equal(lockOf(locked("here", 7), "here", alive, booted + 7_200_000)?.dead, true, "its number was given anew since the boot");
    assert.equal(lockOf(locked("here", process.pid), "here", () => true, booted)?.dead, true, "its number is this process's");
    assert.equal(lockOf(locked("elsewhere", 6), "here", alive)?.dead, false);
    assert.equal(lockOf("error: [409] Conflict: Another update is currently in progress.", "here", alive)?.dead, false);
  });

  it("[O5] holds a lease of a live process, and of another machine until it is old", () => {
    const at = "2026-11-21T10:00:00.000Z";
    const holder = (host: string, pid: number, boot = "b"): Parameters<typeof mayRun>[0] => ({ id: "a", host, boot, pid, at });
    const here = { host: "here", boot: "b", pid: 8 };
    const now = Date.parse(at);
    const alive = (pid: number): boolean => pid === 7;
    assert.equal(mayRun(holder("here", 7), now + STALE_MS - 1, here, alive), true);
    assert.equal(mayRun(holder("here", 7), now + STALE_MS, here, alive), false, "stale");
    assert.equal(mayRun(holder("here", 6), now, here, alive), false);
    assert.equal(
      mayRun(holder("here", 8), now, here, () => true),
      false,
      "this run's own number, given anew",
    );
    assert.equal(mayRun(holder("here", 6, "other"), now, here, alive), true, "another machine of that name");
    assert.equal(mayRun(holder("elsewhere", 6), now + STALE_MS - 1, here, alive), true);
    assert.equal(mayRun(holder("elsewhere", 6), now + STALE_MS, here, alive), false);
  });

  it("[E3] reads a route as the viewer-request function does: what it cannot read asks for nothing", () => {
    assert.deepEqual(routeAsked('{"leave":"us-east-1","plain":true}'), { leave: "us-east-1", plain: true });
    for (const text of ["", "[]", "null", '{"leave":1,"plain":"yes"}', "{"]) assert.deepEqual(routeAsked(text), {});
  });
});
