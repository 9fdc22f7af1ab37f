/** The part of this room that needs no provider: documents and rules. A second door beside `index.ts`, for settings. */
export { lifeFaults } from "./lifecycle.ts";
export type { LifeFault } from "./lifecycle.ts";
export type { PolicyStatement } from "./document.ts";
export { keyStatements } from "./keyPolicy.ts";
export type { KeyPublisher } from "./keyPolicy.ts";
