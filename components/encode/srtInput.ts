import aws from "@pulumi/aws";
import type pulumi from "@pulumi/pulumi";
import { policyJson } from "../storage/index.ts";
import type { InputBindings } from "./inputArgs.ts";
import type { InputNames } from "./inputPlan.ts";
import { SRT_STACK_SUFFIX as SUFFIX } from "./names.ts";
import { passphraseOf } from "./passphrases.ts";
import type { SrtKind } from "./srtPlan.ts";
import { GROUP_PARAMETER, INPUT_ARN_OUTPUT, PASSPHRASE_PARAMETER, PLACING_ROLE_PARAMETER, srtTemplate } from "./srtTemplate.ts";

/**
 * CloudFormation may change the input, never replace or remove it: what makes a new input gives it new addresses, and encoders
 * would go on calling the old ones (User Guide, "Prevent updates to stack resources": what is not allowed is denied).
 */
const KEEP_INPUT = policyJson({ Effect: "Allow", Principal: "*", Action: "Update:Modify", Resource: "*" });

/**
 * Makes an SRT input in a CloudFormation stack of its own and answers with its id. The caller's own credentials run the stack.
 * Its name and `onFailure` replace it when they change, and so would a time-out: none is set.
 */
export function makeSrtInput(
  plan: InputNames & SrtKind,
  bindings: InputBindings,
  options: pulumi.CustomResourceOptions & { readonly protect: boolean },
): pulumi.Output<string> {
  const { body, parameters } = srtTemplate(plan, bindings.vpc);
  const stack = new aws.cloudformation.Stack(
    `${plan.resource}${SUFFIX}`,
    {
      name: `${plan.name}${SUFFIX}`,
      templateBody: body,
      parameters: Object.fromEntries(parameters.map((name) => [name, parameterValue(name, plan, bindings)])),
      onFailure: "DELETE",
      ...(options.protect ? { policyBody: KEEP_INPUT } : {}),
    },
    options,
  );
  return stack.outputs.apply((outputs: Readonly<Record<string, string>> | undefined) => {
    const arn = outputs?.[INPUT_ARN_OUTPUT];
    if (arn === undefined) throw new Error(`CloudFormation stack ${plan.name}${SUFFIX} has no output ${INPUT_ARN_OUTPUT}`);
    return arn.slice(arn.lastIndexOf(":") + 1);
  });
}

function parameterValue(name: string, plan: InputNames & SrtKind, bindings: InputBindings): pulumi.Input<string> {
  const value = {
    [GROUP_PARAMETER]: bindings.securityGroupId,
    [PASSPHRASE_PARAMETER]:
      plan.srt.decryption === undefined ? undefined : passphraseOf(bindings.passphrases, plan.srt.decryption.secret).arn,
    [PLACING_ROLE_PARAMETER]: bindings.vpc?.roleArn,
  }[name];
  if (value === undefined) throw new Error(`input ${plan.name} has no ${name}`);
  return value;
}
