import assert from "node:assert/strict";
import { createRequire } from "node:module";
import type { PolicyConfigSchema } from "@pulumi/policy";
import proxy from "@pulumi/policy/proxy.js";
import analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
import structs from "google-protobuf/google/protobuf/struct_pb.js";
import type { Rule } from "../../policy/rules/index.ts";

/**
 * Runs rules through the policy SDK's own server functions, over the messages that the engine sends: unknown values,
 * type tokens, exemptions and the advice that an unknown turns a rule into are then the real ones.
 */
interface Server {
  makeAnalyzeRpcFun(pack: string, version: string, level: string, policies: Rule[]): Handler;
  makeAnalyzeStackRpcFun(pack: string, version: string, level: string, policies: Rule[]): Handler;
}
type Handler = (call: { request: unknown }, callback: (error: unknown, response?: analyzer.AnalyzeResponse) => void) => Promise<void>;

const server = createRequire(import.meta.url)("@pulumi/policy/server.js") as Server;

/** What the engine puts where a value is not known yet. The package keeps these to itself, so they are read by name. */
const sentinels = proxy as unknown as Readonly<Record<string, string>>;
export const UNKNOWN_STRING = String(sentinels["unknownStringValue"]);
export const UNKNOWN_LIST = String(sentinels["unknownArrayValue"]);
export const UNKNOWN_OBJECT = String(sentinels["unknownObjectValue"]);

export type Props = Readonly<Record<string, unknown>>;

export interface TestResource {
  readonly type: string;
  readonly name: string;
  readonly props: Props;
  /** Where names alone do not tell resources apart. */
  readonly urn?: string;
  /** What each property depends on, by resource name or URN, as the engine records it. */
  readonly dependsOn?: Readonly<Record<string, readonly string[]>>;
  readonly provider?: TestProvider;
  readonly protect?: boolean;
}

/** A provider as the engine names it to a rule. */
export interface TestProvider {
  readonly type: string;
  readonly name: string;
  readonly props: Props;
}

/** Writes a resource down for a stack rule. */
export function resource(type: string, name: string, props: Props, dependsOn: TestResource["dependsOn"] = {}): TestResource {
  return { type, name, props, dependsOn };
}

export interface Verdict {
  /** Messages of violations without the rule's description in front. */
  readonly violations: readonly string[];
  readonly levels: readonly string[];
  readonly urns: readonly string[];
  readonly notApplicable: boolean;
}

export interface Setup {
  readonly type: string;
  readonly name?: string;
  readonly config?: object;
  readonly provider?: TestProvider;
  readonly protect?: boolean;
}

export function urnOf(type: string, name: string): string {
  return `urn:pulumi:test::onair::${type}::${name}`;
}

/** What is `undefined` in a test is not sent, as the engine does not send it. */
function struct(props: Props): structs.Struct {
  return structs.Struct.fromJavaScript(JSON.parse(JSON.stringify(props)) as Parameters<typeof structs.Struct.fromJavaScript>[0]);
}

/** Runs a resource rule over one resource. A rule that the engine would downgrade to advice fails the test. */
export async function check(rule: Rule, props: Props, { config, ...setup }: Setup): Promise<Verdict> {
  const policy = configured(rule, config);
  return verdict(policy, await analyze([policy], props, setup));
}

/** Runs a stack rule over the resources of a stack. */
export async function checkStack(rule: Rule, stack: readonly TestResource[], config?: object): Promise<Verdict> {
  const policy = configured(rule, config);
  return verdict(policy, await analyzeStack([policy], stack));
}

/** What rules say of a whole stack, as a preview of it would: rule, resource and message. A rule turned into advice throws. */
export async function judgeStack(
  rules: readonly Rule[],
  stack: readonly TestResource[],
  configs: Readonly<Record<string, unknown>> = {},
): Promise<readonly { readonly rule: string; readonly resource: string; readonly message: string }[]> {
  const set = rules.map((rule) => {
    const config = configs[rule.name];
    return typeof config === "object" && config !== null ? configured(rule, settingsIn(config)) : rule;
  });
  const found: { rule: string; resource: string; message: string }[] = [];
  const take = (response: analyzer.AnalyzeResponse, fallback: string): void => {
    assert.deepEqual(skipped(response), [], "the engine would turn these rules into advice");
    for (const one of response.getDiagnosticsList()) {
      found.push({
        rule: one.getPolicyname(),
        resource: one.getUrn() || fallback,
        message: one.getMessage().split("\n").slice(1).join("\n"),
      });
    }
  };
  for (const { props, ...setup } of stack) {
    take(await analyze(set, props, setup), fullUrn({ ...setup, props }));
  }
  take(await analyzeStack(set, stack), "the stack");
  return found;
}

function settingsIn(config: object): object {
  return Object.fromEntries(Object.entries(config).filter(([key]) => key !== "enforcementLevel"));
}

