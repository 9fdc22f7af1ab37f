/** The rehearsed platform to look at: its player in the browser, and switches that break it. */
export { watchRehearsal, type WatchOptions } from "./watch.ts";
