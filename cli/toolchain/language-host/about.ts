import type { ServerUnaryCall } from "@grpc/grpc-js";
import type { AboutResponse, GetProgramDependenciesRequest, GetProgramDependenciesResponse } from "@pulumi/pulumi/proto/language_pb.js";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { languageMessages } from "./sdk.ts";

/** What `pulumi about` shows of the runtime. */
export function about(): AboutResponse {
  return new languageMessages.AboutResponse().setExecutable(process.execPath).setVersion(process.version);
}

/** What `pulumi about` shows of a program's packages: those it names itself, or with `--transitive` all that are locked. */
export function programDependencies(
  call: ServerUnaryCall<GetProgramDependenciesRequest, GetProgramDependenciesResponse>,
): GetProgramDependenciesResponse {
  const folder = call.request.getInfo()?.getProgramDirectory() ?? call.request.getPwd();
  const found = call.request.getTransitivedependencies() ? lockedPackages(folder) : namedPackages(folder);
  const response = new languageMessages.GetProgramDependenciesResponse();
  for (const [name, version] of found) {
    response.addDependencies(new languageMessages.DependencyInfo().setName(name).setVersion(version));
  }
  return response;
}

interface Manifest {
  readonly version?: string;
  readonly dependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
  /** In a lock file: what is installed, by path ("node_modules/zod"). */
  readonly packages?: Record<string, { version?: string }>;
}

function namedPackages(folder: string): [string, string][] {
  const manifest = read(join(folder, "package.json"));
  const wanted = { ...manifest?.devDependencies, ...manifest?.dependencies };
  return Object.entries(wanted).map(([name, range]) => [name, read(join(folder, "node_modules", name, "package.json"))?.version ?? range]);
}

function lockedPackages(folder: string): [string, string][] {
  const marker = "node_modules/";
  return Object.entries(read(join(folder, "package-lock.json"))?.packages ?? {}).flatMap(([path, { version }]) =>
    path.includes(marker) && version !== undefined ? [[path.slice(path.lastIndexOf(marker) + marker.length), version]] : [],
  );
}

function read(file: string): Manifest | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Manifest;
  } catch {
    return undefined;
  }
}
