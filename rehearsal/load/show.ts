import { total } from "../../capacity/index.ts";
import { table } from "../../cli/plain.ts";
import type { Compared, Figures, LoadReport } from "./types.ts";

const ROWS: readonly (readonly [Compared, string, (figures: Figures) => number])[] = [
  ["requestsPerViewer", "requests per viewer and second", (figures) => figures.requestsPerViewer],
  ["hitRatio", "hit ratio", (figures) => figures.hitRatio],
  ["misses", "misses per second", ({ misses }) => total(misses)],
  ["originRequests", "origin requests per second, HEADs included", (figures) => figures.originRequests],
];

/** A report for people. */
export function loadLines({ players, format, channel, window, source, seen, edge, model, differences }: LoadReport): string[] {
  const failed = Object.entries(seen.failures).map(([status, count]) => `${String(count)} x ${status === "0" ? "no answer" : status}`);
  return [
    `${String(players)} ${format} players on ${channel}: ${String(seen.requests)} requests, ${(seen.bytes / 1e6).toFixed(1)} MB, ${failed.length === 0 ? "none failed" : `failed: ${failed.join(", ")}`}.`,
    `Counted from ${window.from.toFixed(1)} s to ${window.until.toFixed(1)} s, ${String(source.segments)} of ${String(source.expected)} segments came, answers took ${seen.answerMs.median.toFixed(0)} ms, at most ${seen.answerMs.most.toFixed(0)} ms:`,
    "",
    ...table([
      ["", "EDGE", "MODEL", "OFF BY"],
      ...ROWS.map(([name, label, value]) => [
        label,
        value(edge).toFixed(3),
        value(model).toFixed(3),
        `${(differences[name] * 100).toFixed(1)} %`,
      ]),
    ]).split("\n"),
  ];
}

/** The machine had too little left for encoder, edge or players: such a run says nothing of the model. */
export function strained({ source, seen, window }: Pick<LoadReport, "source" | "seen" | "window">): boolean {
  const segmentMs = ((window.until - window.from) * 1000) / source.expected;
  return source.segments < source.expected || seen.answerMs.most > segmentMs / 4;
}

/** The largest difference, as a part of what was measured. */
export function worst({ differences }: Pick<LoadReport, "differences">): number {
  return Math.max(...Object.values(differences).map(Math.abs));
}