/** Runs rules over some resources of a stack, and over the stack. Rejects when one throws; the answer is what the engine would turn into advice. */
export async function skippedRules(rules: readonly Rule[], stack: readonly TestResource[], alone = stack): Promise<readonly string[]> {
  const single = await Promise.all(alone.map(({ props, ...setup }) => analyze(rules, props, setup)));
  return [...single, await analyzeStack(rules, stack)].flatMap(skipped);
}

async function analyze(
  rules: readonly Rule[],
  props: Props,
  { type, name = "subject", provider, protect }: Setup,
): Promise<analyzer.AnalyzeResponse> {
  const request = new analyzer.AnalyzeRequest();
  request.setType(type);
  request.setName(name);
  request.setUrn(urnOf(type, name));
  request.setProperties(struct(props));
  request.setOptions(optionsOf(protect));
  request.setProvider(providerMessage(provider));
  return run(server.makeAnalyzeRpcFun("onair", "0.0.0", "mandatory", [...rules]), request);
}

async function analyzeStack(rules: readonly Rule[], stack: readonly TestResource[]): Promise<analyzer.AnalyzeResponse> {
  const urns = new Map(stack.flatMap((one) => [one.name, fullUrn(one)].map((key) => [key, fullUrn(one)] as const)));
  const request = new analyzer.AnalyzeStackRequest();
  request.setResourcesList(stack.map((one) => message(one, urns)));
  return run(server.makeAnalyzeStackRpcFun("onair", "0.0.0", "mandatory", [...rules]), request);
}

function skipped(response: analyzer.AnalyzeResponse): readonly string[] {
  return response
    .getDiagnosticsList()
    .map((one) => one.getMessage())
    .filter((text) => text.startsWith("can't run policy"));
}

function optionsOf(protect = false): analyzer.AnalyzerResourceOptions {
  const options = new analyzer.AnalyzerResourceOptions();
  options.setProtect(protect);
  return options;
}

function providerMessage(provider: TestProvider | undefined): analyzer.AnalyzerProviderResource | undefined {
  if (provider === undefined) {
    return undefined;
  }
  const one = new analyzer.AnalyzerProviderResource();
  one.setType(provider.type);
  one.setName(provider.name);
  one.setUrn(urnOf(provider.type, provider.name));
  one.setProperties(struct(provider.props));
  return one;
}

function fullUrn({ urn, type, name }: TestResource): string {
  return urn ?? urnOf(type, name);
}

function message(resource: TestResource, urns: ReadonlyMap<string, string>): analyzer.AnalyzerResource {
  const { type, name, props, dependsOn = {}, provider, protect } = resource;
  const one = new analyzer.AnalyzerResource();
  one.setType(type);
  one.setName(name);
  one.setUrn(fullUrn(resource));
  one.setProperties(struct(props));
  one.setOptions(optionsOf(protect));
  one.setProvider(providerMessage(provider));
  for (const [property, names] of Object.entries(dependsOn)) {
    const entry = new analyzer.AnalyzerPropertyDependencies();
    entry.setUrnsList(names.map((other) => urns.get(other) ?? assert.fail(`no resource ${other} in this stack`)));
    one.getPropertydependenciesMap().set(property, entry);
  }
  return one;
}

async function run(handler: Handler, request: unknown): Promise<analyzer.AnalyzeResponse> {
  return new Promise((resolve, reject) => {
    const done = (error: unknown, response?: analyzer.AnalyzeResponse): void => {
      if (response === undefined) {
        reject(error instanceof Error ? error : new Error(String(error)));
      } else {
        resolve(response);
      }
    };
    handler({ request }, done).catch(reject);
  });
}

/** The server keeps configuration to itself, so a configured rule is one that answers `getConfig` from here. */
function configured(rule: Rule, config: object | undefined): Rule {
  if (config === undefined) {
    return rule;
  }
  assertConfigFits(rule.configSchema, config);
  const withConfig = <A extends object>(args: A): A => ({ ...args, getConfig: () => config });
  if ("validateStack" in rule) {
    return { ...rule, validateStack: (args, report) => rule.validateStack(withConfig(args), report) };
  }
  const validate = rule.validateResource;
  assert.ok(typeof validate === "function");
  return { ...rule, validateResource: (args, report) => validate(withConfig(args), report) };
}

function assertConfigFits(schema: PolicyConfigSchema | undefined, config: object): void {
  for (const key of Object.keys(config)) {
    assert.ok(schema?.properties[key] !== undefined, `no setting ${key} in the rule's schema`);
  }
}

const LEVELS = ["advisory", "mandatory", "disabled", "remediate"];

