import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

/** The Pulumi CLIs that Onair works with: from the first up to, but without, the second. Tried: 3.250.0. */
export const SUPPORTED_PULUMI = { from: "3.240.0", below: "4.0.0" } as const;

/** The oldest Go that fetches a newer one by itself when a module asks for it (go.dev/doc/toolchain). */
export const OLDEST_GO = "1.21.0";

/** Folder of the Go module from which the CLI is built. */
export const CLI_MODULE = fileURLToPath(new URL("./pulumi-cli/", import.meta.url));

/** `1.2.3` of a text such as `v1.2.3-alpha.1`, `go1.26.8` (or `go1.21`, read as 1.21.0); undefined where there is none. */
export function parseVersion(text: string): string | undefined {
  const found = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(text);
  return found ? `${found[1] ?? ""}.${found[2] ?? ""}.${found[3] ?? "0"}` : undefined;
}

/** Negative, zero or positive, as for sorting: by number, not by text. */
export function compareVersions(one: string, other: string): number {
  return one.localeCompare(other, "en", { numeric: true });
}

export function isSupported(version: string): boolean {
  return compareVersions(version, SUPPORTED_PULUMI.from) >= 0 && compareVersions(version, SUPPORTED_PULUMI.below) < 0;
}

/** The version that the Go module pins; the built binary is stamped with it. */
export function builtVersion(): string {
  const line = /^require github\.com\/pulumi\/pulumi\/pkg\/v3 v(\S+)$/m.exec(readFileSync(`${CLI_MODULE}go.mod`, "utf8"));
  if (line?.[1] === undefined) throw new Error(`${CLI_MODULE}go.mod does not require github.com/pulumi/pulumi/pkg/v3.`);
  return line[1];
}

/** The version of the installed SDK, which is the CLI version to install. */
export function sdkVersion(): string {
  return (createRequire(import.meta.url)("@pulumi/pulumi/package.json") as { version: string }).version;
}
