/** What an example is, and the words that several of them share. */
import { generateKeyPairSync } from "node:crypto";
import type { CloudObject } from "../../../rehearsal/cloud/store.ts";
import type { Properties } from "../../../rehearsal/cloud/values.ts";

export interface Example {
  name: string;
  token: string;
  /** Where it is made; `eu-west-1` unless said. */
  region?: string;
  inputs: (made: Made) => Properties;
}

/** What has been made so far, by example name. */
export interface Made {
  id(name: string): string;
  output(name: string, property: string): never;
  object(name: string): CloudObject;
}

export const accountId = "123456789012";
export const zoneId = "Z0EXAMPLE0ONAIR00001";
export const domain = "onair.test.example";
export const region = "eu-west-1";
export const edge = "us-east-1";

export const publicKeyPem = generateKeyPairSync("rsa", { modulusLength: 2048 })
  .publicKey.export({ type: "spki", format: "pem" })
  .toString();

export function policy(...statements: readonly Properties[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

export function allow(service: string, actions: readonly string[], resource: string): Properties {
  return { Effect: "Allow", Principal: { Service: service }, Action: [...actions], Resource: resource };
}

const administration: Properties = {
  Effect: "Allow",
  Principal: { AWS: `arn:aws:iam::${accountId}:root` },
  Action: "kms:*",
  Resource: "*",
};
const encrypt = ["kms:GenerateDataKey*", "kms:Decrypt"];
const publishers = ["cloudwatch.amazonaws.com", "events.amazonaws.com", "cloudtrail.amazonaws.com", "delivery.logs.amazonaws.com"];

/** The policy of a key that lets every service of the examples in. */
export function keyPolicy(of: string): string {
  const services = [...publishers, `logs.${of}.amazonaws.com`];
  return policy(administration, ...services.map((service) => allow(service, encrypt, "*")));
}
