import type {
  EnforcementLevel,
  PolicyConfigSchema,
  PolicyResource,
  ResourceValidationPolicy,
  Severity,
  StackValidationPolicy,
} from "@pulumi/policy";
import type { Plain, PlainObject } from "./plain.ts";
import { isObject, plain, withoutTrace } from "./plain.ts";

/** What this project promises: nothing at rest in the clear, nothing to watch unsigned, nothing single, nothing out of hand. */
export type Group = "encryption" | "delivery" | "redundancy" | "governance";

type Settings = Readonly<Record<string, unknown>>;
type SettingsSchema = PolicyConfigSchema["properties"];

/** What a rule says about itself. `source` is the page of the authority that asks for it; `control` its id there, if it has one. */
export interface RuleText {
  readonly name: string;
  readonly group: Group;
  readonly description: string;
  readonly severity: Severity;
  readonly remediation: string;
  readonly source: string;
  /** AWS Security Hub CSPM control, such as `CloudFront.17`. */
  readonly control?: string;
  /** Only for a rule that must not stop a deployment by itself; every other rule is mandatory until a config file says otherwise. */
  readonly level?: EnforcementLevel;
  readonly settings?: SettingsSchema;
}

/** The provider of a resource: what a program made, or the engine's own (`default_…`). */
export interface ProviderSubject {
  readonly type: string;
  readonly name: string;
  readonly props: PlainObject;
}

/** One resource as a rule sees it: inputs in a resource rule, outputs in a stack rule. */
export interface Subject {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly props: PlainObject;
  /** Whether the engine refuses to delete it. */
  readonly isProtected: boolean;
  /** Absent for components and for resources of the engine itself. */
  readonly provider: ProviderSubject | undefined;
}

export interface StackSubject extends Subject {
  readonly resource: PolicyResource;
}

/** A finding reads on from the resource's name: "has no customer key. Set kmsMasterKeyId." */
export type Finding = string;

/** The resources that a rule is about: the types by name, or, for a rule about nearly everything, a test with its name. */
export type Scope = readonly string[] | TypeTest;
export interface TypeTest {
  readonly label: string;
  includes(type: string): boolean;
}

/**
 * A rule over single resources, checked before each is created or changed.
 * `check` yields one finding per clause that is broken; clauses must not depend on one another.
 */
export function resourceRule(
  text: RuleText,
  types: Scope,
  check: (subject: Subject, settings: Settings) => Iterable<Finding>,
): ResourceValidationPolicy {
  const reason = `Only for ${labelOf(types)}.`;
  const validateResource: NonNullable<ResourceValidationPolicy["validateResource"]> = (args, report) => {
    if (!types.includes(args.type)) {
      withoutTrace(() => args.notApplicable(reason));
    }
    const settings = settingsOf(text, args.getConfig());
    const subject = subjectOf(args);
    if (!isExempt(settings, subject)) {
      for (const finding of check(subject, settings)) {
        report(messageFor(subject, finding));
      }
    }
  };
  return { ...policyText(text), validateResource: forOneType(validateResource, types) };
}

/**
 * A rule over a whole stack: for what is missing, and for what only two resources together can break.
 * `types` are the resources that it is about: without one of them it does not apply.
 */
export function stackRule(
  text: RuleText,
  types: Scope,
  check: (stack: readonly StackSubject[], settings: Settings) => Iterable<readonly [Subject, Finding]>,
): StackValidationPolicy {
  const validateStack: StackValidationPolicy["validateStack"] = (args, report) => {
    if (!args.resources.some((resource) => types.includes(resource.type))) {
      args.notApplicable(`Only for stacks with ${labelOf(types)}.`);
    }
    const settings = settingsOf(text, args.getConfig());
    for (const [subject, finding] of check(args.resources.map(stackSubject), settings)) {
      if (!isExempt(settings, subject)) {
        report(messageFor(subject, finding), subject.urn);
      }
    }
  };
  return { ...policyText(text), validateStack: forOneType(validateStack, types) };
}

