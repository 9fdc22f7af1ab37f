import { inLadders, set, type Fault, type Json } from "./fault.ts";

/** Ladders of nothing but what is given: what a generated one had besides must not stand in the way. */
const ladder = (settings: Json): Fault["break"] =>
  inLadders((written) => {
    for (const key of Object.keys(written)) Reflect.deleteProperty(written, key);
    Object.assign(written, { frameRate: 50, rungs: ["720p", "360p"], ...settings });
  });

const rung = (settings: Json): Json => ({ name: "x", width: 640, height: 360, bitrate: "1M", ...settings });

/** Ladder files: the rungs. */
const RUNGS: readonly Fault[] = [
  {
    title: "unknown rung",
    rows: [13],
    break: ladder({ rungs: ["1081p"] }),
    path: /rungs\[0\]/,
    what: /not a standard rung/,
    remedy: /1080p, 720p, 480p, 360p/,
  },
  { title: "no rung", rows: [16], break: ladder({ rungs: [] }), path: /rungs/, what: /no rung/ },
  { title: "rung of nothing", break: ladder({ rungs: [null] }), path: /rungs\[0\]/, what: /./ },
  {
    title: "rung twice",
    rows: [14],
    break: ladder({ rungs: ["720p", "720p"] }),
    path: /rungs\[1\]/,
    what: /repeats the name of rungs\[0\]/,
  },
  {
    title: "rungs upside down",
    rows: [15],
    break: ladder({ rungs: ["360p", "720p"] }),
    path: /rungs\[1\]/,
    what: /not below that of 360p/,
  },
  {
    title: "more picture for fewer bits",
    rows: [15],
    break: ladder({ rungs: ["720p", rung({ width: 1920, height: 1080 })] }),
    path: /rungs\[1\]/,
    what: /taller than 720p/,
  },
  { title: "odd height", rows: [17], break: ladder({ rungs: [rung({ height: 361 })] }), path: /height/, what: /odd/, remedy: /even/ },
  {
    title: "height of half a pixel",
    rows: [17],
    break: ladder({ rungs: [rung({ height: 360.5 })] }),
    path: /height/,
    what: /whole number of pixels/,
  },
  { title: "picture of 32 lines", break: ladder({ rungs: [rung({ height: 32 })] }), path: /height/, what: /too small/ },
  { title: "picture wider than UHD", rows: [16], break: ladder({ rungs: [rung({ width: 4096 })] }), path: /width/, what: /too large/ },
  {
    title: "rung of another shape",
    rows: [17],
    break: ladder({ rungs: ["720p", rung({ height: 480 })] }),
    path: /rungs\[1\]/,
    what: /another shape than 720p/,
    remedy: /pixels are square/,
  },
  {
    title: "width alone",
    rows: [17],
    break: ladder({ rungs: [{ name: "x", width: 640, bitrate: "1M" }] }),
    path: /rungs\[0\]/,
    what: /one side/,
  },
  {
    title: "rung without a rate",
    break: ladder({ rungs: [{ name: "x", width: 640, height: 360 }] }),
    path: /rungs\[0\]/,
    what: /no bitrate/,
  },
  { title: "rung without a name", break: ladder({ rungs: [{ bitrate: "1M" }] }), path: /rungs\[0\]/, what: /./ },
  {
    title: "rung with a long name",
    break: ladder({ rungs: [rung({ name: "a-name-of-17-long" })] }),
    path: /name/,
    what: /not a rung name/,
  },
  {
    title: "size for a rate",
    rows: [18],
    break: ladder({ rungs: [1080] }),
    path: /rungs\[0\]/,
    what: /not a rate that makes a picture/,
    remedy: /did you mean 1080p/,
  },
  {
    title: "rate of 50 kbit",
    rows: [18],
    break: ladder({ rungs: ["1M", "50k"] }),
    path: /rungs\[1\]/,
    what: /not a rate that makes a picture/,
  },
  {
    title: "rate beyond all input",
    rows: [18],
    break: ladder({ rungs: ["60M"] }),
    path: /rungs\[0\]/,
    what: /MediaLive does not take for H\.264/,
  },
  { title: "rates that rise", rows: [15], break: ladder({ rungs: ["3M", "6M"] }), path: /rungs\[1\]/, what: /not below/ },
  { title: "bitrate in words", rows: [18], break: ladder({ rungs: [rung({ bitrate: "fast" })] }), path: /bitrate/, what: /not a bitrate/ },
  { title: "bitrate too low", rows: [18], break: ladder({ rungs: [rung({ bitrate: 999 })] }), path: /bitrate/, what: /too low/ },
  { title: "bitrate too high", rows: [18], break: ladder({ rungs: [rung({ bitrate: "51M" })] }), path: /bitrate/, what: /too high/ },
  {
    title: "quality 11",
    rows: [18],
    break: ladder({ rungs: [rung({ quality: 11 })] }),
    path: /quality/,
    what: /too high/,
    remedy: /1 to 10/,
  },
  { title: "quality 0", rows: [18], break: ladder({ rungs: [rung({ quality: 0 })] }), path: /quality/, what: /too low/, remedy: /1 to 10/ },
  {
    title: "quality of seven and a half",
    rows: [18],
    break: ladder({ rungs: [rung({ quality: 7.5 })] }),
    path: /quality/,
    what: /whole number/,
  },
  {
    title: "quality with cbr",
    rows: [18],
    break: ladder({ rateControl: "cbr", rungs: [rung({ quality: 7 })] }),
    path: /rungs\[0\]/,
    what: /aims at a quality/,
  },
  {
    title: "a rung with a frame rate of its own",
    rows: [20],
    break: ladder({ frameRate: 60, rungs: ["720p", { name: "360p", frameRate: 29.97 }] }),
    path: /frameRate/,
    what: /not half/,
    remedy: /regions cut alike only/,
  },
  {
    title: "highest rung at half the rate",
    break: ladder({ rungs: [{ name: "720p", frameRate: "half" }, "360p"] }),
    path: /rungs\[0\]/,
    what: /halves the frame rate of the highest/,
  },
  {
    title: "half of 25 frames",
    rows: [20],
    break: ladder({ frameRate: 25, rungs: ["720p", { name: "360p", frameRate: "half" }] }),
    path: /rungs\[1\]/,
    what: /halves a frame rate below 50/,
  },
  {
    title: "eleven tracks",
    rows: [67],
    break: ladder({ audioBitrates: ["128k", "64k"], rungs: manyRungs(9) }),
    path: /ladder$/,
    what: /makes 1\d tracks/,
  },
];