function verdict(rule: Rule, response: analyzer.AnalyzeResponse): Verdict {
  const diagnostics = response.getDiagnosticsList();
  assert.deepEqual(skipped(response), [], "the engine would turn this rule into advice");
  const prefix = `${rule.description}\n`;
  return {
    violations: diagnostics.map((one) => {
      assert.ok(one.getMessage().startsWith(prefix));
      return one.getMessage().slice(prefix.length);
    }),
    levels: diagnostics.map((one) => LEVELS[one.getEnforcementlevel()] ?? "?"),
    urns: diagnostics.map((one) => one.getUrn()),
    notApplicable: response.getNotApplicableList().length > 0,
  };
}

/** Asserts exactly these violations, each by a pattern, in any order. */
export function assertViolations(found: Verdict, ...patterns: readonly RegExp[]): void {
  const rest = [...found.violations];
  for (const pattern of patterns) {
    const index = rest.findIndex((text) => pattern.test(text));
    assert.notEqual(index, -1, `nothing matches ${String(pattern)} in\n${found.violations.join("\n") || "(no violations)"}`);
    rest.splice(index, 1);
  }
  assert.deepEqual(rest, [], "more violations than expected");
}

/** A copy with one place changed (`undefined` removes it), by a path such as `origins.0.domainName`. */
export function changed<T extends object>(base: T, path: string, value: unknown): T {
  const copy = structuredClone(base);
  const steps = path.split(".");
  const last = steps.pop() ?? assert.fail("empty path");
  let holder: Record<string, unknown> = copy as Record<string, unknown>;
  for (const step of steps) {
    holder = (holder[step] ?? assert.fail(`no ${step} in ${path}`)) as Record<string, unknown>;
  }
  if (value === undefined) {
    Reflect.deleteProperty(holder, last);
  } else {
    holder[last] = value;
  }
  return copy;
}

export interface Case {
  /** What is wrong, in words. */
  readonly when: string;
  readonly props?: Props;
  readonly stack?: readonly TestResource[];
  /** Defaults to the baseline's type. */
  readonly type?: string;
  readonly config?: object;
  /** Defaults to the baseline's. */
  readonly provider?: TestProvider;
  readonly protect?: boolean;
  /** One pattern for each violation expected, matching what is wrong and the remedy; none for a case that passes. */
  readonly expect: readonly RegExp[];
}

export interface RuleTests {
  /** Requirement rows that the rule keeps. */
  readonly rows: string;
  readonly compliant: Setup & { readonly props?: Props; readonly stack?: readonly TestResource[] };
  readonly cases: readonly Case[];
  /** A type, or a stack, that the rule is not about. */
  readonly elsewhere: string;
}

/** The tests that every rule has: a compliant baseline, its cases, a resource it is not about, and an exemption with a reason. */
export function describeRule(rule: Rule, { rows, compliant, cases, elsewhere }: RuleTests): void {
  const { name = "subject", type, provider, protect } = compliant;
  const setup: Setup = { name, type, ...(provider === undefined ? {} : { provider }), ...(protect === undefined ? {} : { protect }) };
  const judge = (one: Partial<Case>): Promise<Verdict> =>
    compliant.stack === undefined
      ? check(rule, one.props ?? compliant.props ?? {}, {
          ...setup,
          ...config(one.config),
          ...(one.type === undefined ? {} : { type: one.type }),
          ...(one.provider === undefined ? {} : { provider: one.provider }),
          ...(one.protect === undefined ? {} : { protect: one.protect }),
        })
      : checkStack(rule, one.stack ?? compliant.stack, one.config);
  const broken = cases.find(({ expect }) => expect.length > 0) ?? assert.fail(`no violation of ${rule.name} is tested`);

  describe(`policy ${rule.name}`, () => {
    it(`[${rows}] passes the compliant baseline`, async () => {
      const found = await judge({ ...config(compliant.config) });
      assert.deepEqual(found.violations, []);
      assert.equal(found.notApplicable, false);
    });
    for (const one of cases) {
      it(`[${rows}] ${one.expect.length > 0 ? "refuses" : "accepts"} ${one.when}`, async () => {
        const found = await judge(one);
        assertViolations(found, ...one.expect);
        assert.ok(found.levels.every((level) => level === (rule.enforcementLevel ?? "mandatory")));
      });
    }
    it(`[${rows}] does not apply to ${elsewhere}`, async () => {
      const found =
        compliant.stack === undefined ? await judge({ type: elsewhere }) : await judge({ stack: [resource(elsewhere, "other", {})] });
      assert.equal(found.notApplicable, true);
      assert.deepEqual(found.violations, []);
    });
    it(`[${rows}] passes over a resource with a written reason, and not without one`, async () => {
      const names = broken.stack?.map((one) => one.name) ?? [name];
      const exempt = (reason: string) => ({ ...broken.config, exempt: Object.fromEntries(names.map((one) => [one, reason])) });
      assert.deepEqual((await judge({ ...broken, config: exempt("accepted until the move in May") })).violations, []);
      assert.equal((await judge({ ...broken, config: exempt("why not") })).violations.length, broken.expect.length);
    });
  });
}

function config(value: object | undefined): { config?: object } {
  return value === undefined ? {} : { config: value };
}
