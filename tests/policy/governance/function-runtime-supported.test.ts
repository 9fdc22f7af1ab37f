import { functionRuntimeSupported } from "../../../policy/rules/governance/function-runtime-supported.ts";
import { TYPES } from "../fixtures.ts";
import { describeRule, UNKNOWN_STRING } from "../harness.ts";

describeRule(functionRuntimeSupported, {
  rows: "S4",
  elsewhere: TYPES.topic,
  compliant: { type: "aws:lambda/function:Function", props: { runtime: "nodejs24.x" } },
  cases: [
    {
      when: "an old runtime",
      props: { runtime: "nodejs16.x" },
      expect: [/has runtime "nodejs16.x". Set it literally to one of nodejs24.x/],
    },
    { when: "no runtime", props: {}, expect: [/has runtime nothing/] },
    { when: "a runtime that is not known yet", props: { runtime: UNKNOWN_STRING }, expect: [/Set it literally/] },
    { when: "an image", props: { packageType: "Image" }, expect: [] },
    { when: "a runtime that the settings accept", props: { runtime: "java25" }, config: { runtimes: ["java25"] }, expect: [] },
  ],
});
