/** The inputs of a resource as a program states them; what is not known yet is an Output. */
export type Inputs = Readonly<Record<string, unknown>>;

/** One way of making the deployment weaker, as a careless change would. */
export interface Variant {
  /** What a reviewer would call it. */
  readonly title: string;
  /** Role of the stack it is tried on. */
  readonly role: "encode-region" | "global-edge";
  readonly type: string;
  /** The policy rule that refuses it. */
  readonly rule: string;
  /** The weaker inputs, or undefined where this resource has nothing of the kind. */
  weaken(inputs: Inputs): Inputs | undefined;
  /** Takes the engine's protection off as well. */
  readonly unprotect?: boolean;
}

const anyoneMayRead = {
  Version: "2012-10-17",
  Statement: [{ Sid: "Anyone", Effect: "Allow", Principal: "*", Action: ["mediapackagev2:GetObject"], Resource: "*" }],
};

const mayDoEverything = {
  Version: "2012-10-17",
  Statement: [{ Sid: "Everything", Effect: "Allow", Action: "*", Resource: "*" }],
};

/** The weakenings that the pack must refuse at the first preview of an empty stack. */
export const variants = {
  "one-pipeline": {
    title: "one pipeline in production",
    role: "encode-region",
    type: "aws:cloudformation/stack:Stack",
    rule: "channel-standard-class",
    weaken: (inputs) => ({ ...inputs, templateBody: String(inputs["templateBody"]).replaceAll('"STANDARD"', '"SINGLE_PIPELINE"') }),
  },
  "open-input": {
    title: "an input open to the world",
    role: "encode-region",
    type: "aws:medialive/inputSecurityGroup:InputSecurityGroup",
    rule: "input-security-group-narrow",
    weaken: (inputs) => ({ ...inputs, whitelistRules: [{ cidr: "0.0.0.0/0" }] }),
  },
  "plain-topic": {
    title: "alerts on an unencrypted topic",
    role: "encode-region",
    type: "aws:sns/topic:Topic",
    rule: "topic-customer-key",
    weaken: (inputs) => without(inputs, "kmsMasterKeyId"),
  },
  "dropped-alerts": {
    title: "a key policy that drops alerts",
    role: "encode-region",
    type: "aws:kms/key:Key",
    rule: "key-admits-publishers",
    weaken: (inputs) => {
      const document = typeof inputs["policy"] === "string" ? (JSON.parse(inputs["policy"]) as Inputs) : {};
      const statements = recordsIn(document, "Statement");
      const rest = statements.filter(({ Principal }) => !JSON.stringify(Principal).includes("cloudwatch.amazonaws.com"));
      return rest.length === statements.length ? undefined : { ...inputs, policy: JSON.stringify({ ...document, Statement: rest }) };
    },
  },
  "unsigned-behaviour": {
    title: "media without a signature",
    role: "global-edge",
    type: "aws-native:cloudfront:Distribution",
    rule: "behaviours-signed",
    weaken: (inputs) =>
      changeIn(inputs, "distributionConfig", (config) => ({
        ...config,
        cacheBehaviors: recordsIn(config, "cacheBehaviors").map((behaviour) => without(behaviour, "trustedKeyGroups")),
      })),
  },
  "public-endpoint": {
    title: "an origin endpoint that anyone may read",
    role: "global-edge",
    type: "aws-native:mediapackagev2:OriginEndpointPolicy",
    rule: "endpoint-policy-closed",
    weaken: (inputs) => ({ ...inputs, policy: anyoneMayRead }),
  },
  "unchecked-failover": {
    title: "a failover record without a health check",
    role: "global-edge",
    type: "aws:route53/record:Record",
    rule: "failover-record-health-checked",
    weaken: (inputs) => (inputs["failoverRoutingPolicies"] === undefined ? undefined : without(inputs, "healthCheckId")),
  },
  "no-firewall": {
    title: "viewers without a firewall",
    role: "global-edge",
    type: "aws-native:cloudfront:Distribution",
    rule: "distribution-firewalled",
    weaken: (inputs) => changeIn(inputs, "distributionConfig", (config) => without(config, "webAclId")),
  },
  "wide-role": {
    title: "a role that may do everything",
    role: "encode-region",
    type: "aws:iam/rolePolicy:RolePolicy",
    rule: "no-wildcard-access",
    weaken: (inputs) => ({ ...inputs, policy: JSON.stringify(mayDoEverything) }),
  },
  "unprotected-distribution": {
    title: "a distribution that one wrong change deletes",
    role: "global-edge",
    type: "aws-native:cloudfront:Distribution",
    rule: "stateful-protected",
    weaken: (inputs) => inputs,
    unprotect: true,
  },
} as const satisfies Record<string, Variant>;

export type VariantName = keyof typeof variants;

function without(inputs: Inputs, name: string): Inputs {
  return Object.fromEntries(Object.entries(inputs).filter(([key]) => key !== name));
}

function changeIn(inputs: Inputs, name: string, change: (part: Inputs) => Inputs): Inputs {
  return { ...inputs, [name]: change(inputs[name] as Inputs) };
}

function recordsIn(inputs: Inputs, name: string): Inputs[] {
  return (inputs[name] ?? []) as Inputs[];
}
