import assert from "node:assert/strict";
import { noSecretInPlain } from "../../../policy/rules/governance/no-secret-in-plain.ts";
import { secretKind } from "../../../stacks/secrets.ts";
import { TYPES } from "../fixtures.ts";
import { check, describeRule, UNKNOWN_OBJECT, UNKNOWN_STRING } from "../harness.ts";

// Put together here, so that no scanner takes this file for a leak.
const PEM = ["-----BEGIN RSA ", "PRIVATE KEY-----\nMIIE"].join("");
const ACCESS_KEY = ["AK", "IAIOSFODNN7EXAMPLE"].join("");
const STREAM_KEY = ["sk_", "us-east-1_abcdefghijkl"].join("");
const TOKEN = ["eyJhbGciOiJIUzI1NiJ9", "eyJzdWIiOiIxMjM0NTY3ODkwIn0", "dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P"].join(".");
const ACCESS_SECRET = ["wJalrXUtnFEMI/K7MDENG", "/bPxRfiCYEXAMPLEKEY"].join("");
const FUNCTION = "aws:lambda/function:Function";
const variables = (entries: object) => ({ environment: { variables: entries } });

describeRule(noSecretInPlain, {
  rows: "S4",
  elsewhere: TYPES.stack,
  compliant: {
    type: FUNCTION,
    props: variables({
      SIGNING_KEY_SECRET_ARN: "arn:aws:secretsmanager:us-east-1:123456789012:secret:keys",
      TOKEN_TTL: "300",
      PASSWORD: "arn:aws:secretsmanager:us-east-1:123456789012:secret:p",
      PUBLIC_KEY: "-----BEGIN PUBLIC KEY-----",
    }),
  },
  cases: [
    {
      when: "a private key",
      props: variables({ KEY: PEM }),
      expect: [/has a private key in environment.variables.KEY. Keep it in Secrets Manager/],
    },
    {
      when: "an AWS key in a tag",
      type: TYPES.bucket,
      props: { tags: { note: `use ${ACCESS_KEY}` } },
      expect: [/an AWS access key in tags.note/],
    },
    {
      when: "a private key in a secret's value",
      type: "aws:secretsmanager/secretVersion:SecretVersion",
      props: { secretString: PEM },
      expect: [/a private key in secretString/],
    },
    {
      when: "a password in an address",
      type: TYPES.input,
      props: { sources: [{ url: "rtmp://me:hunter2@example.com/live" }] },
      expect: [/a password inside an address in sources\[0\].url/],
    },
    {
      when: "an address without a password",
      type: TYPES.input,
      props: { sources: [{ url: "rtmp://example.com:1935/live@home" }] },
      expect: [],
    },
    {
      when: "a web token",
      type: TYPES.cloudFormation,
      props: { parameters: { Header: TOKEN } },
      expect: [/a web token in parameters.Header/],
    },
    {
      when: "a stream key",
      type: TYPES.input,
      props: { destinations: [{ streamName: STREAM_KEY }] },
      expect: [/a stream key in destinations\[0\].streamName/],
    },
    {
      when: "a value that its name gives away",
      props: variables({ STREAM_PASSPHRASE: "correct horse" }),
      expect: [/whose name says that it is secret \("STREAM_PASSPHRASE"\)/],
    },
    {
      when: "a passphrase in template parameters",
      type: TYPES.cloudFormation,
      props: { parameters: { SrtPassphrase: "correct horse" } },
      expect: [/parameters.SrtPassphrase/],
    },
    { when: "where a secret is", props: variables({ passwordParam2: "pull", SecretName: "keys", apiKeyId: "K1" }), expect: [] },
    {
      when: "a secret in user data",
      type: "aws:ec2/instance:Instance",
      props: { userDataBase64: Buffer.from(`#!/bin/sh\n${PEM}`).toString("base64") },
      expect: [/a private key in userDataBase64/],
    },
    {
      when: "an AWS secret access key",
      props: variables({ KEY: ACCESS_SECRET }),
      expect: [/has an AWS secret access key in environment.variables.KEY. Give the function a role/],
    },
    { when: "a secret that is not known yet", props: variables({ PASSWORD: UNKNOWN_STRING }), expect: [] },
    { when: "an environment that is not known yet", props: { environment: UNKNOWN_OBJECT, note: PEM }, expect: [/a private key in note/] },
  ],
});

describe("policy no-secret-in-plain and its messages", () => {
  it("[S4] never shows the secret that it found", async () => {
    const found = await check(noSecretInPlain, { tags: { a: PEM, b: ACCESS_KEY, password: "hunter2" } }, { type: TYPES.bucket });
    assert.equal(found.violations.length, 3);
    assert.doesNotMatch(found.violations.join(), /MIIE|IOSFODNN|hunter2/);
  });

  /** One of each shape that the settings refuse, put together here. */
  const SHAPES = [
    PEM,
    ACCESS_KEY,
    STREAM_KEY,
    ["live_", "12345_abcdefgh"].join(""),
    TOKEN,
    ["Bearer ", "abcdefghijk1"].join(""),
    ["ghp_", "abcdefghijklmnopqrstuvwxyz"].join(""),
    ["xoxb-", "1234567890-abc"].join(""),
    ["pul-", "0123456789abcdef0123"].join(""),
    "srt://me:hunter2@203.0.113.7:5000",
    "https://example.com/live?token=hunter2",
    ACCESS_SECRET,
  ];

  for (const [index, text] of SHAPES.entries()) {
    it(`[S4] finds in a tag what the settings refuse as well (shape ${index + 1})`, async () => {
      assert.notEqual(secretKind(text), undefined);
      const found = await check(noSecretInPlain, { tags: { note: text } }, { type: TYPES.bucket });
      assert.equal(found.violations.length, 1);
    });
  }
});
