/**
 * Builds the web player: `node build/player.ts` writes `player/dist/`; `buildPlayer` gives the same files to whoever publishes
 * or rehearses. File names carry a hash of their content, so that a cache may keep them for ever; the page and `files.json` do not.
 */
import { build, transform } from "esbuild";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";

export interface BuiltFile {
  /** Below the player's folder, with slashes. */
  readonly path: string;
  readonly bytes: Buffer;
  readonly contentType: string;
  /** The name changes with the content. */
  readonly immutable: boolean;
}

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const source = join(root, "player");
const shaka = join(root, "node_modules", "shaka-player");

/** Browsers with Media Source (or Managed Media Source), custom elements, constructable style sheets and container queries. */
const TARGETS = ["chrome111", "edge111", "firefox113", "safari17"];

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".txt": "text/plain; charset=utf-8",
};

/** Writes the files below `outDir` too, where one is named; what lies there goes. */
export async function buildPlayer(outDir?: string): Promise<BuiltFile[]> {
  const [page, element, style] = await Promise.all([script("page/page.ts"), script("element/index.ts"), stylesheet("page/page.css")]);
  const names = {
    "page.js": hashed("page", ".js", page),
    "page.css": hashed("page", ".css", style),
    "onair-player.js": hashed("onair-player", ".js", element),
  };
  const files = [
    file("index.html", pageHtml(names), false),
    file(names["page.js"], page, true),
    file(names["page.css"], style, true),
    file(names["onair-player.js"], element, true),
    // The name that pages of others embed: it must stay, and only leads to the hashed one.
    file("onair-player.js", Buffer.from(`export * from "./${names["onair-player.js"]}";\n`), false),
    file("licences.txt", licences(), false),
  ];
  const all = [...files, file("files.json", manifest(files), false)];
  if (outDir !== undefined) writeFiles(outDir, all);
  return all;
}

async function script(entry: string): Promise<Buffer> {
  const { outputFiles } = await build({
    entryPoints: [join(source, entry)],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: TARGETS,
    charset: "utf8",
    // All of them are in licences.txt.
    legalComments: "none",
    plugins: [
      {
        name: "style-text",
        setup(building) {
          building.onLoad({ filter: /\.css$/ }, async ({ path }) => ({ contents: (await minified(path)).trim(), loader: "text" }));
        },
      },
    ],
    banner: { js: "/* Onair player. Licences: licences.txt */" },
    logLevel: "error",
  });
  const [output] = outputFiles;
  if (output === undefined) throw new Error(`esbuild made nothing of ${entry}`);
  return Buffer.from(output.contents);
}

async function stylesheet(path: string): Promise<Buffer> {
  return Buffer.from(await minified(join(source, path)));
}

async function minified(path: string): Promise<string> {
  const { code } = await transform(readFileSync(path, "utf8"), { loader: "css", minify: true, target: TARGETS });
  return code;
}

function pageHtml(names: Readonly<Record<string, string>>): Buffer {
  const html = readFileSync(join(source, "page", "index.html"), "utf8");
  return Buffer.from(
    html.replace(/\{\{([\w.-]+)\}\}/g, (_, name: string) => {
      const path = names[name];
      if (path === undefined) throw new Error(`player/page/index.html asks for ${name}, which is not built`);
      return path;
    }),
  );
}

/** What is bundled, whose it is, and the texts its licences ask to go along. */
function licences(): Buffer {
  const { version } = JSON.parse(readFileSync(join(shaka, "package.json"), "utf8")) as { version: string };
  const third = readdirSync(join(shaka, "third_party"), { recursive: true, encoding: "utf8" })
    .filter((path) => /(^|[\\/])(LICENSE|NOTICE)(\.\w+)?$/.test(path))
    .sort();
  const parts: readonly (readonly [string, string])[] = [
    ["Onair player", readFileSync(join(root, "LICENSE"), "utf8")],
    [`shaka-player ${version}`, readFileSync(join(shaka, "LICENSE"), "utf8")],
    ["shaka-player: authors", readFileSync(join(shaka, "AUTHORS"), "utf8")],
    ["shaka-player: notices within the compiled library", notices()],
    ...third.map(
      (path) =>
        [`shaka-player: third_party/${path.replaceAll("\\", "/")}`, readFileSync(join(shaka, "third_party", path), "utf8")] as const,
    ),
  ];
  return Buffer.from(parts.map(([title, text]) => `== ${title}\n\n${text.trim()}\n`).join("\n\n"));
}

function notices(): string {
  const compiled = readFileSync(join(shaka, "dist", "shaka-player.compiled-es2021.js"), "utf8");
  const found = compiled.match(/\/\*[\s\S]*?\*\//g)?.filter((comment) => /licen[sc]e|copyright/i.test(comment)) ?? [];
  return [...new Set(found)].join("\n\n");
}

function manifest(files: readonly BuiltFile[]): Buffer {
  const listed = files.map(({ path, bytes, contentType, immutable }) => ({
    path,
    bytes: bytes.length,
    sha256: sha256(bytes),
    contentType,
    immutable,
  }));
  return Buffer.from(`${JSON.stringify({ version: 1, files: listed }, null, 2)}\n`);
}

function hashed(name: string, extension: string, bytes: Buffer): string {
  return `${name}-${sha256(bytes).slice(0, 12)}${extension}`;
}

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function file(path: string, bytes: Buffer, immutable: boolean): BuiltFile {
  return { path, bytes, contentType: CONTENT_TYPES[extname(path)] ?? "application/octet-stream", immutable };
}

function writeFiles(outDir: string, files: readonly BuiltFile[]): void {
  rmSync(outDir, { recursive: true, force: true });
  for (const { path, bytes } of files) {
    const target = join(outDir, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, bytes);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = await buildPlayer(join(source, "dist"));
  for (const { path, bytes } of files) console.log(`player/dist/${path}  ${(bytes.length / 1024).toFixed(0)} KiB`);
}
