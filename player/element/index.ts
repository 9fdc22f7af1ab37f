/** Defines `<onair-player>`; loading the module is all a page does. */
import { OnairPlayer } from "./onairPlayer.ts";

if (customElements.get("onair-player") === undefined) customElements.define("onair-player", OnairPlayer);

declare global {
  interface HTMLElementTagNameMap {
    "onair-player": OnairPlayer;
  }
  interface HTMLElementEventMap {
    "onair-change": CustomEvent<OnairPlayer["stats"]>;
  }
}

export { OnairPlayer };
export type { PlayerStats } from "../stats.ts";
