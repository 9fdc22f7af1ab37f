/** Failure drills on a rehearsal's deployment: what is broken, how it is healed, and what viewers may notice. */
export { drillRehearsal, loadRehearsal, type DrillOptions, type LoadOptions, type LoadOutcome } from "./command.ts";
export { RehearsalError } from "../errors.ts";
export { drillOf, DRILLS } from "./kinds.ts";
export {
  FORMATS,
  KINDS,
  type Drill,
  type DrilledChannel,
  type DrillReport,
  type Format,
  type Kind,
  type Right,
  type Scene,
} from "./types.ts";
export { sceneOf } from "./scene.ts";
export { drillText, summaryText } from "./show.ts";
export { openStage, type Stage, type StageOptions } from "./stage.ts";
export { COOKIE_NAMES, viewerCookies, viewerKey, type ViewerKey } from "./signature.ts";
export { playerAddress } from "./viewer.ts";
