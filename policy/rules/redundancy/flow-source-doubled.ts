import { FLOW } from "../../lib/flow.ts";
import { at, shown } from "../../lib/plain.ts";
import { resourceRule } from "../../lib/rule.ts";

/** Milliseconds that MediaConnect accepts in either of its documents. */
const WINDOW = { least: 100, most: 500 };

/** Protocols in which two streams can be the same packet by packet (SMPTE 2022-7). */
const MERGEABLE = ["rtp", "rtp-fec", "rist"];

export const flowSourceDoubled = resourceRule(
  {
    name: "flow-source-doubled",
    group: "redundancy",
    description: "A flow with two sources changes between them in a way that the protocol allows.",
    severity: "medium",
    remediation: "Set sourceFailoverConfig state ENABLED; failoverMode FAILOVER for SRT, MERGE only for two equal RTP or RIST streams.",
    source: "https://docs.aws.amazon.com/mediaconnect/latest/ug/source-failover.html",
  },
  [FLOW],
  function* ({ props }) {
    const settings = props["sourceFailoverConfig"];
    if (settings === undefined || at(settings, "state") === "DISABLED") {
      return;
    }
    const mode = at(settings, "failoverMode");
    const protocol = at(props, "source", "protocol");
    if (mode !== "FAILOVER" && mode !== "MERGE") {
      yield `has failoverMode ${shown(mode)}. Set it literally, to "FAILOVER" or "MERGE".`;
    }
    if (mode === "MERGE" && !(typeof protocol === "string" && MERGEABLE.includes(protocol))) {
      yield `merges two sources of ${shown(protocol)}, which are never the same packet by packet. Set failoverMode "FAILOVER".`;
    }
    const window = at(settings, "recoveryWindow");
    if (typeof window === "number" && (window < WINDOW.least || window > WINDOW.most)) {
      yield `has recoveryWindow ${window}. Choose ${WINDOW.least} to ${WINDOW.most} ms.`;
    }
  },
);
