import { stableJson, type Json } from "../storage/index.ts";
import type { InputNames } from "./inputPlan.ts";
import type { SrtKind, SrtPlan } from "./srtPlan.ts";
import type { VpcPlacement } from "./vpc.ts";

export const GROUP_PARAMETER = "SecurityGroupId";
export const PASSPHRASE_PARAMETER = "PassphraseArn";
export const PLACING_ROLE_PARAMETER = "RoleArn";
/** The template's one output: the input's ARN, whose last part is the input's id. */
export const INPUT_ARN_OUTPUT = "InputArn";

/** A template of one input as text, and the parameters it must be given. */
export interface SrtTemplate {
  readonly body: string;
  readonly parameters: readonly string[];
}

/**
 * The template of one `AWS::MediaLive::Input` with SRT: no Pulumi provider can express it. It depends on the plan and the
 * placement alone; what differs between regions or is not known yet comes in as parameters, one string each.
 * Property names: CloudFormation Template Reference, AWS::MediaLive::Input.
 */
export function srtTemplate(plan: InputNames & SrtKind, vpc?: VpcPlacement): SrtTemplate {
  const placed = plan.type === "SRT_LISTENER" && vpc !== undefined;
  const guarded = plan.type === "SRT_LISTENER" && !placed;
  const parameters = [
    ...(guarded ? [GROUP_PARAMETER] : []),
    ...(plan.srt.decryption === undefined ? [] : [PASSPHRASE_PARAMETER]),
    ...(placed ? [PLACING_ROLE_PARAMETER] : []),
  ];
  const body = stableJson({
    AWSTemplateFormatVersion: "2010-09-09",
    Description: `Onair: SRT input ${plan.name}`,
    Parameters: Object.fromEntries(parameters.map((name) => [name, { Type: "String" }])),
    Resources: {
      Input: {
        Type: "AWS::MediaLive::Input",
        Properties: {
          Name: plan.name,
          Type: plan.type,
          // An input security group, or a VPC with its own; never both (MediaLive API, InputVpcRequest).
          ...(guarded ? { InputSecurityGroups: [{ Ref: GROUP_PARAMETER }] } : {}),
          ...(placed ? placement(vpc) : {}),
          SrtSettings: srtSettings(plan),
        },
      },
    },
    Outputs: { [INPUT_ARN_OUTPUT]: { Value: { "Fn::GetAtt": ["Input", "Arn"] } } },
  });
  return { body, parameters };
}

function placement({ subnetIds, securityGroupIds }: VpcPlacement): Record<string, Json> {
  return { Vpc: { SubnetIds: [...subnetIds], SecurityGroupIds: [...securityGroupIds] }, RoleArn: { Ref: PLACING_ROLE_PARAMETER } };
}

function srtSettings(plan: SrtKind): Json {
  const link = linkSettings(plan.srt);
  if (plan.type === "SRT_LISTENER") return { SrtListenerSettings: link };
  return {
    // The API takes the port as text.
    SrtCallerSources: plan.callees.map(({ host, port }) => ({ SrtListenerAddress: host, SrtListenerPort: String(port), ...link })),
  };
}

function linkSettings({ latency, streamId, decryption }: SrtPlan): Record<string, Json> {
  return {
    MinimumLatency: latency,
    ...(streamId === undefined ? {} : { StreamId: streamId }),
    ...(decryption === undefined
      ? {}
      : { Decryption: { Algorithm: decryption.algorithm, PassphraseSecretArn: { Ref: PASSPHRASE_PARAMETER } } }),
  };
}
