import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkInputs } from "../../rehearsal/cloud/check.ts";
import { awsEnums } from "../../rehearsal/cloud/schema/enums.ts";
import { generateTables } from "../../rehearsal/cloud/schema/generate.ts";
import { knownTypes, schemaOf, type Fields, type Kind } from "../../rehearsal/cloud/schema/index.ts";
import { traitsOf } from "../../rehearsal/cloud/schema/traits.ts";
import { isObject, unknown, without, type Properties, type Value } from "../../rehearsal/cloud/values.ts";
import { channelProperties } from "../support/cloudChannel.ts";
import { examples } from "../support/cloudExamples/index.ts";
import { World } from "../support/cloudWorld.ts";

const folder = join(import.meta.dirname, "..", "..", "rehearsal", "cloud", "schema");

/** One way to spoil a valid example. */
interface Spoiled {
  what: "missing" | "unknown" | "enum" | "kind";
  path: string;
  inputs: Properties;
}

/** Every way to spoil a value by its schema, one at a time; `rebuild` puts the spoilt part back into the whole. */
function* spoiled(value: Properties, fields: Fields, path: string, rebuild: (part: Properties) => Properties): Generator<Spoiled> {
  yield { what: "unknown", path: `${path}.surprise`, inputs: rebuild({ ...value, surprise: "x" }) };
  for (const [name, { kind, required }] of fields) {
    const inner = value[name];
    if (inner === undefined) continue;
    if (required) yield { what: "missing", path: `${path}.${name}`, inputs: rebuild(without(value, name)) };
    yield* spoiledValue(inner, kind, `${path}.${name}`, (part) => rebuild({ ...value, [name]: part }));
  }
}

function* spoiledValue(value: Value, kind: Kind, path: string, rebuild: (part: Value) => Properties): Generator<Spoiled> {
  if (kind.is === "enum") yield { what: "enum", path, inputs: rebuild("NONE_OF_THESE") };
  if (kind.is === "number" || kind.is === "boolean") yield { what: "kind", path, inputs: rebuild("seven") };
  if (kind.is === "string" || kind.is === "map" || kind.is === "list") yield { what: "kind", path, inputs: rebuild(7) };
  if (kind.is === "object" && isObject(value)) yield* spoiled(value, kind.fields(), path, rebuild);
  if (kind.is === "list" && Array.isArray(value)) {
    for (const [index, item] of value.entries())
      yield* spoiledValue(item, kind.of, `${path}[${String(index)}]`, (part) => rebuild(value.with(index, part)));
  }
}

describe("the type tables of the simulated cloud", () => {
  it("are what the packages in node_modules say", () => {
    for (const [name, fresh] of Object.entries(generateTables())) {
      assert.equal(
        readFileSync(join(folder, name), "utf8") === fresh,
        true,
        `${name} is out of date: run node rehearsal/cloud/schema/generate.ts`,
      );
    }
  });

  it("know every type that an example is for, and the other way round", () => {
    const exemplified = new Set([...examples.map(({ token }) => token), "AWS::MediaLive::Channel", "AWS::MediaLive::Input"]);
    assert.deepEqual([...exemplified].sort(), knownTypes().sort());
  });

  it("have the properties that the hand-written lists name", () => {
    for (const token of knownTypes()) {
      const schema = schemaOf(token);
      assert.ok(schema);
      for (const output of schema.volatile) assert.ok(schema.outputs.includes(output), `${token}.${output}`);
      const { forceNew = [] } = traitsOf(token);
      for (const path of forceNew) assert.ok(schema.inputs.has(path) || path === "expectedBucketOwner", `${token}.${path}`);
    }
  });

  it("have the properties that hand-written choices are for", () => {
    const tables = ["aws.json", "awsNative.json"].map(
      (name) =>
        JSON.parse(readFileSync(join(folder, name), "utf8")) as {
          types: Record<string, { inputs: object }>;
          objects: Record<string, object>;
        },
    );
    for (const path of Object.keys(awsEnums)) {
      const cut = path.lastIndexOf(".");
      const [owner, property] = [path.slice(0, cut), path.slice(cut + 1)];
      const found = tables.some(({ types, objects }) => property in (types[owner]?.inputs ?? objects[owner] ?? {}));
      assert.ok(found, path);
    }
  });

  it("keep the closure of a MediaLive channel whole", () => {
    const seen = new Set<string>();
    const visit = (fields: Fields): void => {
      for (const { kind } of fields.values()) visitKind(kind);
    };
    const visitKind = (kind: Kind): void => {
      if (kind.is === "list" || kind.is === "map") visitKind(kind.of);
      if (kind.is !== "object" || seen.has(kind.name)) return;
      seen.add(kind.name);
      visit(kind.fields());
    };
    visit(schemaOf("AWS::MediaLive::Channel")?.inputs ?? new Map());
    // CloudFormation's own schema of the type (as cfn-lint 1.58 ships it) leads to as many, with the same properties in each.
    assert.equal(seen.size, 204);
  });
});

