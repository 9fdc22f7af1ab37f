/** A Markdown table with columns of one width, as the formatter of this project writes it. Cells are escaped. */
export function tableLines(rows: readonly (readonly string[])[]): readonly string[] {
  const [head = [], ...body] = rows.map((row) => row.map(escaped));
  const widths = head.map((title, column) => Math.max(title.length, ...body.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...body.map(line)];
}

function escaped(cell: string): string {
  return cell.replace(/[<|*]/g, "\\$&");
}