/** Ladder files: the codec and what it holds. */
const CODECS: readonly Fault[] = [
  {
    title: "codec of another century",
    break: ladder({ codec: "mpeg2" }),
    path: /codec/,
    what: /not an allowed value/,
    remedy: /h264, h265, av1/,
  },
  {
    title: "main10 in H.264",
    break: ladder({ profile: "main10" }),
    path: /profile/,
    what: /not a profile of H\.264/,
    remedy: /auto, baseline, main, high/,
  },
  { title: "high in H.265", break: ladder({ codec: "h265", profile: "high" }), path: /profile/, what: /not a profile of H\.265/ },
  { title: "level of no codec", break: ladder({ level: "9.9" }), path: /level/, what: /not a level of H\.264/, remedy: /5\.2/ },
  { title: "H.265 level in H.264", break: ladder({ level: 6.2 }), path: /level/, what: /not a level of H\.264/ },
  {
    title: "1080 lines at 50 frames in level 4",
    rows: [18],
    break: ladder({ level: 4, rungs: ["1080p"] }),
    path: /level/,
    what: /does not hold 1080p: 1920x1080 has too many frames/,
    remedy: /auto, or 4\.2/,
  },
  { title: "720 lines in level 3", break: ladder({ level: 3 }), path: /level/, what: /does not hold 720p: 1280x720 is too large/ },
  {
    title: "30 Mbit in level 4.2 of the main tier",
    rows: [18],
    break: ladder({ codec: "h265", level: "4.1", rungs: [{ name: "1080p", bitrate: "30M" }] }),
    path: /level/,
    what: /does not hold 1080p: 30000000 bits per second is more than 20000000/,
  },
  {
    title: "buffer beyond the level",
    rows: [18],
    break: ladder({ codec: "h265", level: "4.1", bufferSeconds: 4, rungs: [{ name: "1080p", bitrate: "10M" }] }),
    path: /level/,
    what: /a buffer of 40000000 bits is more than 20000000/,
  },
  { title: "tier in H.264", break: ladder({ tier: "high" }), path: /tier/, what: /H\.265's/ },
  {
    title: "high tier below level 4",
    break: ladder({ codec: "h265", tier: "high", level: "3.1" }),
    path: /tier/,
    what: /high, which level 3\.1 has not/,
  },
  { title: "HDR10 in H.264", break: ladder({ dynamicRange: "hdr10" }), path: /dynamicRange/, what: /H\.265 only/ },
  { title: "HDR10 in AV1", break: ladder({ codec: "av1", dynamicRange: "hdr10" }), path: /dynamicRange/, what: /H\.265 only/ },
  {
    title: "HDR10 in 8 bits",
    break: ladder({ codec: "h265", dynamicRange: "hdr10", profile: "main" }),
    path: /profile/,
    what: /has 8 bits/,
    remedy: /main10/,
  },
  {
    title: "light levels without HDR10",
    break: ladder({ lightLevels: { maxCll: 1000, maxFall: 400 } }),
    path: /lightLevels/,
    what: /describes HDR10/,
  },
  {
    title: "frame brighter than its pixels",
    break: ladder({ codec: "h265", dynamicRange: "hdr10", lightLevels: { maxCll: 400, maxFall: 1000 } }),
    path: /maxFall/,
    what: /brighter than its brightest pixel/,
  },
  {
    title: "light of no nits",
    break: ladder({ codec: "h265", dynamicRange: "hdr10", lightLevels: { maxCll: 0, maxFall: 1 } }),
    path: /maxCll/,
    what: /too dark/,
  },
  {
    title: "light of the sun",
    break: ladder({ codec: "h265", dynamicRange: "hdr10", lightLevels: { maxCll: 99_999, maxFall: 1 } }),
    path: /maxCll/,
    what: /too bright/,
  },
  {
    title: "light of half a nit",
    break: ladder({ codec: "h265", dynamicRange: "hdr10", lightLevels: { maxCll: 1000.5, maxFall: 1 } }),
    path: /maxCll/,
    what: /whole number of nits/,
  },
  {
    title: "UHD in AV1",
    kind: "production",
    break: ladder({ codec: "av1", rungs: ["2160p"] }),
    path: /rungs\[0\]/,
    what: /larger than MediaLive makes AV1/,
  },
  {
    title: "13 Mbit of AV1",
    rows: [18],
    kind: "production",
    break: ladder({ codec: "av1", rungs: [{ name: "1080p", bitrate: "13M" }] }),
    path: /rungs\[0\]/,
    what: /MediaLive does not take for AV1/,
    remedy: /50k to 12M/,
  },
  {
    title: "50 kbit of H.265",
    rows: [18],
    break: ladder({ codec: "h265", rungs: [rung({ bitrate: "50k" })] }),
    path: /rungs\[0\]/,
    what: /MediaLive does not take for H\.265/,
    remedy: /100k to 40M/,
  },
  {
    title: "buffer beyond AV1",
    rows: [18],
    kind: "production",
    break: ladder({ codec: "av1", bufferSeconds: 4, rungs: [{ name: "1080p", bitrate: "7M" }] }),
    path: /rungs\[0\]/,
    what: /larger buffer than MediaLive takes/,
  },
  {
    title: "buffer below the bitrate",
    rows: [19],
    break: ladder({ bufferSeconds: 0.5 }),
    path: /bufferSeconds/,
    what: /less than a second of the bitrate/,
  },
  { title: "buffer of a minute", break: ladder({ bufferSeconds: 60 }), path: /bufferSeconds/, what: /too long/ },
  { title: "buffer of a third", break: ladder({ bufferSeconds: 1.3 }), path: /bufferSeconds/, what: /half a second/ },
];

/** Ladder files: what the rungs share in time and sound. */
const TIMING: readonly Fault[] = [
  { title: "no audio rate", break: inLadders(set("audioBitrates", [])), path: /audioBitrates/, what: /no audio rate/ },
  {
    title: "half a bit per second",
    rows: [18],
    break: inLadders(set("rungs", [{ name: "own", width: 640, height: 360, bitrate: 600_000.5 }])),
    path: /bitrate/,
    what: /whole number of bits/,
  },
  { title: "GOP of no time", rows: [21], break: inLadders(set("gopSeconds", 0)), path: /gopSeconds/, what: /too short/ },
  { title: "segment of no time", rows: [22], break: inLadders(set("segmentSeconds", 0)), path: /segmentSeconds/, what: /too short/ },
  { title: "frame rate 0", rows: [20], break: inLadders(set("frameRate", 0)), path: /frameRate/, what: /not a frame rate/ },
  { title: "negative frame rate", rows: [20], break: inLadders(set("frameRate", -25)), path: /frameRate/, what: /not a frame rate/ },
  { title: "frame rate over zero", rows: [20], break: inLadders(set("frameRate", "30/0")), path: /frameRate/, what: /not a frame rate/ },
  {
    title: "GOP that does not divide the segment",
    rows: [21, 22],
    break: inLadders((written) => Object.assign(written, { gopSeconds: 3, segmentSeconds: 4 })),
    path: /segmentSeconds/,
    what: /whole number of GOPs/,
    remedy: /multiple of 3, or gopSeconds 1 or 2 or 4/,
  },
  {
    title: "GOP of two and a half seconds",
    rows: [21],
    break: inLadders((written) => Object.assign(written, { gopSeconds: 2.5, segmentSeconds: 4 })),
    path: /gopSeconds/,
    what: /whole number of seconds/,
    remedy: /1, 2, 3 or 4/,
  },
  { title: "GOP of half a second", rows: [21], break: inLadders(set("gopSeconds", 0.5)), path: /gopSeconds/, what: /./ },
  { title: "segment of 31 seconds", rows: [22], break: inLadders(set("segmentSeconds", 31)), path: /segmentSeconds/, what: /too long/ },
  { title: "rising audio", break: inLadders(set("audioBitrates", ["64k", "128k"])), path: /audioBitrates/, what: /not falling/ },
  { title: "three audio rates", break: inLadders(set("audioBitrates", ["192k", "128k", "64k"])), path: /audioBitrates/, what: /too many/ },
  {
    title: "audio rate AAC has not",
    break: inLadders(set("audioBitrates", ["100k"])),
    path: /audioBitrates/,
    what: /not an allowed value/,
  },
];

/** Ladder files. */
export const LADDERS_FAULTS: readonly Fault[] = [...RUNGS, ...CODECS, ...TIMING];

function manyRungs(count: number): Json[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `r${index}`,
    width: 640 - 32 * index,
    height: 360 - 18 * index,
    bitrate: 1_000_000 - 10_000 * index,
  }));
}
