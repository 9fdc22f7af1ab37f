import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type * as grpc from "@grpc/grpc-js";
import type * as analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
import type { RunPluginResponse, RunResponse } from "@pulumi/pulumi/proto/language_pb.js";
import { createRequire } from "node:module";
import {
  AnalyzerService,
  analyzerMessages,
  emptyMessages,
  grpcJs,
  LanguageRuntimeService,
  languageMessages,
} from "../../cli/toolchain/language-host/sdk.ts";

const HOST = join(import.meta.dirname, "../../cli/toolchain/language-host/serve.ts");
const NODE_MODULES = join(import.meta.dirname, "../../node_modules");
const struct = createRequire(createRequire(import.meta.url).resolve("@pulumi/pulumi/package.json"))(
  "google-protobuf/google/protobuf/struct_pb",
) as { Struct: { fromJavaScript(value: object): never } };

type Call = (method: string, request: unknown) => Promise<unknown>;

function caller(service: grpc.ServiceDefinition, port: number): { call: Call; client: grpc.Client } {
  const Client = grpcJs.makeGenericClientConstructor(service, "Test");
  const client = new Client(`127.0.0.1:${port}`, grpcJs.credentials.createInsecure());
  const call: Call = (method, request) =>
    new Promise((resolve, reject) => {
      const send = (
        client as unknown as Record<string, (request: unknown, done: (problem: Error | null, answer: unknown) => void) => void>
      )[method];
      send?.call(client, request, (problem, answer) => {
        if (problem) reject(problem);
        else resolve(answer);
      });
    });
  return { call, client };
}

/** The host as the engine starts it: its address as the last word, the standard input held open. */
async function startHost(): Promise<{ process: ChildProcess; call: Call; client: grpc.Client; said: () => string }> {
  const host = spawn(process.execPath, [HOST, "--tracing", "file:t", "127.0.0.1:77"], { stdio: ["pipe", "pipe", "pipe"] });
  let said = "";
  host.stderr.on("data", (bytes: Buffer) => (said += bytes.toString()));
  const port = await new Promise<string>((resolve) => {
    host.stdout.on("data", (bytes: Buffer) => {
      said += bytes.toString();
      if (said.includes("\n")) resolve(said);
    });
  });
  return { process: host, ...caller(LanguageRuntimeService, Number.parseInt(port)), said: () => said };
}

function programInfo(folder: string, options: object): InstanceType<typeof languageMessages.ProgramInfo> {
  return new languageMessages.ProgramInfo()
    .setRootDirectory(folder)
    .setProgramDirectory(folder)
    .setEntryPoint("index.ts")
    .setOptions(struct.Struct.fromJavaScript(options));
}

const running = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

