import assert from "node:assert/strict";
import { dashOf } from "../support/dashRules.ts";
import { mediaOf, playlistFaults, wholeSegments } from "../support/hlsRules.ts";
import { Origin, ORIGIN_NOW as NOW, ORIGIN_NUMBER as NUMBER } from "../support/originHarness.ts";

const PLAYLIST = "index_v1-1080p.m3u8";
const SEGMENT = `segment_v1-1080p_${String(NUMBER - 1)}.mp4`;

describe("manifest filters of a rehearsed origin", () => {
  const origin = new Origin();
  const variants = async (filter: string): Promise<string[]> =>
    (await origin.text(`index.m3u8?aws.manifestfilter=${filter}`)).split("\n").filter((line) => line.startsWith("index_"));

  it("[L7] leave the pictures of a height or a bitrate, by ranges and single numbers", async () => {
    assert.deepEqual(await variants("video_height:1-200"), ["index_v2-540p.m3u8"]);
    assert.deepEqual(await variants("video_height%3A136%2C200-300"), [PLAYLIST, "index_v2-540p.m3u8"]);
    assert.deepEqual(await variants("VIDEO_BITRATE:500000-900000"), [PLAYLIST]);
    assert.deepEqual(await variants("video_framerate:23.976-30;video_codec:h264"), [PLAYLIST, "index_v2-540p.m3u8"]);
  });

  it("[L7] leave the sound of a language; an unknown language leaves none", async () => {
    const spoken = await origin.text("index.m3u8?aws.manifestfilter=audio_language:DEU");
    assert.ok(spoken.includes("index_a2-deu.m3u8") && !spoken.includes("index_a1-eng.m3u8"));
    assert.ok(!(await origin.text("index.m3u8?aws.manifestfilter=audio_language:dahlia")).includes("TYPE=AUDIO"));
    const dash = dashOf(await origin.text("manifest.mpd?aws.manifestfilter=audio_language:eng;video_height:1-200"));
    assert.deepEqual(
      dash.representations.map(({ id }) => id),
      ["v2-540p", "a1-eng", "c1-eng"],
    );
  });

  const malformed = [
    "donut_type:rhododendron",
    "video_height:300-0",
    "video_bitrate:0-2147483648",
    "audio_sample_rate:is:0-44100",
    "video_height",
    "video_codec:mpeg2",
    "video_height:1-2;video_height:3-4",
    `audio_language:${"a".repeat(1024)}`,
    "video_height:1-2&aws.manifestfilter=video_height:1-2",
    "audio_language:none;video_height:1-2;subtitle_language:none",
  ];
  for (const filter of malformed) {
    it(`[L7] are refused: ${filter.slice(0, 40)}`, async () => {
      assert.equal(await origin.status(`index.m3u8?aws.manifestfilter=${filter}`), 400);
    });
  }

  it("[L7] are refused on media playlists and segments", async () => {
    for (const file of [PLAYLIST, SEGMENT]) assert.equal(await origin.status(`${file}?aws.manifestfilter=video_height:1-300`), 400);
  });
});

describe("time-shifted viewing at a rehearsed origin", () => {
  const endpoint = { startoverSeconds: 600 };
  const seconds = (ago: number): string => String(Math.floor((NOW - ago * 1000) / 1000));
  const numbers = (text: string): number[] => wholeSegments(mediaOf(text)).map(({ mediaSequenceNumber }) => mediaSequenceNumber);
  const asked = (origin: Origin, settings: string): Promise<string> =>
    origin.text(`${PLAYLIST}?aws.manifestsettings=${encodeURIComponent(settings)}`);

  it("[L7] begins at the start and grows, and hands the setting down to the playlists, encoded", async () => {
    const origin = new Origin({ endpoint });
    const text = await asked(origin, `start:${seconds(100)}`);
    assert.deepEqual(playlistFaults(text), []);
    assert.match(text, /PLAYLIST-TYPE:EVENT/);
    assert.equal(numbers(text).length, 25);
    assert.match(
      await origin.text(`index.m3u8?aws.manifestsettings=start:${seconds(100)}`),
      /index_v1-1080p.m3u8\?aws.manifestsettings=start%3A\d{10}\n/,
    );
    const iso = new Date(NOW - 100_000).toISOString();
    assert.deepEqual(numbers(await asked(origin, `start:${iso}`)), numbers(text));
    assert.deepEqual(numbers(await asked(origin, `start:${iso.replace("Z", "+00:00")}`)), numbers(text));
  });

  it("[L7] ends at the end: an event before it, on demand after it", async () => {
    const origin = new Origin({ endpoint });
    const before = await asked(origin, `start:${seconds(60)};end:${String(Number(seconds(0)) + 20)}`);
    assert.match(before, /EVENT/);
    const after = await asked(origin, `start:${seconds(60)};end:${seconds(40)}`);
    assert.match(after, /PLAYLIST-TYPE:VOD[^]*#EXT-X-ENDLIST/);
    assert.deepEqual(playlistFaults(after), []);
    assert.equal(numbers(after).length, 6);
    const dash = dashOf(await origin.text(`manifest.mpd?aws.manifestsettings=start:${seconds(60)}%3Bend:${seconds(40)}`));
    assert.equal(dash.type, "static");
  });

  it("[L7] delays the live point, and shortens the window", async () => {
    const origin = new Origin({ endpoint });
    const live = numbers(await origin.text(PLAYLIST));
    const delayed = numbers(await asked(origin, "time_delay:40"));
    assert.equal((live.at(-1) ?? 0) - (delayed.at(-1) ?? 0), 10);
    assert.deepEqual(numbers(await asked(origin, "manifest_window_seconds:20")), live.slice(-5));
  });

  const refused: Readonly<Record<string, number>> = {
    "start:yesterday": 400,
    "start:": 400,
    "begin:1": 400,
    [`start:${seconds(10)};end:${seconds(20)}`]: 400,
    [`start:${seconds(700)}`]: 404,
    [`start:${String(Number(seconds(0)) + 60)}`]: 404,
    [`end:${seconds(700)}`]: 404,
    "time_delay:601": 400,
    "manifest_window_seconds:60": 400,
    "manifest_window_seconds:7": 400,
    [`start:${seconds(50)};clip_start_time:${seconds(50)}`]: 400,
  };
  for (const [settings, status] of Object.entries(refused)) {
    it(`[L7] is refused with ${String(status)}: ${settings.replaceAll(/\d{10}/g, "…")}`, async () => {
      assert.equal(await new Origin({ endpoint }).status(`${PLAYLIST}?aws.manifestsettings=${encodeURIComponent(settings)}`), status);
    });
  }

  it("[L7] needs a startover window", async () => {
    assert.equal(await new Origin().status(`${PLAYLIST}?aws.manifestsettings=start:${seconds(60)}`), 404);
  });
});
