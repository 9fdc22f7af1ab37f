import type { Settings } from "./settings.ts";

/** The stack output that says loudly how channels are started: nothing plays until somebody does. */
export function startHint(settings: Exclude<Settings, { role: "global-edge" }>): string {
  if (settings.encode.start === "onDeploy") return "Channels start when they are first made. Later: npx onair start --all";
  return `CHANNELS ARE STOPPED UNTIL YOU START THEM: npx onair start --all (stack ${settings.stack})`;
}
