import assert from "node:assert/strict";
import fc from "fast-check";
import type { CloudObject, NewObject } from "../../rehearsal/cloud/index.ts";
import { Buckets } from "../../rehearsal/cloud/buckets.ts";
import { cmsdPairs, SCORE_KEY, scoreOf } from "../../rehearsal/media/cmsd.ts";
import { storageOf } from "../../rehearsal/media/origins/index.ts";
import { answerOf } from "../../rehearsal/media/origins/objects.ts";
import { asSent } from "../../rehearsal/media/origins/signing.ts";
import type { EdgeOrigin, OriginRequest } from "../../rehearsal/media/types.ts";
import { originIn, ScriptedOrigins } from "../support/scriptedOrigins.ts";

const OURS = "arn:aws:cloudfront::123456789012:distribution/EDFDVBD6EXAMPLE";
const BUCKET = "onair-prod-player";
const KEY = "arn:aws:kms:us-east-1:123456789012:key/1234";
const origin: EdgeOrigin = originIn("player", "us-east-1", {
  kind: "s3",
  bucket: BUCKET,
  domainName: `${BUCKET}.s3.us-east-1.amazonaws.com`,
});
const get = (path: string, headers: Record<string, string> = {}): OriginRequest => ({ method: "GET", path, query: "", headers });

const statement = (more: object = {}): object => ({
  Effect: "Allow",
  Principal: { Service: "cloudfront.amazonaws.com" },
  Action: "s3:GetObject",
  Resource: `arn:aws:s3:::${BUCKET}/*`,
  Condition: { StringEquals: { "AWS:SourceArn": OURS } },
  ...more,
});
const policyOf = (...statements: readonly object[]): string => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const REFUSE_PLAIN = {
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: `arn:aws:s3:::${BUCKET}/*`,
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};

function resource(type: string, inputs: CloudObject["inputs"], outputs: CloudObject["outputs"] = {}): CloudObject {
  return { type, region: "us-east-1", id: type, owner: "", inputs, outputs, hidden: {} };
}

function bucket(policy?: string, object: Partial<NewObject> = {}, keyPolicy = ""): ReturnType<typeof storageOf> {
  const objects = new Buckets(undefined, () => Date.UTC(2026, 0, 2, 3, 4, 5));
  objects.put(BUCKET, "player/index.html", {
    bytes: Buffer.from("<html>"),
    contentType: "text/html",
    cacheControl: "max-age=60",
    ...object,
  });
  const resources = [
    resource("aws:s3/bucketPolicy:BucketPolicy", { bucket: "another", policy: policyOf(statement({ Resource: "*" })) }),
    ...(policy === undefined ? [] : [resource("aws:s3/bucketPolicy:BucketPolicy", { bucket: BUCKET, policy })]),
    resource("aws:kms/key:Key", { policy: keyPolicy }, { arn: KEY }),
  ];
  return storageOf(() => resources, objects);
}

