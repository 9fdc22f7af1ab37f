import assert from "node:assert/strict";
import pulumi from "@pulumi/pulumi";
import { runStack, type RawSettings } from "../../stacks/index.ts";
import { shippedSettings } from "../support/shipped.ts";

/** Settings that no user can write: reading them is nobody's mistake but ours. */
const IMPOSSIBLE = { ...shippedSettings("dev"), config: undefined } as unknown as RawSettings;

describe("errors of the program", () => {
  const { stackTraceLimit } = Error;

  afterEach(() => {
    Error.stackTraceLimit = stackTraceLimit;
    delete process.env["ONAIR_TRACES"];
  });

  const thrown = async (raw: RawSettings): Promise<Error> => {
    try {
      await runStack(raw);
    } catch (error) {
      return error instanceof Error ? error : assert.fail("not an error");
    }
    return assert.fail("nothing was thrown");
  };

  it("[S3] that nobody foresaw say how to see where they come from, and then show it", async () => {
    const { message, stack } = await thrown(IMPOSSIBLE);
    assert.match(message, /^TypeError: [^\n]+\nONAIR_TRACES=1 before the command shows where this comes from\.$/);
    assert.doesNotMatch(stack ?? "", /^\s+at /m);
    process.env["ONAIR_TRACES"] = "1";
    Error.stackTraceLimit = stackTraceLimit;
    const traced = await thrown(IMPOSSIBLE);
    assert.ok(traced instanceof TypeError);
    assert.match(traced.stack ?? "", /stacks\/settings\.ts/);
  });

  it("[S3] of a user are sentences without a trace, wanted or not", async () => {
    for (const traces of ["0", "1"]) {
      process.env["ONAIR_TRACES"] = traces;
      const error = await thrown(shippedSettings("dev", { "onair:role": "encode-regoin" }));
      assert.ok(pulumi.RunError.isInstance(error));
      assert.match(error.message, /onair:role/);
      assert.doesNotMatch(error.message, /ONAIR_TRACES/);
    }
  });
});
