import shaka from "shaka-player/dist/shaka-player.compiled-es2021.js";
import { BAD_HTTP_STATUS, type RawError } from "../faults.ts";

/** Undefined for what is no error of shaka's: a fault in a program. */
export function rawOf(error: unknown): RawError | undefined {
  if (!(error instanceof shaka.util.Error)) return undefined;
  const { category, code, data } = error as { category: number; code: number; data: readonly unknown[] };
  if (code !== BAD_HTTP_STATUS) return { category, code };
  const [, status, body] = data;
  return { category, code, status: Number(status), ...(typeof body === "string" ? { body } : {}) };
}

export function isCritical(error: unknown): boolean {
  return error instanceof shaka.util.Error && error.severity === shaka.util.Error.Severity.CRITICAL;
}
