import { inStacks, onEncode, withPush, type Fault } from "./fault.ts";

/** Stack settings of an encode region. */
export const REGION_FAULTS: readonly Fault[] = [
  {
    title: "network twice",
    break: withPush(inStacks(onEncode("encoderCidrs", ["203.0.113.0/24", "203.0.113.0/24"]))),
    path: /encoderCidrs/,
    what: /repeats a network/,
  },
  {
    title: "encoders from the whole world",
    rows: [4],
    break: withPush(inStacks(onEncode("encoderCidrs", ["0.0.0.0/0"]))),
    path: /encoderCidrs\[0\]/,
    what: /open to far more/,
  },
  {
    title: "encoders from half the world",
    rows: [4],
    break: withPush(inStacks(onEncode("encoderCidrs", ["128.0.0.0/1"]))),
    path: /encoderCidrs\[0\]/,
    what: /open to far more/,
  },
  {
    title: "host bits in a network",
    rows: [3],
    break: withPush(inStacks(onEncode("encoderCidrs", ["203.0.113.7/24"]))),
    path: /encoderCidrs\[0\]/,
    what: /host bits/,
  },
  {
    title: "network in words",
    rows: [3],
    break: withPush(inStacks(onEncode("encoderCidrs", ["my office"]))),
    path: /encoderCidrs\[0\]/,
    what: /not an IPv4 network/,
  },
  {
    title: "encoder placeholder",
    break: withPush(inStacks(onEncode("encoderCidrs", ["192.0.2.0/24"]))),
    path: /encoderCidrs\[0\]/,
    what: /placeholder/,
  },
  {
    title: "eleven networks",
    rows: [5],
    break: withPush(
      inStacks(
        onEncode(
          "encoderCidrs",
          Array.from({ length: 11 }, (_, index) => `203.0.113.${index}/32`),
        ),
      ),
    ),
    path: /encoderCidrs/,
    what: /too many/,
  },
  {
    title: "no encoder network",
    rows: [6],
    break: withPush(inStacks(onEncode("encoderCidrs", []))),
    path: /encoderCidrs/,
    what: /is empty/,
  },
  {
    title: "e-mail that is none",
    rows: [60],
    break: inStacks(onEncode("alertEmail", "ops at tv")),
    path: /alertEmail/,
    what: /not an e-mail/,
  },
  {
    title: "maintenance at half past",
    break: inStacks(onEncode("maintenanceStart", "02:30")),
    path: /maintenanceStart/,
    what: /full hour/,
  },
  {
    title: "maintenance on a feast",
    break: inStacks(onEncode("maintenanceDay", "XMAS")),
    path: /maintenanceDay/,
    what: /not an allowed value/,
  },
  {
    title: "more bad minutes than minutes",
    rows: [51],
    break: inStacks(onEncode("health", { evaluationPeriods: 2, datapointsToAlarm: 3 })),
    path: /health/,
    what: /more bad minutes/,
  },
  {
    title: "health of zero outputs",
    break: inStacks(onEncode("health", { minActiveOutputs: 0 })),
    path: /minActiveOutputs/,
    what: /too low/,
  },
];
