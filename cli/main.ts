import { main } from "./program.ts";

/** Loaded by `onair.js` once a Node is found that runs TypeScript by itself. */
const code = await main(process.argv.slice(2));
if (code !== 0) process.exitCode = code;
