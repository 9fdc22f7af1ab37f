import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { accessOf, callerAccount } from "../../control/index.ts";

const NAMES = [
  "AWS_ENDPOINT_URL",
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_PROFILE",
  "AWS_EC2_METADATA_DISABLED",
  "AWS_SHARED_CREDENTIALS_FILE",
  "AWS_CONFIG_FILE",
];

/** STS as the API has it: the query protocol, an XML answer. */
const identity = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
<Arn>arn:aws:iam::012345678901:user/ops</Arn><UserId>AIDAEXAMPLE</UserId><Account>012345678901</Account></GetCallerIdentityResult>
<ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></GetCallerIdentityResponse>`;

describe("callerAccount", () => {
  let server: Server;
  let asked: string[];
  const saved = { ...process.env };

  beforeEach(async () => {
    asked = [];
    server = createServer((request, response) => {
      request.on("data", (part: Buffer) => asked.push(part.toString("utf8")));
      request.on("end", () => response.writeHead(200, { "content-type": "text/xml" }).end(identity));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const nowhere = "/nowhere";
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_SHARED_CREDENTIALS_FILE: nowhere,
      AWS_CONFIG_FILE: nowhere,
    });
    for (const name of ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"]) Reflect.deleteProperty(process.env, name);
  });
  afterEach(async () => {
    for (const name of NAMES) {
      if (saved[name] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = saved[name];
    }
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it("asks the standard endpoint with the standard credentials", async () => {
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: "AKIDEXAMPLE", AWS_SECRET_ACCESS_KEY: "secret" });
    assert.deepEqual(await callerAccount({ region: "us-east-1" }), { accountId: "012345678901" });
    assert.match(asked.join(), /Action=GetCallerIdentity/);
  });

  it("answers that it does not know, instead of failing, where there are no credentials", async () => {
    const answer = await callerAccount({ region: "us-east-1" });
    assert.ok("unknown" in answer && answer.unknown !== "");
    assert.deepEqual(asked, []);
  });

  it("takes the account of the role that the stack takes on", async () => {
    const access = accessOf(
      { "aws:profile": "ops", "aws:assumeRoles": [{ roleArn: "arn:aws:iam::999999999999:role/deploy" }] },
      "eu-west-1",
    );
    assert.deepEqual(access, { region: "eu-west-1", profile: "ops", assumeRoleArn: "arn:aws:iam::999999999999:role/deploy" });
    assert.deepEqual(await callerAccount(access), { accountId: "999999999999" });
  });

  it("reads nothing from settings that are not there", () => {
    assert.deepEqual(accessOf({ "aws:profile": "", "aws:assumeRole": "x" }, "eu-west-1"), { region: "eu-west-1" });
  });
});
