import aws from "@pulumi/aws";
import type awsNative from "@pulumi/aws-native";
import mediaconnect from "@pulumi/aws-native/mediaconnect/index.js";
import pulumi from "@pulumi/pulumi";
import type { IngestUrl, PassphraseSecret, Passphrases, Pipeline, Region } from "../encode/index.ts";
import { flowRoleName, flowSecretsPolicy, flowTrust } from "./access.ts";
import { entitlementArgs, flowArgs, type FlowSecrets, outputArgs, secondSourceArgs } from "./flowArgs.ts";
import type { FlowPlan, FlowSourcePlan } from "./flowPlan.ts";
import { ingestOf } from "./ingest.ts";

/** The flows of one input, and what encrypts them. */
export interface InputFlows {
  /** `primary`, or the input's key. */
  readonly key: string;
  readonly plans: readonly FlowPlan[];
  /** Secret with the input's passphrase; absent where nothing that comes in is encrypted. */
  readonly passphrase?: PassphraseSecret;
}

export interface ContributionArgs {
  readonly environment: string;
  readonly channel: string;
  readonly accountId: string;
  readonly region: Region;
  /** Encoders are set to a flow's address, and a new flow would have another. */
  readonly protect: boolean;
  readonly inputs: readonly InputFlows[];
  /** Secrets of outputs and entitlements by name. */
  readonly secrets: Passphrases;
  readonly nativeProvider: awsNative.Provider;
}

/** One flow once it is made. */
export interface MadeFlow {
  readonly pipeline: Pipeline;
  readonly name: string;
  readonly zone: string;
  readonly arn: pulumi.Output<string>;
  /** The address that the flow sends from, for whoever admits its calls. */
  readonly egressIp: pulumi.Output<string>;
  /** Where encoders send; absent where the flow calls them. */
  readonly ingest?: IngestUrl;
  readonly secondIngest?: IngestUrl;
  /** By the entitlement's key. */
  readonly entitlements: Readonly<Record<string, pulumi.Output<string>>>;
}

/** The MediaConnect flows of a channel. AWS makes them stopped: `onair start` starts them before the channel. */
export class Contribution extends pulumi.ComponentResource {
  /** By the input's key, pipeline a first. */
  readonly flows: Readonly<Record<string, readonly MadeFlow[]>>;
  readonly #args: ContributionArgs;
  readonly #name: string;

  constructor(name: string, args: ContributionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("onair:contribution:Contribution", name, {}, opts);
    this.#args = args;
    this.#name = name;
    const reader = this.#reader();
    this.flows = Object.fromEntries(
      args.inputs.map(({ key, plans, passphrase }) => {
        const own = passphrase === undefined ? {} : { passphrase: passphrase.arn };
        const secrets = reader === undefined ? undefined : { roleArn: reader.role.arn, named: args.secrets, ...own };
        return [key, plans.map((plan) => this.#flow(plan, secrets, reader?.ready ?? []))];
      }),
    );
    this.registerOutputs({});
  }

  /** One role for all flows of the channel; none where nothing is encrypted. */
  #reader(): { role: aws.iam.Role; ready: readonly pulumi.Resource[] } | undefined {
    const { environment, channel, accountId, region, inputs, secrets } = this.#args;
    const read = [...inputs.flatMap(({ passphrase }) => passphrase ?? []), ...Object.values(secrets)];
    if (read.length === 0) return undefined;
    const place = { accountId, region };
    const role = new aws.iam.Role(
      `${this.#name}-flows`,
      {
        name: flowRoleName(environment, channel, region),
        description: `MediaConnect reads what encrypts the flows of ${channel}`,
        assumeRolePolicy: flowTrust(place),
      },
      { parent: this },
    );
    const policy = new aws.iam.RolePolicy(
      `${this.#name}-flows`,
      { name: "decrypt", role: role.name, policy: flowSecretsPolicy(read, place) },
      { parent: this },
    );
    return { role, ready: [policy] };
  }

  #flow(plan: FlowPlan, secrets: FlowSecrets | undefined, ready: readonly pulumi.Resource[]): MadeFlow {
    const { protect } = this.#args;
    const flow = new mediaconnect.Flow(plan.resource, flowArgs(plan, secrets), this.#native({ protect, dependsOn: [...ready] }));
    for (const output of plan.outputs)
      new mediaconnect.FlowOutput(output.resource, outputArgs(output, flow.flowArn, secrets), this.#native({}));
    const entitlements = plan.entitlements.map((one) => {
      const made = new mediaconnect.FlowEntitlement(one.resource, entitlementArgs(one, flow.flowArn, secrets), this.#native({}));
      return [one.name, made.entitlementArn] as const;
    });
    const second = plan.second === undefined ? undefined : this.#second(plan, plan.second, flow.flowArn, secrets);
    // A flow's own outputs lack its source's address in previews, so it is read back.
    const address = mediaconnect.getFlowOutput({ flowArn: flow.flowArn }, { parent: this }).apply(({ source }) => source?.ingestIp);
    const first = ingestOf(plan.pipeline, plan.first, address);
    const other = plan.second === undefined || second === undefined ? undefined : ingestOf(plan.pipeline, plan.second, second.ingestIp);
    return {
      pipeline: plan.pipeline,
      name: plan.name,
      zone: plan.zone,
      arn: flow.flowArn,
      egressIp: flow.egressIp,
      ...(first === undefined ? {} : { ingest: first }),
      ...(other === undefined ? {} : { secondIngest: other }),
      entitlements: Object.fromEntries(entitlements),
    };
  }

  #second(
    plan: FlowPlan,
    source: FlowSourcePlan,
    flowArn: pulumi.Output<string>,
    secrets: FlowSecrets | undefined,
  ): awsNative.mediaconnect.FlowSource {
    const { protect } = this.#args;
    return new mediaconnect.FlowSource(`${plan.resource}-second`, secondSourceArgs(source, flowArn, secrets), this.#native({ protect }));
  }

  #native(options: pulumi.CustomResourceOptions): pulumi.CustomResourceOptions {
    return { parent: this, provider: this.#args.nativeProvider, ...options };
  }
}
