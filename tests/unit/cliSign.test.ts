import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createVerify, generateKeyPairSync } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { parse } from "yaml";
import { lifeSeconds } from "../../cli/sign/life.ts";
import { channelScope } from "../../cli/sign/policy.ts";
import { edgeContract, onair, projectCopy, pulumiWith, removeCopy, type Run } from "./cliSession.ts";

const RESOURCE = "https://watch.live.team.tv/out/v1/prod-main/arena/*";
const KEY = join(".onair", "keys", "prod-first.pem");

interface Signed {
  resource: string;
  expires: string;
  cookiePath: string;
  cookies: Record<string, string>;
  signedUrl: string;
  keyId: string;
  playbackUrl: string;
}

/** CloudFront's own base64: + = / are written - _ ~ (CloudFront Developer Guide, signed cookies). */
const decode = (text: string): Buffer => Buffer.from(text.replaceAll("-", "+").replaceAll("_", "=").replaceAll("~", "/"), "base64");

/** What CloudFront does with the three values, by its documentation and node:crypto alone. */
function accepted(publicPem: string, policy: string, signature: string, digest = "SHA1"): unknown {
  const text = decode(policy);
  assert.ok(
    createVerify(`RSA-${digest}`).update(text).verify(publicPem, decode(signature)),
    "the signature must hold against the public key",
  );
  return JSON.parse(text.toString("utf8"));
}

