import assert from "node:assert/strict";
import fc from "fast-check";
import { drmConfiguration, readDrm } from "../../player/drm.ts";
import { formatsOf, manifestOf, readChannels } from "../../player/index.ts";

const ARENA = {
  name: "arena",
  title: "Arena",
  failover: "seamless",
  regions: ["us-east-1", "eu-west-1"],
  segmentSeconds: 4,
  playback: {
    hls: "/out/v1/g/arena/live/index.m3u8",
    lowLatencyHls: "/out/v1/g/arena/live/ll.m3u8",
    dash: "/out/v1/g/arena/live/manifest.mpd",
  },
};

function withChannel(channel: unknown): unknown {
  return { version: 1, environment: "prod", channels: [channel] };
}

describe("channels.json", () => {
  it("[E8] is read as it was written", () => {
    assert.deepEqual(readChannels(withChannel(ARENA)), { environment: "prod", channels: [ARENA], problems: [] });
  });

  it("[E8] what is more than this player knows is left alone", () => {
    const read = readChannels({ ...(withChannel({ ...ARENA, later: 1 }) as object), more: true });
    assert.deepEqual(read.channels, [ARENA]);
  });

  const BROKEN: readonly (readonly [string, unknown, RegExp])[] = [
    ["nothing", undefined, /not an object/],
    ["a list", [], /not an object/],
    ["another version", { version: 2, channels: [] }, /version 2/],
    ["no channels", { version: 1 }, /no list of channels/],
    ["a channel that is none", withChannel(7), /channels\[0\]: not an object/],
    ["no name", withChannel({ ...ARENA, name: "" }), /no name/],
    ["no playback", withChannel({ ...ARENA, playback: undefined }), /arena: no playback/],
    ["no HLS", withChannel({ ...ARENA, playback: { dash: "/a.mpd" } }), /no path of hls/],
    ["another host", withChannel({ ...ARENA, playback: { hls: "https://evil.example/a.m3u8" } }), /single slash/],
    ["another host without scheme", withChannel({ ...ARENA, playback: { hls: "//evil.example/a.m3u8" } }), /single slash/],
    [
      "another host by a backslash",
      withChannel({ ...ARENA, playback: { ...ARENA.playback, dash: "/\\evil.example/a.mpd" } }),
      /of dash must begin/,
    ],
    ["a script for a path", withChannel({ ...ARENA, playback: { hls: "javascript:alert(1)" } }), /single slash/],
    [
      "licences without https",
      withChannel({ ...ARENA, drm: { widevine: { licenseUrl: "http://l.example" } } }),
      /licenseUrl must be an https address/,
    ],
  ];
  for (const [what, value, problem] of BROKEN) {
    it(`[E8] ${what}: said in words, and nothing of it is played`, () => {
      const { channels, problems } = readChannels(value);
      assert.deepEqual(channels, []);
      assert.match(problems.join("\n"), problem);
    });
  }

  it("[E8] a broken channel does not take the others along, and a name stands once", () => {
    const read = readChannels({ version: 1, environment: "prod", channels: [{ name: "broken" }, ARENA, { ...ARENA, title: "Twin" }] });
    assert.deepEqual(read.channels, [ARENA]);
    assert.equal(read.problems.length, 2);
  });

  it("[E8] what is missing beside the addresses has a careful value", () => {
    const [channel] = readChannels(
      withChannel({ name: "a", playback: { hls: "/a.m3u8" }, segmentSeconds: -1, failover: "maybe" }),
    ).channels;
    assert.deepEqual(channel, { name: "a", title: "a", failover: "visible", regions: [], segmentSeconds: 4, playback: { hls: "/a.m3u8" } });
  });

  it("[E8] no JSON makes the reader fail", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (whole, part) => {
        readChannels(whole);
        readChannels(withChannel(part));
        readChannels(withChannel({ ...ARENA, playback: part, drm: whole }));
      }),
    );
  });

  it("[E8] formats a channel has, and plain HLS for one it has not", () => {
    const [arena] = readChannels(withChannel(ARENA)).channels;
    const [plain] = readChannels(withChannel({ ...ARENA, playback: { hls: "/a.m3u8" } })).channels;
    assert.ok(arena !== undefined && plain !== undefined);
    assert.deepEqual(formatsOf(arena), ["hls", "ll-hls", "dash"]);
    assert.deepEqual(formatsOf(plain), ["hls"]);
    assert.deepEqual(manifestOf(arena, "dash"), { format: "dash", path: ARENA.playback.dash });
    assert.deepEqual(manifestOf(plain, "dash"), { format: "hls", path: "/a.m3u8" });
  });
});

describe("licence servers", () => {
  it("[E8] go to the player under the key systems' own names", () => {
    const read = readDrm({
      widevine: { licenseUrl: "https://l.example/wv", headers: { "x-tenant": "onair" } },
      fairplay: { licenseUrl: "/licence/fps", certificateUrl: "/licence/fps.cer" },
    });
    assert.ok("settings" in read);
    assert.deepEqual(drmConfiguration(read.settings), {
      servers: { "com.widevine.alpha": "https://l.example/wv", "com.apple.fps": "/licence/fps" },
      advanced: {
        "com.widevine.alpha": { headers: { "x-tenant": "onair" }, serverCertificateUri: "" },
        "com.apple.fps": { headers: {}, serverCertificateUri: "/licence/fps.cer" },
      },
    });
    assert.deepEqual(drmConfiguration(undefined), { servers: {}, advanced: {} });
  });

  for (const [what, value, problem] of [
    ["no object", "x", /must be an object/],
    ["an unknown system", { clearkey: {} }, /drm.clearkey is not known/],
    ["no address", { widevine: {} }, /drm.widevine.licenseUrl/],
    ["headers that are no texts", { widevine: { licenseUrl: "/l", headers: { a: 1 } } }, /drm.widevine.headers/],
    ["FairPlay without a certificate", { fairplay: { licenseUrl: "/l" } }, /certificateUrl is missing/],
  ] as const) {
    it(`[E8] ${what}: refused in words`, () => {
      const read = readDrm(value);
      assert.ok("problem" in read);
      assert.match(read.problem, problem);
    });
  }
});
