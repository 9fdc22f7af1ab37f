import assert from "node:assert/strict";
import fc from "fast-check";
import { activeInput, parseCmsd, servedFrom } from "../../player/cmsd.ts";
import { fault, faultOf, isInterruption, isRefusal, type FaultCode, type RawError } from "../../player/faults.ts";
import { addressOf, formatOf, FORMATS, mimeTypeOf } from "../../player/formats.ts";
import { actionOf } from "../../player/keys.ts";
import { languageName, renditionLabel, trackLabel } from "../../player/labels.ts";
import { nextStep, playlistPeriod, requestRetries, transferMs } from "../../player/retry.ts";
import { originOf, readSignedQuery, withSignature } from "../../player/signedQuery.ts";
import { bitrate, duration, signedDuration, spokenDuration, timeOfDay } from "../../player/times.ts";

const CMSD = 'ot=v,sf=h,st=l,d=4000,br=5000,n="MediaPackage:eu-west-1:onair-prod-main:arena:live",su';

describe("serving region from the headers of a segment", () => {
  it("[E8] reads MediaPackage's name of the endpoint and the active input", () => {
    const headers = { "cmsd-static": CMSD, "x-amzn-mediapackage-active-input": "2" };
    assert.deepEqual(servedFrom(headers), { region: "eu-west-1", channelGroup: "onair-prod-main", channel: "arena", endpoint: "live" });
    assert.equal(activeInput(headers), 2);
  });

  it("[E8] reads numbers, tokens, flags and quoted texts with commas and quotes in them", () => {
    const read = parseCmsd('a=1.5, b=tok, c, d="x,y=\\"z\\"", e=?0;p=1, f=-3');
    assert.deepEqual(
      [...read],
      [
        ["a", 1.5],
        ["b", "tok"],
        ["c", true],
        ["d", 'x,y="z"'],
        ["e", false],
        ["f", -3],
      ],
    );
  });

  it("[E8] takes nothing for a region that MediaPackage did not say", () => {
    for (const header of [
      "",
      "n=MediaPackage",
      'n="Other:eu-west-1:g:c:e"',
      'n="MediaPackage:eu-west-1"',
      'n="MediaPackage:::c:e"',
      'n="MediaPackage:a:b:c:d:e"',
    ]) {
      assert.equal(servedFrom({ "cmsd-static": header }), undefined, header);
    }
    assert.equal(servedFrom({}), undefined);
    for (const input of ["", "0", "3", "one"]) assert.equal(activeInput({ "x-amzn-mediapackage-active-input": input }), undefined);
  });

  it("[E8] no header makes the reader fail", () => {
    fc.assert(fc.property(fc.string(), (header) => void servedFrom({ "cmsd-static": header })));
  });
});

const anyWord = fc.string({ unit: fc.constantFrom("a", "b", "z", "0", "9", "-", "_", "~", "."), minLength: 1, maxLength: 12 });

const anyAddress = fc
  .record({
    scheme: fc.constantFrom("http", "https"),
    host: fc.constantFrom("watch.example.com", "watch.example.com:8443", "cdn.example", "127.0.0.1:8080", "watch.example.co"),
    path: fc.array(anyWord, { maxLength: 4 }),
    query: fc.option(fc.array(fc.tuple(anyWord, anyWord), { minLength: 1, maxLength: 3 })),
  })
  .map(({ scheme, host, path, query }) => {
    const asked = query === null ? "" : `?${query.map((pair) => pair.join("=")).join("&")}`;
    return `${scheme}://${host}/${path.join("/")}${asked}`;
  });

