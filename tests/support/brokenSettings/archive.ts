import { inChannel, inLadders, set, type Fault } from "./fault.ts";

function early(title: string, archive: Record<string, number>, path: RegExp, remedy: RegExp): Fault {
  return { title, rows: [58], break: inChannel(set("archive", archive)), path, what: /comes too early/, remedy };
}

/** Recordings and their life in S3. */
export const ARCHIVE_FAULTS: readonly Fault[] = [
  early("Standard-IA after a week", { retentionDays: 90, infrequentAccessDays: 7 }, /infrequentAccessDays/, /use 30 or more/),
  early(
    "Glacier a day after Standard-IA",
    { retentionDays: 400, infrequentAccessDays: 30, glacierDays: 31 },
    /glacierDays/,
    /use 60 or more/,
  ),
  early("deletion a week after Standard-IA", { retentionDays: 40, infrequentAccessDays: 30 }, /retentionDays/, /use 60 or more/),
  early("deletion a month after Glacier", { retentionDays: 60, glacierDays: 30 }, /retentionDays/, /use 120 or more/),
  { title: "archive without end", break: inChannel(set("archive", {})), path: /archive\.retentionDays/, what: /missing/ },
  { title: "archive of eleven years", break: inChannel(set("archive", { retentionDays: 4000 })), path: /retentionDays/, what: /too high/ },
  {
    title: "files of a second",
    break: inChannel(set("archive", { retentionDays: 9, rolloverSeconds: 1 })),
    path: /rolloverSeconds/,
    what: /too low/,
  },
  {
    title: "archive of AV1",
    kind: "production",
    rows: [25],
    break: (files) =>
      inLadders((ladder) => {
        for (const key of Object.keys(ladder)) Reflect.deleteProperty(ladder, key);
        Object.assign(ladder, { codec: "av1", frameRate: 30, rungs: ["720p"] });
      })(inChannel(set("archive", { retentionDays: 9 }))(files)),
    path: /archive/,
    what: /records AV1/,
  },
];
