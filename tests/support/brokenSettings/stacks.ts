import { copies, inStacks, onEncode, set, type Fault } from "./fault.ts";

/** What concerns every stack file: role, unknown keys, quotas. */
export const STACKS_FAULTS: readonly Fault[] = [
  { title: "tag of AWS's own", break: inStacks(set("tags", { "aws:team": "live" })), path: /tags\.aws:team/, what: /not a tag key/ },
  {
    title: "unknown stack setting",
    rows: [68],
    break: inStacks(set("encoderCidr", "203.0.113.0/24")),
    path: /onair:encoderCidr/,
    what: /not a setting/,
  },
  { title: "role of nobody", break: inStacks(set("role", "everything")), path: /role/, what: /./ },
  {
    title: "role that does not fit",
    rows: [69],
    kind: "development",
    break: inStacks((settings) => {
      for (const key of Object.keys(settings)) {
        if (!["environment", "encoderCidrs", "tags"].includes(key)) Reflect.deleteProperty(settings, key);
      }
      settings["role"] = "encode-region";
    }),
    path: /role/,
    what: /does not fit/,
  },
  {
    title: "quota too small",
    rows: [67],
    break: (files) => inStacks(onEncode("quotas", { mediaLiveChannels: 1 }))(copies(files, 2)),
    path: /quotas\.mediaLiveChannels/,
    what: /needs/,
  },
];
