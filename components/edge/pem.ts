/** CloudFront compares keys as text: the same key with other blanks around it would look like a change, which it refuses. */
export function normalisedPem(pem: string): string {
  const lines = pem.split(/\r?\n/).map((line) => line.trim());
  return `${lines.filter((line) => line !== "").join("\n")}\n`;
}
