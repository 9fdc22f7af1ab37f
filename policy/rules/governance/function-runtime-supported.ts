import { shown } from "../../lib/plain.ts";
import { resourceRule, stringsSetting } from "../../lib/rule.ts";

/** Runtimes of long-term support (Lambda guide, "Lambda runtimes", table of supported runtimes); of Node and Python the two newest. */
const RUNTIMES = ["nodejs24.x", "nodejs22.x", "python3.14", "python3.13", "provided.al2023"];

export const functionRuntimeSupported = resourceRule(
  {
    name: "function-runtime-supported",
    group: "governance",
    description: "A Lambda function runs on a runtime that still gets security fixes.",
    severity: "medium",
    remediation: `Set runtime, written literally, to one of ${RUNTIMES.join(", ")}.`,
    source: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html",
    control: "Lambda.2",
    settings: { runtimes: { type: "array", items: { type: "string" }, default: RUNTIMES, description: "Runtimes accepted." } },
  },
  ["aws:lambda/function:Function"],
  function* ({ props }, settings) {
    const runtime = props["runtime"];
    const accepted = stringsSetting(settings, "runtimes");
    if (props["packageType"] !== "Image" && !(typeof runtime === "string" && accepted.includes(runtime))) {
      yield `has runtime ${shown(runtime)}. Set it literally to one of ${accepted.join(", ")}.`;
    }
  },
);
