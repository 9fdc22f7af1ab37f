import { PLACEHOLDERS, type MaintenanceWindow } from "../../stacks/plain.ts";
import type { ExpectedStack } from "./expectedStacks.ts";

/** A stack file in the shape of the shipped ones, everything particular to a team still marked. `window` is for stacks that encode. */
export function stackFileText(expected: ExpectedStack, environment: string, window: MaintenanceWindow): string {
  const { role, region } = expected;
  const head = ["config:", `  aws:region: ${region}`, `  onair:role: ${role}`, `  onair:environment: ${environment}`];
  const parts =
    role === "encode-region"
      ? [...cidrs(true), ...maintenance(window)]
      : role === "global-edge"
        ? [...domain, ...keys(true), ...viewers]
        : [...cidrs(false), ...keys(false)];
  return [...title(role, environment), ...head, ...parts, ""].join("\n");
}

function title(role: ExpectedStack["role"], environment: string): string[] {
  const fills = `\`npx onair init ${environment}\` replaces what is marked PLACEHOLDER`;
  if (role === "standalone") return [`# One region, one pipeline, no domain. ${fills}.`];
  return [
    `# ${role === "global-edge" ? `What viewers of ${environment} touch` : `One encode region of ${environment}`}. ${fills};`,
    "# until then nothing deploys.",
  ];
}

function cidrs(explained: boolean): string[] {
  const remark = explained ? ["  # Networks your encoders push from (IPv4, /16 or longer, at most ten)."] : [];
  return [...remark, "  onair:encoderCidrs:", `    - ${PLACEHOLDERS.encoderCidr} # PLACEHOLDER`];
}

function maintenance({ day, startTime }: MaintenanceWindow): string[] {
  return [
    "  # Weekly window in which AWS may restart channels, UTC. Keep it apart from the other region's.",
    `  onair:maintenanceDay: ${day}`,
    `  onair:maintenanceStart: "${startTime}"`,
    "  # manual: `npx onair start`. onDeploy: channels start when they are first made.",
    "  onair:start: manual",
  ];
}

const domain = [
  "  # A name in a Route 53 zone that exists and is delegated. Viewers use watch.<domain>.",
  `  onair:domain: ${PLACEHOLDERS.domain} # PLACEHOLDER`,
  `  onair:zoneId: ${PLACEHOLDERS.zoneId} # PLACEHOLDER`,
];

function keys(explained: boolean): string[] {
  const remark = explained ? ["  # Public halves of the keys that sign what viewers may watch, by key id."] : [];
  return [...remark, "  onair:playbackKeys:", `    first: ${PLACEHOLDERS.playbackKey}`];
}

const viewers = [
  "  # Web pages that may play with cookies, such as https://www.your-company.tv.",
  "  onair:allowedOrigins: []",
  "  onair:priceClass: PriceClass_100",
];