describe("a bucket behind the edge", () => {
  const open = bucket(policyOf(statement(), REFUSE_PLAIN));

  it("[E5] gives an object to this distribution, with what S3 keeps of it", () => {
    const { status, headers, body } = answerOf(open, origin, get("/player/index.html"), OURS);
    assert.equal(status, 200);
    assert.equal(body.toString(), "<html>");
    assert.equal(headers["content-type"], "text/html");
    assert.equal(headers["cache-control"], "max-age=60");
    assert.equal(headers["last-modified"], "Fri, 02 Jan 2026 03:04:05 GMT");
    assert.match(headers["etag"] ?? "", /^"[0-9a-f]{32}"$/);
  });

  it("[E5] is closed without its policy, to other distributions and to whoever does not sign", () => {
    const of = (storage: ReturnType<typeof storageOf>, from = origin, arn = OURS): number =>
      answerOf(storage, from, get("/player/index.html"), arn).status;
    assert.equal(of(bucket()), 403);
    assert.equal(of(open, { ...origin, signed: false }), 403);
    const unbound = bucket(policyOf(statement({ Condition: {} })));
    assert.deepEqual([of(unbound), of(unbound, { ...origin, signed: false })], [200, 403]);
    assert.equal(of(open, origin, `${OURS}X`), 403);
    assert.equal(of(bucket(policyOf(statement({ Principal: { Service: "another.amazonaws.com" } })))), 403);
    assert.equal(of(bucket(policyOf(statement({ Action: "s3:PutObject" })))), 403);
    assert.equal(of(bucket(policyOf(statement({ Resource: `arn:aws:s3:::${BUCKET}/other/*` })))), 403);
    assert.equal(of(bucket(policyOf(statement(), statement({ Effect: "Deny" })))), 403);
    assert.equal(of(bucket("{")), 403);
  });

  // S3 API Reference, GetObject: without s3:ListBucket an object that is missing is forbidden.
  it("[E8] forbids what is missing, or says so to who may list", () => {
    assert.equal(answerOf(open, origin, get("/player/none"), OURS).status, 403);
    const listed = bucket(policyOf(statement(), statement({ Action: "s3:ListBucket", Resource: `arn:aws:s3:::${BUCKET}` })));
    assert.equal(answerOf(listed, origin, get("/player/none"), OURS).status, 404);
  });

  // CloudFront Developer Guide, "Restrict access to an Amazon S3 origin", SSE-KMS.
  it("[E5] gives what a key encrypts only with that key's consent", () => {
    const key = { keyArn: KEY };
    const consent = policyOf(
      statement({
        Action: "kms:Decrypt",
        Resource: "*",
        Condition: { ArnLike: { "aws:SourceArn": "arn:aws:cloudfront::123456789012:distribution/*" } },
      }),
    );
    const status = (keyPolicy: string): number =>
      answerOf(bucket(policyOf(statement()), key, keyPolicy), origin, get("/player/index.html"), OURS).status;
    assert.deepEqual([status(consent), status(""), status(policyOf(statement()))], [200, 403, 403]);
  });

  it("[E8] reads the policy of either provider", () => {
    const objects = new Buckets();
    objects.put(BUCKET, "a b", { bytes: Buffer.from("x") });
    const document = JSON.parse(policyOf(statement())) as CloudObject["inputs"];
    const storage = storageOf(() => [resource("aws-native:s3:BucketPolicy", { bucket: BUCKET, policyDocument: document })], objects);
    assert.equal(answerOf(storage, origin, get("/a%20b"), OURS).status, 200);
    assert.equal(answerOf(storage, origin, get("/%zz"), OURS).status, 403);
    assert.equal(answerOf(storage, { ...origin, path: "/a%20b" }, get(""), OURS).status, 200);
  });

  it("[E8] confirms what has not changed", () => {
    const fields = answerOf(open, origin, get("/player/index.html"), OURS).headers;
    const ask = (headers: Record<string, string>): number => answerOf(open, origin, get("/player/index.html", headers), OURS).status;
    assert.equal(ask({ "if-none-match": fields["etag"] ?? "" }), 304);
    assert.equal(ask({ "if-none-match": `"x", W/${fields["etag"] ?? ""}` }), 304);
    assert.equal(ask({ "if-none-match": '"x"' }), 200);
    assert.equal(ask({ "if-modified-since": fields["last-modified"] ?? "" }), 304);
    assert.equal(ask({ "if-modified-since": "Fri, 02 Jan 2026 03:04:04 GMT" }), 200);
    assert.equal(ask({ "if-none-match": '"x"', "if-modified-since": fields["last-modified"] ?? "" }), 200);
  });

  it("[E8] is asked like any origin, time and network included", async () => {
    const origins = new ScriptedOrigins();
    const ask = origins.side([origin], { storage: open });
    const target = { kind: "origin" as const, origin: "player" };
    const found = await origins.timers.play(ask(target, get("/player/index.html")));
    assert.equal(found.reply.body.toString(), "<html>");
    const head = await origins.timers.play(ask(target, { ...get("/player/index.html"), method: "HEAD" }));
    assert.deepEqual([head.reply.status, head.reply.body.length, head.reply.headers["content-length"]], [200, 0, "6"]);
    assert.equal((await origins.timers.play(ask(target, { ...get("/player/index.html"), method: "OPTIONS" }))).reply.status, 403);
    assert.deepEqual(origins.seen, [], "nothing went to the media origins");
  });
});