describe("checking inputs", () => {
  let world: World;
  before(async () => {
    world = await World.full();
  });

  const subjects = (): { name: string; token: string; inputs: Properties }[] => [
    ...examples.map(({ name, token }) => ({ name, token, inputs: world.inputs(name) })),
    {
      name: "template channel",
      token: "AWS::MediaLive::Channel",
      inputs: JSON.parse(JSON.stringify(channelProperties("STANDARD")).replaceAll(/\{"Ref":"\w+"\}/g, '"x"')) as Properties,
    },
  ];

  it("accepts every example", () => {
    for (const { token, inputs } of subjects()) assert.deepEqual(checkInputs(inputs, schemaOf(token)?.inputs ?? new Map()), [], token);
  });

  for (const { what, least } of [
    { what: "missing", least: 100 },
    { what: "unknown", least: 150 },
    { what: "enum", least: 100 },
    { what: "kind", least: 250 },
  ] as const) {
    it(`refuses every example with one thing spoilt: ${what}`, () => {
      let count = 0;
      for (const { token, inputs } of subjects()) {
        const fields = schemaOf(token)?.inputs ?? new Map();
        for (const one of spoiled(inputs, fields, token, (part) => part)) {
          if (one.what !== what) continue;
          count += 1;
          const failures = checkInputs(one.inputs, fields);
          assert.equal(failures.length > 0, true, `${what} at ${one.path} is let through`);
          assert.ok(
            failures.some(({ property }) => one.path === `${token}.${property}`),
            `${one.path}: ${JSON.stringify(failures)}`,
          );
        }
      }
      assert.ok(count >= least, `only ${String(count)} ways tried`);
    });
  }

  it("takes an unknown value for right wherever a value may be", () => {
    for (const { token, inputs } of subjects()) {
      const open = Object.fromEntries(Object.keys(inputs).map((name) => [name, unknown]));
      assert.deepEqual(checkInputs(open, schemaOf(token)?.inputs ?? new Map()), [], token);
    }
  });

  it("names the value, and the property that was probably meant", () => {
    const fields = schemaOf("aws-native:mediapackagev2:Channel")?.inputs ?? new Map();
    const reasons = checkInputs({ channelGroupName: "main", inputType: "RTMP", ChannelName: "x" }, fields).map(({ reason }) => reason);
    assert.deepEqual(reasons, [
      'expected "inputType" to be one of "HLS", "CMAF", got "RTMP"',
      'unknown property "ChannelName"; did you mean "channelName"?',
    ]);
  });

  it("refuses policies that are no JSON", () => {
    const failures = checkInputs({ bucket: "b", policy: "{" }, schemaOf("aws:s3/bucketPolicy:BucketPolicy")?.inputs ?? new Map());
    assert.deepEqual(failures, [{ property: "policy", reason: '"policy" contains an invalid JSON: "{"' }]);
  });
});