describe("signed query", () => {
  const QUERY = "Policy=eyJ_-~&Signature=AbC~d-e_f&Key-Pair-Id=K2JCJMDEHXQW5F";
  const ORIGIN = "https://watch.example.com";

  it("[E8] is taken from a fragment or query, without what does not belong to it", () => {
    assert.equal(readSignedQuery(`#${QUERY}&utm=1&src=https://evil.example`), QUERY);
    assert.equal(readSignedQuery(`?channel=arena&${QUERY}`), QUERY);
    assert.equal(readSignedQuery("Expires=1795291200&Signature=a&Key-Pair-Id=K"), "Expires=1795291200&Signature=a&Key-Pair-Id=K");
  });

  it("[E8] is none where a part is missing or is not CloudFront's alphabet", () => {
    for (const text of [
      null,
      undefined,
      "",
      "#",
      "#Policy=a",
      "#Policy=a&Signature=b",
      "#Signature=b&Key-Pair-Id=K",
      "#Policy=a&Signature=b c&Key-Pair-Id=K",
      "#Policy=a&Signature=<b>&Key-Pair-Id=K",
    ]) {
      assert.equal(readSignedQuery(text), undefined, String(text));
    }
  });

  it("[E8] is appended letter for letter, after what the address has already, and once only", () => {
    const once = withSignature(`${ORIGIN}/out/v1/a.m3u8?_HLS_msn=7&_HLS_part=1`, QUERY, ORIGIN);
    assert.equal(once, `${ORIGIN}/out/v1/a.m3u8?_HLS_msn=7&_HLS_part=1&${QUERY}`);
    assert.equal(withSignature(once, QUERY, ORIGIN), once);
    assert.equal(withSignature(`${ORIGIN}/s.mp4#t=1`, QUERY, ORIGIN), `${ORIGIN}/s.mp4?${QUERY}#t=1`);
  });

  it("[E8] never goes to another host, port or scheme", () => {
    const elsewhere = [
      "https://evil.example/a",
      "https://watch.example.com:8443/a",
      "http://watch.example.com/a",
      "https://watch.example.com.evil.example/a",
      "https://watch.example.com@evil.example/a",
      "data:,a",
      "//watch.example.com/a",
      "a.mp4",
    ];
    for (const uri of elsewhere) assert.equal(withSignature(uri, QUERY, ORIGIN), uri);
    fc.assert(
      fc.property(anyAddress, (uri) => {
        fc.pre(originOf(uri) !== ORIGIN);
        assert.ok(!withSignature(uri, QUERY, ORIGIN).includes("Signature="));
      }),
    );
  });

  it("[E8] without one, addresses stay as they are", () => {
    fc.assert(fc.property(anyAddress, (uri) => assert.equal(withSignature(uri, undefined, originOf(uri) ?? ""), uri)));
  });
});

describe("what a fault means", () => {
  const http = (status: number, body = ""): RawError => ({ category: 1, code: 1001, status, body });
  const KEY =
    '<?xml version="1.0"?><Error><Code>MissingKey</Code><Message>Missing Key-Pair-Id query parameter or cookie value</Message></Error>';
  const COUNTRY = "<HTML><H1>403 ERROR</H1>The Amazon CloudFront distribution is configured to block access from your country.</HTML>";

  const CASES: readonly (readonly [string, RawError, FaultCode])[] = [
    ["a missing signature", http(403, KEY), "signed-out"],
    ["a revoked session, without a body", http(403), "signed-out"],
    ["401", http(401), "signed-out"],
    ["a country that is not allowed", http(403, COUNTRY), "not-in-your-country"],
    ["404", http(404), "not-on-air"],
    ["503", http(503), "network"],
    ["504", http(504), "network"],
    ["no connection", { category: 1, code: 1002 }, "network"],
    ["a time-out", { category: 1, code: 1003 }, "network"],
    ["a broken playlist", { category: 4, code: 4015 }, "media"],
    ["a decoder that failed", { category: 3, code: 3016 }, "media"],
    ["no rendition the browser can play", { category: 4, code: 4032 }, "unsupported"],
    ["a licence refused", { category: 6, code: 6007, status: 403 }, "drm"],
    ["no key system", { category: 6, code: 6001 }, "unsupported"],
  ];
  for (const [what, error, code] of CASES) {
    it(`[E8] ${what}: ${code}`, () => {
      const found = faultOf(error);
      assert.equal(found.code, code);
      assert.ok(found.title.length > 0 && found.advice.length > 0);
    });
  }

  it("[E8] the detail names code, status and CloudFront's reason, and nothing else of the body", () => {
    assert.equal(faultOf(http(403, KEY)).detail, "shaka 1001, HTTP 403 MissingKey");
    assert.ok(!faultOf(http(403, "<Code>A</Code><x>secret</x>")).detail.includes("secret"));
  });

  it("[E8] loads that the player ended itself are no faults; only 401 and 403 are refusals", () => {
    assert.deepEqual(
      [7000, 7001, 1001, 3016].map((code) => isInterruption({ code })),
      [true, true, false, false],
    );
    assert.deepEqual([401, 403, 404, 503, undefined].map(isRefusal), [true, true, false, false, false]);
  });

  it("[E8] every fault has words", () => {
    assert.ok(fault("timeline", "").title.includes("region"));
  });
});