/** Reads a setting that the schema gives a default, so it is always there. */
export function numberSetting(settings: Settings, key: string): number {
  return Number(settings[key]);
}

export function stringsSetting(settings: Settings, key: string): readonly string[] {
  const value = settings[key];
  return Array.isArray(value) ? value.map(String) : [];
}

/** Properties are read on demand: most resources of a stack are of no interest to a rule. */
function stackSubject(resource: PolicyResource): StackSubject {
  return Object.assign(subjectOf(resource), { resource });
}

/** What both kinds of rule are told of a resource. */
type Told = Pick<PolicyResource, "type" | "name" | "urn" | "props" | "opts" | "provider">;

function subjectOf(told: Told): Subject {
  return new ReadSubject(told);
}

class ReadSubject implements Subject {
  readonly #told: Told;
  #props: PlainObject | undefined;
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly isProtected: boolean;

  constructor(told: Told) {
    this.#told = told;
    this.type = told.type;
    this.name = told.name;
    this.urn = told.urn;
    this.isProtected = told.opts.protect;
  }

  get props(): PlainObject {
    return (this.#props ??= objectOf(this.#told.props));
  }

  get provider(): ProviderSubject | undefined {
    const provider = this.#told.provider;
    return provider === undefined ? undefined : { type: provider.type, name: provider.name, props: objectOf(provider.props) };
  }
}

function labelOf(types: Scope): string {
  return "label" in types ? types.label : types.join(", ");
}

function objectOf(value: unknown): PlainObject {
  const copy: Plain = plain(value);
  return isObject(copy) ? copy : {};
}

function messageFor(subject: Subject, finding: Finding): string {
  // A bare "Stack" would be taken for the Pulumi stack.
  const kind = /^aws(-native)?:cloudformation/.test(subject.type)
    ? "CloudFormation stack"
    : subject.type.slice(subject.type.lastIndexOf(":") + 1);
  return `${kind} "${subject.name}" ${finding}`;
}

/** A written reason is asked for, as long as a short sentence; without one the exemption does not count. */
const EXEMPT: SettingsSchema = {
  exempt: {
    type: "object",
    description: "Resources that the rule passes over: name or URN, and the reason in words.",
    additionalProperties: { type: "string", minLength: 12 },
    default: {},
  },
};

function isExempt(settings: Settings, subject: Subject): boolean {
  const exempt = settings["exempt"] as Readonly<Record<string, unknown>> | undefined;
  const reason = exempt?.[subject.name] ?? exempt?.[subject.urn];
  return typeof reason === "string" && reason.trim().length >= 12;
}

/** Defaults of the schema below what was configured: an engine that does not apply them changes nothing. */
function settingsOf(text: RuleText, given: object): Settings {
  const schema = { ...text.settings, ...EXEMPT };
  const defaults = Object.entries(schema).map(([key, entry]) => [key, entry.default] as const);
  return { ...Object.fromEntries(defaults), ...given };
}

function policyText(text: RuleText) {
  return {
    name: text.name,
    description: text.description,
    severity: text.severity,
    remediationSteps: text.remediation,
    url: text.source,
    tags: [text.group],
    configSchema: { properties: { ...text.settings, ...EXEMPT } },
    ...(text.level === undefined ? {} : { enforcementLevel: text.level }),
    ...(text.control === undefined ? {} : { framework: securityHub(text.control) }),
  };
}

function securityHub(control: string) {
  const service = control.slice(0, control.indexOf(".")).toLowerCase();
  return {
    name: "AWS Security Hub CSPM",
    // The controls carry no version of their own.
    version: "",
    reference: control,
    specification: `https://docs.aws.amazon.com/securityhub/latest/userguide/${service}-controls.html`,
  };
}

/** The engine skips a rule without reading a resource when the rule names its one type in this property. */
function forOneType<F extends object>(validation: F, types: Scope): F {
  return "length" in types && types.length === 1 ? Object.assign(validation, { __pulumiType: types[0] }) : validation;
}
