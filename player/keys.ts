/** What keys do while the player has the focus. */
export type Action = "toggle" | "mute" | "fullscreen" | "captions" | "live" | "back" | "forward" | "louder" | "softer";

export interface Key {
  readonly key: string;
  readonly ctrlKey?: boolean;
  readonly altKey?: boolean;
  readonly metaKey?: boolean;
}

/** Where the focus is: a slider or menu has its own use for arrows, a button for the space bar. */
export type Focus = "slider" | "button" | "menu" | "other";

/** Seconds that an arrow goes back or forward. */
export const SEEK_STEP = 5;

/** Part of full volume that an arrow changes. */
export const VOLUME_STEP = 0.1;

const ACTIONS: ReadonlyMap<string, Action> = new Map([
  [" ", "toggle"],
  ["k", "toggle"],
  ["m", "mute"],
  ["f", "fullscreen"],
  ["c", "captions"],
  ["l", "live"],
  ["arrowleft", "back"],
  ["arrowright", "forward"],
  ["arrowup", "louder"],
  ["arrowdown", "softer"],
]);

/** Undefined for keys that belong to somebody else: the browser's shortcuts, and what the focused control does itself. */
export function actionOf(key: Key, focus: Focus): Action | undefined {
  if (key.ctrlKey === true || key.altKey === true || key.metaKey === true || focus === "menu") return undefined;
  const name = key.key.toLowerCase();
  if (focus === "slider" && name.startsWith("arrow")) return undefined;
  if (focus === "button" && name === " ") return undefined;
  return ACTIONS.get(name);
}