describe("onair sign", () => {
  let project: string;
  let publicPem: string;
  before(async () => {
    project = projectCopy();
    const { code, err } = await onair(
      ["init", "prod", "--domain", "live.team.tv", "--zone-id", "Z0123456789ABC", "--encoder-cidr", "203.0.113.7/32", "--yes"],
      { cwd: project },
    );
    assert.equal(code, 0, err);
    publicPem = (
      parse(readFileSync(join(project, "Pulumi.prod-global.yaml"), "utf8")) as { config: { "onair:playbackKeys": { first: string } } }
    ).config["onair:playbackKeys"].first;
  });
  after(() => removeCopy(project));

  const contracts = { "prod-global": edgeContract("prod", ["arena", "studio"]) };
  const sign = (args: readonly string[], deployed: Readonly<Record<string, unknown>> = contracts, cwd = project): Promise<Run> =>
    onair(["sign", ...args], { cwd, tools: { runPulumi: pulumiWith(deployed) } });
  const refused = async (
    args: readonly string[],
    sentence: RegExp,
    deployed?: Readonly<Record<string, unknown>>,
    code = 1,
  ): Promise<void> => {
    const run = await sign(args, deployed);
    assert.equal(run.code, code, run.err);
    assert.match(run.err, sentence);
    assert.equal(run.out, "");
    assert.doesNotMatch(run.err, /\n\s+at |PRIVATE/);
  };

  it("[E5] signs cookies for one channel and no more, which its public key proves", async () => {
    const earliest = Math.floor(Date.now() / 1000) + 4 * 3600;
    const { code, out, err } = await sign(["arena", "--json"]);
    assert.equal(code, 0, err);
    const { cookies, resource, cookiePath, expires, keyId } = JSON.parse(out) as Signed;
    const latest = Math.floor(Date.now() / 1000) + 4 * 3600;
    assert.equal(cookies["CloudFront-Key-Pair-Id"], "K2JCJMDEHXQW5F");
    assert.deepEqual(Object.keys(cookies).sort(), ["CloudFront-Key-Pair-Id", "CloudFront-Policy", "CloudFront-Signature"]);
    const until = Date.parse(expires) / 1000;
    assert.ok(until >= earliest && until <= latest);
    assert.deepEqual(accepted(publicPem, cookies["CloudFront-Policy"] ?? "", cookies["CloudFront-Signature"] ?? ""), {
      Statement: [{ Resource: RESOURCE, Condition: { DateLessThan: { "AWS:EpochTime": until } } }],
    });
    assert.equal(resource, RESOURCE);
    assert.equal(cookiePath, "/out/v1/prod-main/arena/");
    assert.equal(keyId, "first");
  });

  it("[E5] signs a URL with the same policy, prints it alone, and says what it does not cover", async () => {
    const { code, out, err } = await sign(["arena", "--url", "--format", "dash", "--for", "90m"]);
    assert.equal(code, 0, err);
    const url = new URL(out);
    assert.equal(url.origin + url.pathname, "https://watch.live.team.tv/out/v1/prod-main/arena/live/dash.mpd");
    assert.equal(url.searchParams.get("Key-Pair-Id"), "K2JCJMDEHXQW5F");
    const policy = accepted(publicPem, url.searchParams.get("Policy") ?? "", url.searchParams.get("Signature") ?? "") as {
      Statement: { Resource: string; Condition: { DateLessThan: { "AWS:EpochTime": number } } }[];
    };
    const [statement] = policy.Statement;
    assert.ok(statement);
    assert.equal(statement.Resource, RESOURCE);
    const left = statement.Condition.DateLessThan["AWS:EpochTime"] - Date.now() / 1000;
    assert.ok(left > 5390 && left <= 5400);
    assert.match(err, /opens the one file only/);
  });

  it("[E5] signs with SHA-256 where that is asked for, and tells CloudFront so in cookie and URL", async () => {
    const asCookies = await sign(["arena", "--hash", "sha256", "--json"]);
    assert.equal(asCookies.code, 0, asCookies.err);
    const { cookies } = JSON.parse(asCookies.out) as Signed;
    assert.equal(cookies["CloudFront-Hash-Algorithm"], "SHA256");
    const { "CloudFront-Policy": policy = "", "CloudFront-Signature": signature = "" } = cookies;
    accepted(publicPem, policy, signature, "SHA256");
    assert.throws(() => accepted(publicPem, policy, signature, "SHA1"));
    const url = new URL((await sign(["arena", "--hash", "sha256", "--url"])).out);
    assert.equal(url.searchParams.get("Hash-Algorithm"), "SHA256");
    accepted(publicPem, url.searchParams.get("Policy") ?? "", url.searchParams.get("Signature") ?? "", "SHA256");
    const plain = new URL((await sign(["arena", "--url"])).out);
    assert.equal(plain.searchParams.get("Hash-Algorithm"), null);
  });

  it("shows command lines that carry the cookies", async () => {
    const { out } = await sign(["arena"]);
    const url = "'https://watch.live.team.tv/out/v1/prod-main/arena/live/hls.m3u8'";
    assert.match(out, /^COOKIES='(CloudFront-[A-Za-z-]+=[\w~-]+(; )?){3}'$/m);
    for (const tool of ["curl -H", "ffplay -headers"]) assert.ok(out.split("\n").includes(`${tool} "Cookie: $COOKIES" ${url}`), out);
    const shell = spawnSync("sh", ["-e", "-u", "-c", `curl() { printf '%s\\n' "$2" "$3"; }; ffplay() { :; }; mpv() { :; }; ${out}`], {
      encoding: "utf8",
    });
    const [header, address] = shell.stdout.split("\n");
    assert.match(header ?? "", /^Cookie: (CloudFront-[A-Za-z-]+=[\w~-]+(; )?){3}$/, shell.stderr);
    assert.equal(`'${address ?? ""}'`, url);
  });

  it("picks the address of the format asked for", async () => {
    const address = async (format: string): Promise<string> =>
      (JSON.parse((await sign(["studio", "--json", "--format", format])).out) as Signed).playbackUrl.split("/").at(-1) ?? "";
    assert.deepEqual([await address("hls"), await address("ll-hls"), await address("dash")], ["hls.m3u8", "ll.m3u8", "dash.mpd"]);
  });

  it("reads the edge half of a standalone stack", async () => {
    await onair(["init", "dev", "--encoder-cidr", "203.0.113.7/32", "--yes"], { cwd: project });
    const standalone = {
      contractVersion: 1,
      role: "standalone",
      environment: "dev",
      encodeRegion: {},
      globalEdge: edgeContract("dev", ["demo"]),
    };
    const { code, out, err } = await sign(["demo", "--env", "dev", "--json"], { dev: standalone });
    assert.equal(code, 0, err);
    assert.equal((JSON.parse(out) as Signed).resource, "https://watch.live.team.tv/out/v1/dev-main/demo/*");
  });

  it("refuses a channel nobody carries, with the nearest name", () =>
    refused(["arina"], /carries no channel arina; did you mean arena\? it carries: arena, studio/));
  it("refuses a stack that is not deployed, with the command", () =>
    refused(["arena"], /Stack prod-global is not deployed yet; deploy it first: pulumi up --stack prod-global/, {}));
  it("refuses a region's stack", () =>
    refused(["arena", "--stack", "x"], /Stack x has the role encode-region, and global-edge is needed/, {
      x: { contractVersion: 1, role: "encode-region" },
    }));
  it("refuses an environment without stacks", () =>
    refused(["arena", "--env", "prd"], /No stack file belongs to the environment prd; did you mean prod\?/));
  it("refuses both kinds at once", () => refused(["arena", "--url", "--cookies"], /Choose --cookies or --url/, contracts, 2));
  it("refuses an unknown format", () => refused(["arena", "--format", "smooth"], /Allowed choices are hls, ll-hls, dash/, contracts, 2));
  it("refuses an address that is not a channel's: nothing wider is ever signed", () => {
    for (const url of [
      "https://h/index.m3u8",
      "https://h/out/v1/group/index.m3u8",
      "http://h/out/v1/g/c/i.m3u8",
      "https://h/out/v1/*/c/i.m3u8",
    ])
      assert.throws(() => channelScope(url), /is not the address of a channel/);
    assert.deepEqual(channelScope("https://h/out/v1/g/c/e/i.m3u8"), { resource: "https://h/out/v1/g/c/*", path: "/out/v1/g/c/" });
  });

  describe("keys", () => {
    const other = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const privatePem = other.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    const file = (): string => join(project, "other.pem");

    it("says where it looked for the private key", async () => {
      const copy = projectCopy();
      const { code, err } = await sign(["arena"], contracts, copy);
      assert.equal(code, 1);
      assert.match(err, /There is no private key at \.onair\/keys\/prod-first\.pem/);
      removeCopy(copy);
    });
    it("refuses a private key that is not the other half", async () => {
      writeFileSync(file(), privatePem);
      await refused(
        ["arena", "--key", file()],
        /other\.pem is not the private half of key first in Pulumi\.prod-global\.yaml; viewers would be refused/,
      );
    });
    it("refuses the file in the key folder too, when it does not match", async () => {
      const own = readFileSync(join(project, KEY));
      writeFileSync(join(project, KEY), privatePem);
      await refused(["arena"], /prod-first\.pem is not the private half of key first/);
      writeFileSync(join(project, KEY), own);
    });
    it("refuses what is no key", async () => {
      writeFileSync(file(), "hello");
      await refused(["arena", "--key", file()], /other\.pem is not a private key in PEM form/);
    });
    it("takes a matching key from anywhere", async () => {
      writeFileSync(file(), readFileSync(join(project, KEY)));
      assert.equal((await sign(["arena", "--key", "other.pem"])).code, 0);
      rmSync(file());
    });
    it("chooses, among several trusted keys, the one that is here, and asks when it cannot", async () => {
      const two = { "prod-global": edgeContract("prod", ["arena"], { first: "KFIRST", second: "KSECOND" }) };
      const { out, err } = await sign(["arena", "--json"], two);
      assert.equal((JSON.parse(out) as Signed).cookies["CloudFront-Key-Pair-Id"], "KFIRST", err);
      const second = join(project, ".onair", "keys", "prod-second.pem");
      writeFileSync(second, privatePem);
      await refused(["arena"], /Several keys could sign; choose one with --key-id: first, second/, two);
      assert.equal(
        (JSON.parse((await sign(["arena", "--json", "--key-id", "second"], two)).out) as Signed).cookies["CloudFront-Key-Pair-Id"],
        "KSECOND",
      );
      rmSync(second);
    });
    it("refuses a key id the stack does not trust", () =>
      refused(["arena", "--key-id", "frist"], /trusts no key frist; did you mean first\?/));
  });

  describe("--for", () => {
    it("understands units and sums", () => {
      fc.assert(
        fc.property(fc.nat(6), fc.integer({ min: 0, max: 23 }), fc.integer({ min: 1, max: 59 }), (days, hours, minutes) => {
          assert.equal(lifeSeconds(`${days}d${hours}h${minutes}m`), (days * 24 + hours) * 3600 + minutes * 60);
        }),
      );
    });
    it("keeps to one minute and seven days", () => {
      assert.equal(lifeSeconds("1m"), 60);
      assert.equal(lifeSeconds("7d"), 604_800);
      for (const text of ["59s", "0m", "7d1s", "169h", "9999999d"]) assert.throws(() => lifeSeconds(text), /is out of bounds/);
    });
    it("refuses what is no length of time", () => {
      for (const text of ["", "4", "h", "4 h", "-4h", "4hours", "1.5h", "4w"])
        assert.throws(() => lifeSeconds(text), /is not a length of time/);
    });
    it("is a mistake of usage", () => refused(["arena", "--for", "8d"], /--for 8d is out of bounds/, contracts, 2));
  });
});
