/**
 * A place of its own for a function's code: separate globals, no timers, no network, no eval, and an end to code that loops.
 * Values cross as JSON only. Source of what is there: CloudFront Developer Guide, "JavaScript runtime 2.0 features for CloudFront Functions".
 */
import vm from "node:vm";

/** What a helper of the `cloudfront` module answers: JSON, or why it refuses. */
export type HelperAnswer = { readonly json: string } | { readonly refusal: string };

/** Answers a call of a helper; `argument` is JSON. */
export type Helpers = (helper: string, argument: string) => HelperAnswer;

/**
 * Longest run in milliseconds. CloudFront counts compute utilization, not time ("Restrictions on CloudFront Functions"); a function
 * that ends at all ends long before this, even on a busy machine.
 */
const LONGEST_RUN = 1000;

/** Runs inside: makes the `cloudfront` module, calls the handler, and hands out its result as JSON. */
const INSIDE = `(function (ask, done) {
  'use strict';
  function call(helper, argument) {
    const answer = ask(helper, JSON.stringify(argument === undefined ? null : argument));
    if (answer.refusal !== undefined) throw new Error(answer.refusal);
    return JSON.parse(answer.json);
  }
  function later(helper, argument) {
    return new Promise(function (resolve) { resolve(call(helper, argument)); });
  }
  const cf = {
    kvs: function (id) {
      call('kvs', id);
      return {
        get: function (key, options) {
          return later('get', key).then(function (value) {
            return options && options.format === 'json' ? JSON.parse(value) : value;
          });
        },
        exists: function (key) { return later('exists', key); },
      };
    },
    createRequestOriginGroup: function (asked) { call('createRequestOriginGroup', asked); },
    selectRequestOriginById: function (id) { call('selectRequestOriginById', id); },
    updateRequestOrigin: function (asked) { call('updateRequestOrigin', asked); },
  };
  const console = { log: function () {} };
  return function (make, event) {
    const handler = make(cf, console);
    new Promise(function (resolve) { resolve(handler(JSON.parse(event))); }).then(
      function (value) { done(JSON.stringify({ value: value })); },
      function (error) { done(JSON.stringify({ error: String((error && error.message) || error) })); });
  };
})`;

type Invoke = (make: unknown, event: string) => void;

/** One function's code, ready to run again and again; its own variables begin anew with each run. */
export class FunctionRealm {
  readonly #context: vm.Context;
  readonly #make: unknown;
  readonly #invoke: Invoke;
  readonly #limit: { readonly timeout?: number };
  readonly #enter = new vm.Script("(function (enter) { delete globalThis.enter; enter(); })(enter)");
  #helpers: Helpers = () => ({ refusal: "no function runs" });
  #outcome: string | undefined;

  /**
   * `unlimited` is for callers that end the whole thread when a run takes too long.
   * @throws SyntaxError for code that is no script
   */
  constructor(code: string, runs: "limited" | "unlimited" = "limited") {
    this.#limit = runs === "limited" ? { timeout: LONGEST_RUN } : {};
    // Promises settle before the script ends, so that the limit on its time holds for what a handler awaits too.
    this.#context = vm.createContext({}, { codeGeneration: { strings: false, wasm: false }, microtaskMode: "afterEvaluate" });
    const own = code.replace(/^import cf from 'cloudfront';\n/, "");
    const inside = vm.runInContext(INSIDE, this.#context) as (ask: Helpers, done: (outcome: string) => void) => Invoke;
    this.#make = vm.runInContext(`(function (cf, console) { 'use strict';${own}\nreturn handler; })`, this.#context);
    this.#invoke = inside(
      (helper, argument) => this.#helpers(helper, argument),
      (outcome) => {
        this.#outcome = outcome;
      },
    );
  }

  /**
   * What the handler makes of an event.
   * @throws Error where it throws, loops, or never answers
   */
  run(event: object, helpers: Helpers): unknown {
    this.#helpers = helpers;
    this.#outcome = undefined;
    const json = JSON.stringify(event);
    this.#context["enter"] = (): void => {
      this.#invoke(this.#make, json);
    };
    this.#enter.runInContext(this.#context, this.#limit);
    const outcome = this.#outcome as string | undefined;
    if (outcome === undefined) throw new Error("the function did not answer");
    const { value, error } = JSON.parse(outcome) as { value?: unknown; error?: string };
    if (error !== undefined) throw new Error(error);
    return value;
  }
}