async function gone(pid: number): Promise<void> {
  for (let left = 100; running(pid); left--) {
    assert.ok(left > 0, `process ${pid} is still there`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe("toolchain: the language host", () => {
  let folder: string;
  let host: Awaited<ReturnType<typeof startHost>>;

  before(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "onair-host-")));
    host = await startHost();
  });
  after(async () => {
    host.client.close();
    host.process.kill("SIGINT");
    await gone(host.process.pid ?? 0);
    rmSync(folder, { recursive: true, force: true });
  });

  /** A program folder whose SDK is a stand-in that reports how it was started and does what `script` says. */
  function program(name: string, script: string): string {
    const runner = join(folder, name, "node_modules/@pulumi/pulumi/cmd/run");
    mkdirSync(runner, { recursive: true });
    writeFileSync(
      join(runner, "index.js"),
      `const { PULUMI_CONFIG, PULUMI_CONFIG_SECRET_KEYS, PULUMI_NODEJS_TYPESCRIPT } = process.env;
      const report = { args: process.argv.slice(2), PULUMI_CONFIG, PULUMI_CONFIG_SECRET_KEYS, PULUMI_NODEJS_TYPESCRIPT };
      require("fs").writeFileSync(${JSON.stringify(join(folder, `${name}.json`))}, JSON.stringify({ ...report, pid: process.pid }));
      ${script}`,
    );
    return join(folder, name);
  }

  function request(path: string, options: object = { typescript: false }): InstanceType<typeof languageMessages.RunRequest> {
    const made = new languageMessages.RunRequest()
      .setProject("onair")
      .setStack("prod-global")
      .setOrganization("organization")
      .setMonitorAddress("127.0.0.1:78")
      .setParallel(16)
      .setDryrun(true)
      .setConfigsecretkeysList(["onair:passphrase"])
      .setArgsList(["extra"])
      .setInfo(programInfo(path, options));
    made.getConfigMap().set("aws:region", "us-east-1").set("onair:a:b", "1");
    return made;
  }

  const exists = (name: string): boolean => existsSync(join(folder, `${name}.json`));
  const report = (name: string): Record<string, unknown> =>
    createRequire(import.meta.url)(join(folder, `${name}.json`)) as Record<string, unknown>;

  it("[S5] starts a program with everything the SDK's runner takes", async () => {
    const path = program("plain", "console.log('said by the program')");
    const response = (await host.call("run", request(path))) as RunResponse;
    assert.deepEqual([response.getError(), response.getBail()], ["", false]);
    const { args, pid, ...rest } = report("plain");
    assert.ok(typeof pid === "number");
    const expected = `--monitor 127.0.0.1:78 --engine 127.0.0.1:77 --organization organization --project onair --root-directory ${path} \
--stack prod-global --pwd ${path} --parallel 16 --tracing file:t --dry-run index.ts extra`;
    assert.deepEqual(args, expected.split(" "));
    assert.deepEqual(rest, {
      PULUMI_CONFIG: '{"aws:config:region":"us-east-1","onair:a:b":"1"}',
      PULUMI_CONFIG_SECRET_KEYS: '["onair:passphrase"]',
    });
    assert.match(host.said(), /said by the program/);
  });

  it("[S5] has the SDK compile TypeScript unless the project says not to", async () => {
    await host.call("run", request(program("compiled", ""), {}));
    assert.equal(report("compiled")["PULUMI_NODEJS_TYPESCRIPT"], "true");
  });

  it("[S5] tells a reported error, a crash and a signal apart", async () => {
    const end = async (name: string, script: string): Promise<unknown[]> => {
      const response = (await host.call("run", request(program(name, script)))) as RunResponse;
      return [response.getError(), response.getBail()];
    };
    assert.deepEqual(await end("reported", "process.exit(32)"), ["", true]);
    assert.deepEqual(await end("crashed", "process.exit(3)"), ["The program exited with code 3.", false]);
    assert.deepEqual(await end("killed", "process.kill(process.pid, 'SIGKILL')"), ["The program was ended by SIGKILL.", false]);
  });

  it("[S5] says in one sentence that the SDK is missing", async () => {
    mkdirSync(join(folder, "bare"));
    await assert.rejects(host.call("run", request(join(folder, "bare"))), /@pulumi\/pulumi is not installed for .*bare: run npm ci/);
  });

  it("[S5] interrupts the running program when the engine cancels", async () => {
    const path = program("long", "setInterval(() => undefined, 1000)");
    const ended = host.call("run", request(path));
    while (!exists("long")) await new Promise((resolve) => setTimeout(resolve, 20));
    await host.call("cancel", new emptyMessages.Empty());
    assert.equal(((await ended) as RunResponse).getBail(), true);
    await gone(Number(report("long")["pid"]));
  });

  it("[S4] runs a type-stripped policy pack with the stack's configuration, and ends it with the call", async () => {
    const pack = join(folder, "pack");
    mkdirSync(pack);
    symlinkSync(NODE_MODULES, join(pack, "node_modules"));
    writeFileSync(join(pack, "package.json"), '{"name":"p","version":"1.2.3","type":"module","main":"index.js"}');
    writeFileSync(join(pack, "index.js"), 'import "./pack.ts";');
    writeFileSync(
      join(pack, "pack.ts"),
      `import pulumi from "@pulumi/pulumi";
       import policy from "@pulumi/policy";
       const stack: string = pulumi.getStack() + "/" + new pulumi.Config("onair").require("level");
       console.error("pid " + process.pid);
       new policy.PolicyPack("pack", { policies: [{ name: "seen", description: stack, enforcementLevel: "advisory", validateResource: () => undefined }] });`,
    );
    const made = new languageMessages.RunPluginRequest()
      .setKind("analyzer")
      .setPwd(folder)
      .setArgsList(["127.0.0.1:77"])
      .setEnvList(Object.entries(process.env).map(([name, value]) => `${name}=${value ?? ""}`))
      .setInfo(programInfo(pack, { typescript: false }));
    const open = (host.client as unknown as Record<string, (request: unknown) => grpc.ClientReadableStream<RunPluginResponse>>)[
      "runPlugin"
    ];
    const stream = open?.call(host.client, made);
    assert.ok(stream);
    stream.on("error", () => undefined);
    let out = "";
    let problems = "";
    stream.on("data", (part: RunPluginResponse) => {
      out += Buffer.from(part.getStdout_asU8()).toString();
      problems += Buffer.from(part.getStderr_asU8()).toString();
    });
    while (!out.includes("\n")) await new Promise((resolve) => setTimeout(resolve, 10));

    const rules = caller(AnalyzerService, Number(out));
    await rules.call("handshake", new analyzerMessages.AnalyzerHandshakeRequest());
    const configuration = new analyzerMessages.AnalyzerStackConfigureRequest().setStack("prod-global").setProject("onair");
    configuration.getConfigMap().set("onair:level", "seven");
    await rules.call("configureStack", configuration);
    const info = (await rules.call("getAnalyzerInfo", new emptyMessages.Empty())) as analyzer.AnalyzerInfo;
    assert.deepEqual([info.getName(), info.getVersion()], ["pack", "1.2.3"], problems);
    assert.equal(info.getPoliciesList()[0]?.getDescription(), "prod-global/seven");

    const pid = Number(/pid (\d+)/.exec(problems)?.[1]);
    assert.ok(running(pid));
    rules.client.close();
    stream.cancel();
    await gone(pid);
  });

  it("[S5] leaves no program behind when it is told to go, nor when the engine is killed", async () => {
    const path = program("orphan", "process.on('SIGINT', () => process.exit(0)); setInterval(() => undefined, 1000)");
    const other = await startHost();
    other.call("run", request(path)).catch(() => undefined);
    while (!exists("orphan")) await new Promise((resolve) => setTimeout(resolve, 20));
    other.process.kill("SIGINT");
    await gone(Number(report("orphan")["pid"]));
    await gone(other.process.pid ?? 0);

    const engine = `const host = require("node:child_process").spawn(process.execPath, [${JSON.stringify(HOST)}, "x"], { stdio: ["pipe", "inherit", "inherit"] });
      console.error(host.pid);`;
    const parent = spawn(process.execPath, ["-e", engine], { stdio: ["ignore", "pipe", "pipe"] });
    const pid = await new Promise<number>((resolve) => parent.stderr.once("data", (bytes: Buffer) => resolve(Number(bytes.toString()))));
    await new Promise((resolve) => parent.stdout.once("data", resolve));
    parent.kill("SIGKILL");
    await gone(pid);
  });
});
