/** What others may use of the command: how it prints, and what it signs. A second door, behind which there is no command. */
export { customPolicy } from "./sign/policy.ts";
export { table } from "./table.ts";