describe("patience", () => {
  const anyRandom = fc.double({ min: 0, max: 0.999999, noNaN: true });

  it("[E8] a lost connection is tried again for ever, ever more slowly, within half a minute and a quarter", () => {
    fc.assert(
      fc.property(fc.nat(1000), anyRandom, (attempt, random) => {
        for (const code of ["network", "not-on-air", "timeline"] as const) {
          const step = nextStep(code, attempt, random);
          assert.ok(step.kind === "reload" && step.afterSeconds >= 0 && step.afterSeconds <= 37.5);
        }
      }),
    );
    const waits = [0, 1, 2, 3, 4, 5, 6].map((attempt) => nextStep("network", attempt, 0.5));
    assert.deepEqual(
      waits.map((step) => (step.kind === "reload" ? step.afterSeconds : -1)),
      [0.5, 1, 2, 4, 8, 15, 30],
    );
  });

  it("[E8] viewers that lost the same thing at once do not come back at once", () => {
    assert.notDeepEqual(nextStep("network", 3, 0.1), nextStep("network", 3, 0.9));
  });

  it("[E8] another timeline is loaded at once; one that goes back and forth, not", () => {
    assert.deepEqual(nextStep("timeline", 0, 0.9), { kind: "reload", afterSeconds: 0 });
    const again = nextStep("timeline", 3, 0.5);
    assert.ok(again.kind === "reload" && again.afterSeconds >= 2);
  });

  it("[E8] what asking again does not change waits for the viewer; a picture that cannot be shown is given up after some tries", () => {
    for (const code of ["signed-out", "not-in-your-country", "drm", "unsupported", "settings"] as const) {
      assert.deepEqual(nextStep(code, 0, 0.5), { kind: "stop" });
    }
    assert.equal(nextStep("media", 0, 0.5).kind, "reload");
    assert.equal(nextStep("media", 10, 0.5).kind, "stop");
  });

  it("[E8] a request outlasts the edge's turn to the other region, and a body that hangs is left after a segment", () => {
    for (const segmentSeconds of [1, 2, 4, 6, 10]) {
      for (const lowLatency of [true, false]) {
        const { connectionTimeout, stallTimeout, maxAttempts } = requestRetries(segmentSeconds, lowLatency);
        const edgeReads = segmentSeconds * 1000 + 1000;
        assert.ok(connectionTimeout > edgeReads && connectionTimeout <= edgeReads + 5000);
        assert.ok(stallTimeout >= 2000 && stallTimeout <= Math.max(2000, segmentSeconds * 1000));
        assert.ok(maxAttempts > 1);
      }
    }
  });

  it("[E8] playlists are asked for sooner only while there is little ahead", () => {
    assert.deepEqual(
      [0, 3, 7.9, 8, 12].map((ahead) => playlistPeriod(4, ahead)),
      [2, 2, 2, undefined, undefined],
    );
  });

  it("[E8] the wait while the edge turns is no part of the line's speed, a slow line is", () => {
    assert.equal(transferMs(4300, true, 4000), 300);
    assert.equal(transferMs(4000, true, 4000), 5);
    assert.equal(transferMs(300, true, 60), 300);
    assert.equal(transferMs(4300, false, 4000), 4300);
    assert.equal(transferMs(4300, true, null), 4300);
  });
});

