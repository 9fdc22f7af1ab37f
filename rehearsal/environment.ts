import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Scratch } from "./scratch.ts";

/** Variables by which a user's own AWS or Pulumi account, or a proxy on the way to it, could leak in. */
const FOREIGN = /^(AWS_|PULUMI_|OTEL_|(https?|all|no|grpc)_proxy$)/i;

/**
 * What a rehearsal changes in the environment of every command it runs; `undefined` removes a variable. Nothing of the
 * user's AWS or Pulumi set-up gets in: the state is a folder, the credentials are words, and every AWS call goes to the
 * simulated cloud, of which `cloud` tells the addresses.
 */
export function rehearsalEnvironment(scratch: Scratch, cloud: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const foreign = Object.keys(process.env).filter((name) => FOREIGN.test(name));
  return {
    ...Object.fromEntries(foreign.map((name) => [name, undefined])),
    PULUMI_BACKEND_URL: pathToFileURL(scratch.backend).href,
    PULUMI_CONFIG_PASSPHRASE_FILE: scratch.passphrase,
    PULUMI_HOME: scratch.home,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    // Attached providers are not plugins to fetch: without this every operation looks for the real ones, megabytes each.
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    // Makes the CLI take `--event-log`, by which progress is shown.
    PULUMI_DEBUG_COMMANDS: "true",
    AWS_ACCESS_KEY_ID: "AKIAREHEARSAL0000000",
    AWS_SECRET_ACCESS_KEY: "rehearsal",
    AWS_CONFIG_FILE: join(scratch.awsFiles, "config"),
    AWS_SHARED_CREDENTIALS_FILE: join(scratch.awsFiles, "credentials"),
    AWS_EC2_METADATA_DISABLED: "true",
    ...cloud,
  };
}
