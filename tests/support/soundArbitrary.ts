/** Generated channels of MPEG-TS with tracks of every kind, all of them valid and within ten tracks. */
import fc from "fast-check";
import type { AudioPick, AudioTrack, CaptionSource, CaptionTrack, Channel } from "../../components/encode/index.ts";
import { ARENA, LADDER } from "./lineups.ts";

const key = fc.stringMatching(/^[a-z][a-z0-9]{0,6}(-[a-z0-9]{1,4})?$/);
const languages = ["eng", "deu", "fra", "spa", "por", "nld"];

const picks: fc.Arbitrary<AudioPick> = fc.oneof(
  fc.integer({ min: 32, max: 8190 }).map((pid) => ({ by: "pid" as const, pid })),
  fc.constantFrom(...languages).map((language) => ({ by: "language" as const, language })),
);

/** One to three tracks, each of an audio of its own, one of them the default. */
const audioTracks: fc.Arbitrary<AudioTrack[]> = fc
  .record({
    names: fc.uniqueArray(key, { minLength: 1, maxLength: 3 }),
    picks: fc.uniqueArray(picks, { minLength: 3, maxLength: 3, selector: (pick) => JSON.stringify(pick) }),
    roles: fc.array(fc.constantFrom("main" as const, "commentary" as const, "description" as const), { minLength: 3, maxLength: 3 }),
    first: fc.nat(),
    bare: fc.boolean(),
  })
  .map(({ names, picks: found, roles, first, bare }) =>
    names.map((name, index): AudioTrack => {
      const pick = bare && index === 0 ? undefined : found[index];
      return {
        name,
        language: languages[index] ?? "und",
        title: `Title of ${name}`,
        role: roles[index] ?? "main",
        isDefault: index === first % names.length,
        ...(pick === undefined ? {} : { pick }),
      };
    }),
  );

const captionSources: readonly CaptionSource[] = [
  { type: "embedded", channel: 1 },
  { type: "embedded", channel: 4 },
  { type: "scte-20", channel: 2 },
  { type: "teletext", page: "888" },
  { type: "dvb-sub", pid: 33 },
  { type: "dvb-sub" },
  { type: "scte-27", pid: 34 },
  { type: "scte-27" },
];

const captionTracks: fc.Arbitrary<CaptionTrack[]> = fc
  .record({
    names: fc.uniqueArray(key, { maxLength: 3 }),
    sources: fc.shuffledSubarray([...captionSources], { minLength: 3, maxLength: 3 }),
    roles: fc.array(fc.constantFrom("caption" as const, "subtitle" as const), { minLength: 3, maxLength: 3 }),
  })
  .map(({ names, sources, roles }) =>
    names.map((name, index) => ({
      name,
      language: languages[index] ?? "eng",
      title: `Text of ${name}`,
      role: roles[index] ?? "caption",
      source: sources[index] ?? { type: "embedded", channel: 1 },
    })),
  );

/** One rung, so that three tracks at two rates and three captions are ten. */
export const soundChannels: fc.Arbitrary<Channel> = fc
  .record({
    tracks: audioTracks,
    captions: captionTracks,
    loudness: fc.constantFrom("none" as const, "ebu-r128" as const, "atsc-a85" as const),
    audioBitrates: fc.constantFrom([128_000], [192_000, 64_000], [256_000, 160_000], [256_000, 128_000, 64_000]),
    thumbnails: fc.boolean(),
  })
  .map(({ tracks, captions, loudness, audioBitrates, thumbnails }) => ({
    ...ARENA,
    ladder: { ...LADDER, rungs: LADDER.rungs.slice(0, 1), audioBitrates },
    audio: { loudness, tracks },
    ...(captions.length === 0 ? {} : { captions }),
    ...(thumbnails ? { thumbnails } : {}),
  }));