describe("formats, keys and words", () => {
  it("[E8] the format is what was asked for, else what the name says", () => {
    assert.equal(formatOf("/a/manifest.mpd"), "dash");
    assert.equal(formatOf("/a/manifest.MPD?x=.m3u8"), "dash");
    assert.equal(formatOf("/a/index.m3u8?x=.mpd"), "hls");
    assert.equal(formatOf("/a/index.m3u8", "ll-hls"), "ll-hls");
    assert.equal(formatOf("/a/index.m3u8", "nonsense"), "hls");
    for (const format of FORMATS) assert.ok(mimeTypeOf(format).includes("/"));
  });

  it("[E8] a src is read in the address of its page, and what is no address is told apart", () => {
    const page = "https://watch.example.com/player/index.html?channel=a";
    assert.equal(addressOf("/out/v1/a/b.m3u8", page), "https://watch.example.com/out/v1/a/b.m3u8");
    assert.equal(addressOf("https://other.example/a.mpd", page), "https://other.example/a.mpd");
    for (const src of ["https://", "http://a b/x.m3u8", "//[1/x"]) assert.equal(addressOf(src, page), undefined, src);
  });

  it("[E8] keys act, but for the browser's shortcuts and what the focused control does itself", () => {
    assert.equal(actionOf({ key: "k" }, "other"), "toggle");
    assert.equal(actionOf({ key: "L" }, "button"), "live");
    assert.equal(actionOf({ key: " " }, "other"), "toggle");
    assert.equal(actionOf({ key: " " }, "button"), undefined);
    assert.equal(actionOf({ key: "ArrowLeft" }, "slider"), undefined);
    assert.equal(actionOf({ key: "m" }, "slider"), "mute");
    assert.equal(actionOf({ key: "m" }, "menu"), undefined);
    for (const modifier of ["ctrlKey", "altKey", "metaKey"]) assert.equal(actionOf({ key: "f", [modifier]: true }, "other"), undefined);
    for (const key of ["toString", "constructor", "Tab", "Enter"]) assert.equal(actionOf({ key }, "other"), undefined, key);
  });

  it("[E8] times read as people say them", () => {
    assert.deepEqual([0, 8.24, 9.96, 75, 185, 3600, 3720].map(duration), [
      "0.0 s",
      "8.2 s",
      "10 s",
      "75 s",
      "3 min 5 s",
      "1 h",
      "1 h 2 min",
    ]);
    assert.deepEqual([1, 8.2, 60, 65, 3660].map(spokenDuration), [
      "1 second",
      "8 seconds",
      "1 minute",
      "1 minute 5 seconds",
      "1 hour 1 minute",
    ]);
    assert.deepEqual([7.24, -3].map(signedDuration), ["+7.2 s", "\u22123.0 s"]);
    assert.deepEqual([640_000, 999_600, 4_250_000].map(bitrate), ["640 kb/s", "1.0 Mb/s", "4.3 Mb/s"]);
    assert.equal(timeOfDay(Date.UTC(2026, 10, 21, 20, 15, 33), "UTC"), "20:15:33");
  });

  it("[E8] menus name tracks by title and language, and renditions by height, with the rate only where it decides", () => {
    assert.equal(languageName("es"), "Spanish");
    assert.equal(languageName("not a code!"), "not a code!");
    assert.equal(trackLabel({ language: "en", title: "English CC" }), "English CC");
    assert.equal(trackLabel({ language: "es", title: "Director" }), "Spanish, Director");
    assert.equal(trackLabel({ language: "es" }), "Spanish");
    const ladder = [
      { height: 1080, bandwidth: 8e6 },
      { height: 720, bandwidth: 4e6 },
      { height: 720, bandwidth: 2e6 },
    ];
    assert.deepEqual(
      ladder.map((rung) => renditionLabel(rung, ladder)),
      ["1080p", "720p, 4.0 Mb/s", "720p, 2.0 Mb/s"],
    );
  });
});
