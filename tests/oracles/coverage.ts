import type { Coverage, Wanted } from "./types.ts";

/** What was used of a request: values by path, as the oracles saw them or as the caller labels them. A union's branch is used when its path is. */
export type Hits = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * How much of what was wanted was used. `hits` are either the oracles' own (`judge` fills them) or labels that the caller gathered,
 * each written `path=value`.
 */
export function coverage(hits: Hits | Iterable<string>, wanted: readonly Wanted[]): Coverage {
  const used = hits instanceof Map ? (hits as Hits) : byPath(hits as Iterable<string>);
  const rows = wanted.map(({ path, values }) => {
    const seen = used.get(path) ?? new Set<string>();
    return { path, hit: values.filter((value) => seen.has(value)), missed: values.filter((value) => !seen.has(value)) };
  });
  const hit = rows.reduce((sum, row) => sum + row.hit.length, 0);
  const total = hit + rows.reduce((sum, row) => sum + row.missed.length, 0);
  return { rows, hit, wanted: total, percent: total === 0 ? 100 : (100 * hit) / total };
}

function byPath(labels: Iterable<string>): Hits {
  const hits = new Map<string, Set<string>>();
  for (const label of labels) {
    const cut = label.indexOf("=");
    if (cut < 0) throw new Error(`a coverage label is written path=value, not ${label}`);
    const path = label.slice(0, cut);
    hits.set(path, (hits.get(path) ?? new Set()).add(label.slice(cut + 1)));
  }
  return hits;
}

/** A table for people: one line per choice, what is missing spelt out, the percentage last. */
export function coverageTable(result: Coverage): string {
  const width = Math.max(0, ...result.rows.map((row) => row.path.length));
  const lines = result.rows.map((row) => {
    const count = `${row.hit.length}/${row.hit.length + row.missed.length}`;
    return `${row.path.padEnd(width)}  ${count.padStart(7)}${row.missed.length > 0 ? `  missed: ${row.missed.join(", ")}` : ""}`;
  });
  return [...lines, `${"covered".padEnd(width)}  ${result.hit}/${result.wanted} = ${result.percent.toFixed(1)} %`].join("\n");
}
