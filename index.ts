import pulumi from "@pulumi/pulumi";
import { runStack } from "./stacks/index.ts";

/** Settings -> role -> program -> outputs; nothing else. */
export default (): Promise<Record<string, unknown>> =>
  runStack({
    config: pulumi.runtime.allConfig(),
    secretKeys: secretKeys(),
    stack: pulumi.getStack(),
    project: pulumi.getProject(),
    organization: pulumi.getOrganization(),
    directory: process.cwd(),
  });

/** The engine names secret settings in this variable; the SDK gives no other way to ask. */
function secretKeys(): string[] {
  const keys: unknown = JSON.parse(process.env["PULUMI_CONFIG_SECRET_KEYS"] ?? "[]");
  return Array.isArray(keys) ? keys.map(String) : [];
}
