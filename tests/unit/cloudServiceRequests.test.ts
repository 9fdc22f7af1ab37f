import assert from "node:assert/strict";
import { admitsRequest, sourceContext, type ServiceRequest } from "../../rehearsal/cloud/index.ts";

const OURS = "arn:aws:cloudfront::123456789012:distribution/EDFDVBD6EXAMPLE";
const ALLOW = {
  Effect: "Allow",
  Principal: { Service: "cloudfront.amazonaws.com" },
  Action: ["mediapackagev2:GetObject", "mediapackagev2:GetHeadObject"],
  Resource: "arn:aws:x:y",
  Condition: { StringEquals: { "AWS:SourceArn": OURS } },
};
const REQUEST: ServiceRequest = {
  service: "cloudfront.amazonaws.com",
  action: "mediapackagev2:GetObject",
  resource: "arn:aws:x:y",
  context: { "aws:securetransport": "true", ...sourceContext(OURS) },
};
const UNSIGNED: ServiceRequest = {
  action: REQUEST.action,
  resource: REQUEST.resource,
  context: { "aws:securetransport": "true", ...sourceContext(undefined) },
};
const DENY = { Effect: "Deny", Principal: "*", Action: "*", Resource: "*" };
/** An operator that is not understood, on a key of which nothing is known. */
const ODD = { Condition: { NumericLessThan: { "aws:MultiFactorAuthAge": "1" } } };

function policyOf(...statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

function admits(statements: readonly object[], request: Partial<ServiceRequest> = {}): boolean {
  return admitsRequest(policyOf(...statements), { ...REQUEST, ...request });
}

describe("a resource's policy, asked by a service", () => {
  it("[E5] admits what every part of a statement fits", () => {
    assert.ok(admits([ALLOW]));
    assert.ok(admits([{ ...ALLOW, Action: "mediapackagev2:get*" }]), "the letter case of actions does not count");
    for (const request of [
      { service: "other.amazonaws.com" },
      { action: "mediapackagev2:HarvestObject" },
      { resource: "arn:aws:x:Y" },
      { context: {} },
      { context: sourceContext(OURS.toLowerCase()) },
      { context: sourceContext(undefined) },
    ]) {
      assert.ok(!admits([ALLOW], request), JSON.stringify(request));
    }
    for (const policy of [undefined, "", "{", "[]", policyOf()]) assert.ok(!admitsRequest(policy, REQUEST), policy);
  });

  it("[E5] admits nobody by a condition that the request does not meet, and by any of several values", () => {
    const under = (Condition: object): boolean => admits([{ ...ALLOW, Condition }]);
    assert.ok(under({ ArnLike: { "aws:SourceArn": [`${OURS}X`, "arn:aws:cloudfront::123456789012:*"] } }));
    assert.ok(under({ StringEquals: { "aws:SourceAccount": "123456789012" }, Bool: { "aws:SecureTransport": true } }));
    assert.ok(!under({ StringEquals: { "aws:SourceAccount": "123456789012" }, Bool: { "aws:SecureTransport": "false" } }));
    assert.ok(!under({ StringLike: { "aws:SourceArn": "arn:aws:cloudfront::123456789012:DISTRIBUTION/*" } }), "letter case counts");
    assert.ok(!under({ StringEquals: { "aws:SourceArn": "arn:aws:cloudfront::123456789012:*" } }), "no wildcards");
  });

  it("[E5] asks everybody where the principal is everybody, however that is spelled", () => {
    for (const Principal of ["*", { AWS: "*" }, { Service: "*" }]) {
      assert.ok(admits([{ ...ALLOW, Principal }]));
      const open = { ...ALLOW, Principal, Condition: {} };
      assert.ok(admitsRequest(policyOf(open), UNSIGNED), JSON.stringify(Principal));
    }
    assert.ok(!admitsRequest(policyOf({ ...ALLOW, Condition: {} }), UNSIGNED));
  });

  it("[E5] a deny that fits wins, and one that does not leaves the rest alone", () => {
    assert.ok(!admits([ALLOW, DENY]));
    assert.ok(!admits([ALLOW, { ...DENY, Condition: { Bool: { "aws:SecureTransport": "true" } } }]));
    assert.ok(admits([ALLOW, { ...DENY, Condition: { Bool: { "aws:SecureTransport": "false" } } }]));
    assert.ok(admits([ALLOW, { ...DENY, Resource: "arn:aws:x:z" }]));
    assert.ok(admits([ALLOW, { ...DENY, Principal: { Service: "other.amazonaws.com" } }]));
  });

  it("[E5] is closed by what is not understood, whichever way it points", () => {
    assert.ok(!admits([{ ...ALLOW, ...ODD }]));
    assert.ok(!admits([ALLOW, { ...DENY, ...ODD }]));
    const unknownKey = { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } };
    assert.ok(!admits([{ ...ALLOW, ...unknownKey }]));
    assert.ok(!admits([ALLOW, { ...DENY, ...unknownKey }]));
    // One condition that does not hold settles it, whatever the other means.
    assert.ok(admits([ALLOW, { ...DENY, Condition: { ...ODD.Condition, Bool: { "aws:SecureTransport": "false" } } }]));
  });

  it("[E5] a key that the request is known not to have meets no condition", () => {
    const ofSomebody = { ...DENY, Condition: { StringLike: { "aws:SourceArn": "*" } } };
    const open = { ...ALLOW, Principal: "*", Condition: {} };
    assert.ok(admitsRequest(policyOf(open, ofSomebody), UNSIGNED));
    assert.ok(!admitsRequest(policyOf(open, ofSomebody), REQUEST));
  });
});
