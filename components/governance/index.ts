/** What an auditor asks for. */
export { AuditTrail } from "./auditTrail.ts";
export type { AuditTrailArgs } from "./auditTrail.ts";
