/** SRT inputs inside CloudFormation templates, and the secrets that they name. */
import { findSecret, keepSecret } from "../../rehearsal/cloud/secrets.ts";
import type { Properties } from "../../rehearsal/cloud/values.ts";
import type { World } from "./cloudWorld.ts";

export const PASSPHRASE = "n8vKxQ2mTfWc4hRbY7pLzD3sGj6aE9uN5tVkXeMw";

/** A template of one input. What varies comes in as parameters, as in the program's own. */
export function inputTemplate(properties: Properties): string {
  const names = ["Group", "Passphrase"].filter((name) => JSON.stringify(properties).includes(`{"Ref":"${name}"}`));
  return JSON.stringify({
    AWSTemplateFormatVersion: "2010-09-09",
    ...(names.length === 0 ? {} : { Parameters: Object.fromEntries(names.map((name) => [name, { Type: "String" }])) }),
    Resources: { Input: { Type: "AWS::MediaLive::Input", Properties: { Name: "srt", ...properties } } },
    Outputs: { InputArn: { Value: { "Fn::GetAtt": ["Input", "Arn"] } } },
  });
}

export const CALLER: Properties = {
  Type: "SRT_CALLER",
  SrtSettings: {
    SrtCallerSources: ["a", "b"].map((host) => ({ SrtListenerAddress: `${host}.example`, SrtListenerPort: "9000", MinimumLatency: 1000 })),
  },
};

export const LISTENER: Properties = {
  Type: "SRT_LISTENER",
  InputSecurityGroups: [{ Ref: "Group" }],
  SrtSettings: {
    SrtListenerSettings: { MinimumLatency: 1000, Decryption: { Algorithm: "AES256", PassphraseSecretArn: { Ref: "Passphrase" } } },
  },
};

/** Puts a secret into a region of the world, and gives its ARN. */
export function keptSecret(world: World, region = "eu-west-1", name = "onair/prod/srt/srt"): string {
  keepSecret(world.store, world.cloud.account, { name, region, primaryRegion: region, value: PASSPHRASE, description: "", tags: {} });
  return findSecret(world.store, region, name)?.arn ?? "";
}

/** A stack with a listener that may be made. */
export function listenerStack(world: World, changed: Properties = {}): Properties {
  return {
    name: "onair-srt--srt",
    onFailure: "DELETE",
    templateBody: inputTemplate(LISTENER),
    parameters: { Group: world.id("admitted"), Passphrase: keptSecret(world) },
    ...changed,
  };
}