describe("requests that the edge signs", () => {
  const request: OriginRequest = { method: "GET", path: "/out/v1/x.m3u8", query: "_HLS_part=1&_HLS_msn=2", headers: { accept: "*/*" } };
  const media = originIn("us", "eu-west-1");
  const NOW = Date.UTC(2026, 0, 2, 3, 4, 5);

  // IAM User Guide, "Create a signed AWS API request"; CloudFront Developer Guide, "Restrict access to an AWS Elemental MediaPackage v2 origin".
  it("[E5] have the shape of Signature Version 4 and name the distribution", () => {
    const { headers } = asSent(media, request, OURS, NOW);
    assert.match(
      headers["authorization"] ?? "",
      /^AWS4-HMAC-SHA256 Credential=[A-Z]+\/20260102\/eu-west-1\/mediapackagev2\/aws4_request, SignedHeaders=[a-z0-9;-]+, Signature=[0-9a-f]{64}$/,
    );
    assert.equal(headers["x-amz-date"], "20260102T030405Z");
    assert.equal(headers["x-rehearsal-principal"], "cloudfront.amazonaws.com");
    assert.equal(headers["x-rehearsal-source-arn"], OURS);
    assert.notEqual(asSent(media, { ...request, path: "/y" }, OURS, NOW).headers["authorization"], headers["authorization"]);
    assert.match(asSent(origin, request, OURS, NOW).headers["authorization"] ?? "", /\/us-east-1\/s3\/aws4_request/);
  });

  it("[E5] cannot be made by a viewer: what looks like a signature is taken away", () => {
    const forged = {
      Authorization: "AWS4 forged",
      "X-Rehearsal-Principal": "cloudfront.amazonaws.com",
      "x-rehearsal-source-arn": OURS,
      accept: "*/*",
    };
    assert.deepEqual(asSent({ ...media, signed: false }, { ...request, headers: forged }, OURS, NOW).headers, {
      accept: "*/*",
      "user-agent": "Amazon CloudFront",
    });
    assert.match(asSent(media, { ...request, headers: forged }, OURS, NOW).headers["authorization"] ?? "", /^AWS4-HMAC-SHA256 /);
  });
});

describe("the score in CMSD-Static", () => {
  it("[E3] is read wherever it stands among the keys, and any number of them", () => {
    const value = fc.oneof(fc.integer({ min: 0, max: 9 }).map(String), fc.constant('"a,b;=\\"c"'), fc.constant("(d h)"), fc.constant("l"));
    const other = fc.tuple(fc.constantFrom("n", "ot", "sf", "br", "com.example-mqcs"), value).map(([key, text]) => `${key}=${text}`);
    fc.assert(
      fc.property(
        fc.array(other),
        fc.integer({ min: 0, max: 100 }),
        fc.array(fc.oneof(other, fc.constant("su"))),
        (before, score, after) => {
          const header = [...before, `${SCORE_KEY}=${score}`, ...after].join(", ");
          assert.equal(scoreOf({ "cmsd-static": header }), score);
          assert.equal(scoreOf({ "cmsd-static": [...before, ...after].join(",") }), undefined);
        },
      ),
      { numRuns: 100 },
    );
  });

  it("[E3] is no score when it is no number up to 100", () => {
    for (const text of ["", "-1", "101", "x", "1e1", '"'])
      assert.equal(scoreOf({ "cmsd-static": `ot=v,${SCORE_KEY}=${text}` }), undefined, text);
    assert.equal(scoreOf({}), undefined);
    assert.equal(cmsdPairs('n="MediaPackage:eu-west-1:g:c:e",st=l').get("n"), "MediaPackage:eu-west-1:g:c:e");
  });
});
