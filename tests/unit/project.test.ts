import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { parse } from "yaml";

const ROOT = join(import.meta.dirname, "..", "..");

const text = (file: string): string => readFileSync(join(ROOT, file), "utf8");

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(text("package.json")) as Manifest;

/** Program text of the project, by path with forward slashes. */
const sources = globSync("{components,stacks,policy,functions,cli,control,rehearsal,bench,build}/**/*.ts", { cwd: ROOT })
  .map((file) => file.split(sep).join("/"))
  .filter((file) => !file.includes("node_modules"));

describe("the project", () => {
  it("[S1] pins every Pulumi package, and uses each of them", () => {
    const packages = { ...manifest.dependencies, ...manifest.devDependencies };
    for (const [name, version] of Object.entries(packages).filter(([each]) => each.startsWith("@pulumi/")))
      assert.match(version, /^\d+\.\d+\.\d+$/, `${name} must be pinned`);
    for (const name of ["@pulumi/pulumi", "@pulumi/aws", "@pulumi/awsx", "@pulumi/aws-native", "@pulumi/policy", "mocha", "@types/mocha"])
      assert.ok(packages[name] !== undefined, `${name} is not in package.json`);
    for (const name of ["pulumi", "aws", "awsx", "aws-native"])
      assert.ok(
        sources.some((file) => file.startsWith("components/") && new RegExp(`from "@pulumi/${name}["/]`).test(text(file))),
        `no component uses @pulumi/${name}`,
      );
  });

  it("[S1] is tested by mocha, every test file in a part of npm test", () => {
    assert.match(manifest.scripts["test"] ?? "", /tests\/run\.ts/);
    const parts = [...text("tests/run.ts").matchAll(/specs: "tests\/(\w+)\//g)].map(([, part]) => part);
    const files = globSync("tests/**/*.test.ts", { cwd: ROOT });
    assert.ok(files.length > 80);
    for (const file of files) assert.ok(parts.includes(file.split(sep)[1]), `${file} is in no part`);
  });

  it("[S2] has one entry, and a settings file for each stack of production and development", () => {
    for (const entry of ["index.ts", "components", "stacks", "policy", "tests", "Pulumi.yaml", "package.json"])
      assert.ok(existsSync(join(ROOT, entry)), entry);
    assert.equal((parse(text("Pulumi.yaml")) as { main: string }).main, "index.ts");
    const roles = Object.fromEntries(
      globSync("Pulumi.*.yaml", { cwd: ROOT }).map((file) => {
        const { config } = parse(text(file)) as { config: Record<string, string> };
        return [file, [config["aws:region"], config["onair:role"], config["onair:environment"]]];
      }),
    );
    assert.deepEqual(roles, {
      "Pulumi.dev.yaml": ["us-east-1", "standalone", "dev"],
      "Pulumi.prod-eu-west-1.yaml": ["eu-west-1", "encode-region", "prod"],
      "Pulumi.prod-global.yaml": ["us-east-1", "global-edge", "prod"],
      "Pulumi.prod-us-east-1.yaml": ["us-east-1", "encode-region", "prod"],
    });
  });

  it("[S2] opens rooms by their doors only", () => {
    const strays = sources.flatMap((file) =>
      [...text(file).matchAll(/(?:from|import\() ?"(\.[^"]+)"/g)].flatMap(([, to = ""]) => {
        const target = relative(ROOT, join(ROOT, dirname(file), to))
          .split(sep)
          .join("/");
        return roomOf(target) === roomOf(file) || DOOR.test(target) ? [] : [`${file} reaches ${target}`];
      }),
    );
    assert.deepEqual(strays, []);
    assert.ok(sources.length > 200);
  });

  it("[S2] reads settings in stacks/ and makes providers there, and nowhere else", () => {
    for (const file of sources.filter((each) => /^(components|functions|control)\//.test(each))) {
      assert.doesNotMatch(text(file), /new pulumi\.Config\b|process\.env\b/, file);
      assert.doesNotMatch(text(file), /new (aws|native|awsNative|awsx)\.Provider\b/, file);
    }
  });
});

/** What may be opened from outside: a room's door, and the second door of some, behind which there is no SDK. */
const DOOR = /(^|\/)(index|plan|plain|consumer)\.ts$/;

/** Every folder of the components is a room of its own, and so is every function. */
function roomOf(file: string): string {
  const [first = "", second = ""] = file.split("/");
  return first === "components" || first === "functions" ? `${first}/${second}` : first;
}
