import { cpus } from "node:os";
import { VARIABLES, type Row } from "./measure.ts";

/** The measurements as a Markdown table. */
export function tableOf(rows: readonly Row[]): string {
  const head =
    "| channels | what | policies | resources | seconds | ms a resource | resources a second | best of | peak MB: CLI, program, pack |\n|---:|---|---|---:|---:|---:|---:|---:|---|";
  const lines = rows.map(({ channels, what, pack, resources, seconds, runs, peaks }) => {
    const memory = [peaks.cli, peaks.program, peaks.pack].map((peak) => peak ?? "-").join(", ");
    return `| ${channels} | ${what} | ${pack ? "with" : "without"} | ${resources} | ${seconds.toFixed(1)} | ${perResource({ seconds, resources }).toFixed(1)} | ${(resources / seconds).toFixed(0)} | ${runs} | ${memory} |`;
  });
  return [
    head,
    ...lines,
    "",
    `${cpus().length} cores, ${cpus()[0]?.model.trim() ?? "unknown"}, Node ${process.versions.node}; two regions and the edge, one after the other, seconds in sum.`,
    `Deployments ran with ${Object.entries(VARIABLES)
      .map(([name, value]) => `${name}=${value}`)
      .join(" ")}: the state is written once, at the end. Previews write none.`,
  ].join("\n");
}

/** How the cost of a resource grows from 10 to 100 channels, for each kind of preview. */
export function growthOf(rows: readonly Row[]): string[] {
  return rows
    .filter(({ channels, what }) => channels === 100 && what !== "deploy")
    .flatMap((large) => {
      const small = rows.find(({ channels, what, pack }) => channels === 10 && what === large.what && pack === large.pack);
      if (small === undefined) return [];
      return [
        `${large.what}, ${large.pack ? "with" : "without"} policies: a resource costs ${(perResource(large) / perResource(small)).toFixed(2)} times as much at 100 channels as at 10`,
      ];
    });
}

function perResource({ seconds, resources }: Pick<Row, "seconds" | "resources">): number {
  return (seconds * 1000) / resources;
}
