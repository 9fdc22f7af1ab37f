/**
 * A place of its own for a function's code: separate globals, no timers, no network, no eval, and an end to code that loops.
 * Values cross as JSON only. It keeps what runs in it from what CloudFront does not offer; it is no protection against code that
 * wants to get out (Node.js documentation, "vm": not a security mechanism), so it is for one's own functions. Source of what is there: CloudFront Developer Guide, "JavaScript runtime 2.0 features for CloudFront Functions".
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

/** Answers a call of a helper; all of it JSON. */
type Ask = (helper: string, argument: string) => string;

/** Runs inside: makes the `cloudfront` module, calls the handler, and hands out its result as JSON. */
const INSIDE = new vm.Script(`(function (ask, done) {
  'use strict';
  const { parse, stringify } = JSON;
  // What the other side throws, as when the stack is used up, is not for the function to hold.
  function asked(helper, argument) {
    try { return ask(helper, argument); } catch { return '{"refusal":"the helper failed"}'; }
  }
  function call(helper, argument) {
    const answer = parse(asked(helper, stringify(argument === undefined ? null : argument)));
    if (answer.refusal !== undefined) throw new Error(answer.refusal);
    return parse(answer.json);
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
    return function () {
      new Promise(function (resolve) { resolve(make(cf, console)(parse(event))); }).then(
        function (value) { done(stringify({ value: value })); }
      ).catch(function (error) { done(stringify({ error: String((error && error.message) || error) })); });
    };
  };
})`);

const ENTER = new vm.Script("(function (enter) { delete globalThis.enter; enter(); })(enter)");

/** Runs inside, before the function: remembers the globals with what they hold, and tells whether all of it is still there. */
const UNTOUCHED = new vm.Script(`(function () {
  'use strict';
  const { ownKeys, getOwnPropertyDescriptor } = Reflect;
  const holds = (value) => (typeof value === 'object' && value !== null) || typeof value === 'function';
  const own = (owner) => ownKeys(owner).map((key) => [key, getOwnPropertyDescriptor(owner, key)]);
  const owners = [globalThis];
  for (const [, { value }] of own(globalThis)) {
    if (!holds(value) || value === globalThis) continue;
    owners.push(value);
    if (holds(value.prototype)) owners.push(value.prototype);
  }
  const known = owners.map((owner) => {
    const all = own(owner);
    return { owner, count: all.length, values: all.filter(([, one]) => 'value' in one).map(([key, { value }]) => [key, value]) };
  });
  return () => {
    for (let at = 0; at < known.length; at += 1) {
      const { owner, count, values } = known[at];
      if (ownKeys(owner).length !== count) return false;
      for (let i = 0; i < values.length; i += 1) {
        const value = owner[values[i][0]];
        if (value !== values[i][1] && value === value) return false;
      }
    }
    return true;
  };
})()`);

/** Inside: makes ready a run that begins when it is called. */
type Prepare = (make: unknown, event: string) => () => void;

/** What is within reach of one function's code, and whether a run has left it as it was. */
interface Place {
  readonly context: vm.Context;
  readonly make: unknown;
  readonly prepare: Prepare;
  readonly untouched: () => boolean;
}

/**
 * One function's code, ready to run again and again. Its own variables begin anew with each run; globals that a run has changed are
 * replaced before the next.
 */
export class FunctionRealm {
  readonly #code: vm.Script;
  readonly #limit: { readonly timeout?: number };
  #place: Place | undefined;
  #helpers: Helpers = () => ({ refusal: "no function runs" });
  #outcome: string | undefined;

  /**
   * `unlimited` is for callers that end the whole thread when a run takes too long.
   * @throws SyntaxError for code that is no script
   */
  constructor(code: string, runs: "limited" | "unlimited" = "limited") {
    this.#limit = runs === "limited" ? { timeout: LONGEST_RUN } : {};
    const own = code.replace(/^import cf from 'cloudfront';\n/, "");
    this.#code = new vm.Script(`(function (cf, console) { 'use strict';${own}\nreturn handler; })`);
  }

  /**
   * What the handler makes of an event.
   * @throws Error where it throws, loops, or never answers
   */
  run(event: object, helpers: Helpers): unknown {
    const place = (this.#place ??= this.#made());
    // Only a run that ends well, and has changed nothing, leaves it for the next.
    this.#place = undefined;
    this.#helpers = helpers;
    this.#outcome = undefined;
    place.context["enter"] = place.prepare(place.make, JSON.stringify(event));
    ENTER.runInContext(place.context, this.#limit);
    if (place.untouched()) this.#place = place;
    const outcome = this.#outcome as string | undefined;
    if (outcome === undefined) throw new Error("the function did not answer");
    const { value, error } = JSON.parse(outcome) as { value?: unknown; error?: string };
    if (error !== undefined) throw new Error(error);
    return value;
  }

  #made(): Place {
    // Promises settle before the script ends, so that the limit on its time holds for what a handler awaits too. An object of this
    // side as its global would bring this side's constructors along.
    const context = vm.createContext(vm.constants.DONT_CONTEXTIFY, {
      codeGeneration: { strings: false, wasm: false },
      microtaskMode: "afterEvaluate",
    });
    const untouched = UNTOUCHED.runInContext(context) as () => boolean;
    const inside = INSIDE.runInContext(context) as (ask: Ask, done: (outcome: string) => void) => Prepare;
    const prepare = inside(
      (helper, argument) => JSON.stringify(this.#helpers(helper, argument)),
      (outcome) => {
        this.#outcome = outcome;
      },
    );
    return { context, make: this.#code.runInContext(context), prepare, untouched };
  }
}
