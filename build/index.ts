/** What is built for others to serve. */
export { buildPlayer, type BuiltFile } from "./player.ts";
