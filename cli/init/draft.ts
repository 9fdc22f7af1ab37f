import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument, type Document } from "yaml";
import { freeWindow, windowOf, type LineupFile, type Role } from "../../stacks/plain.ts";
import { CliError } from "../errors.ts";
import { isRecord, readStackFiles } from "../project.ts";
import { expectedStacks, takesPushes } from "./expectedStacks.ts";
import { stackFileText } from "./template.ts";

/** A stack file on its way to being filled; nothing is written before all of them are right. */
export interface Draft {
  readonly stack: string;
  /** File name, without a folder. */
  readonly file: string;
  readonly role: Role;
  readonly region: string;
  /** Encoders push to addresses of MediaLive's here. Inputs in a VPC are admitted by its security groups instead. */
  readonly pushed: boolean;
  /** The file does not exist yet. */
  readonly created: boolean;
  readonly before: string;
  readonly document: Document;
  /** What has been filled, in words for the report. */
  readonly changes: string[];
}

const ROLES: readonly string[] = ["encode-region", "global-edge", "standalone"] satisfies readonly Role[];

/** Every stack file of the environment, and one from scratch for each stack that the lineup implies and nobody has written. */
export function loadDrafts(project: string, environment: string, lineup: LineupFile): Draft[] {
  const existing = readStackFiles(project)
    .filter(({ config }) => config["onair:environment"] === environment)
    .map(({ stack, file, config }) => {
      const role = config["onair:role"];
      if (!isRole(role)) throw new CliError(`${file} has no valid onair:role; write one of: ${ROLES.join(", ")}`);
      const region = config["aws:region"];
      return draft(
        { stack, role, region: typeof region === "string" ? region : "", created: false, text: readFileSync(join(project, file), "utf8") },
        lineup,
      );
    });
  const missing = expectedStacks(lineup).filter(
    ({ role, region }) => !existing.some((found) => found.role === role && (role !== "encode-region" || found.region === region)),
  );
  const windows = existing
    .filter(({ role }) => role === "encode-region")
    .map((found) => windowOf(found.region, configOf(found)["onair:maintenanceDay"], configOf(found)["onair:maintenanceStart"]));
  const made = missing.map((stack) => {
    const file = `Pulumi.${stack.stack}.yaml`;
    if (existsSync(join(project, file)))
      throw new CliError(
        `${file} exists and does not belong to ${environment}; correct its onair:environment, onair:role and aws:region, or move it away.`,
      );
    const window = freeWindow(stack.region, windows);
    windows.push(window);
    return draft({ ...stack, created: true, text: stackFileText(stack, environment, window) }, lineup);
  });
  return [...existing, ...made];
}

function draft(from: { stack: string; role: Role; region: string; created: boolean; text: string }, lineup: LineupFile): Draft {
  const { stack, role, region, created, text } = from;
  const document = parseDocument(text);
  return {
    stack,
    role,
    region,
    created,
    file: `Pulumi.${stack}.yaml`,
    pushed: takesPushes(lineup, region) && !document.hasIn(["config", "onair:vpc"]),
    before: text,
    document,
    changes: [],
  };
}

function isRole(value: unknown): value is Role {
  return typeof value === "string" && ROLES.includes(value);
}

/** The draft's text; unchanged to the byte when nothing was filled. */
export function textOf(draft: Draft): string {
  return draft.changes.length === 0 ? draft.before : draft.document.toString({ lineWidth: 0 });
}

/** The `config:` map of the draft as plain values. */
export function configOf(draft: Draft): Record<string, unknown> {
  const value: unknown = draft.document.toJS();
  return isRecord(value) && isRecord(value["config"]) ? value["config"] : {};
}
