import type { MediaLiveClient, MediaLiveClientConfig } from "@aws-sdk/client-medialive";

/** How to reach AWS: the `aws:` settings of a stack, so that hooks and commands use what its providers use. */
export interface AwsAccess {
  readonly region: string;
  readonly profile?: string;
  readonly assumeRoleArn?: string;
}

/** A MediaLive client for one region. The SDK is loaded on first use: a program that changes no channel never pays for it. */
export async function mediaLiveClient(access: AwsAccess): Promise<MediaLiveClient> {
  const { MediaLiveClient: Client } = await import("@aws-sdk/client-medialive");
  return new Client(await clientConfig(access));
}

/** Region and credentials for any client: those that the providers of the stack use. */
export async function clientConfig(
  access: AwsAccess,
): Promise<{ region: string; credentials: NonNullable<MediaLiveClientConfig["credentials"]> }> {
  const { fromNodeProviderChain, fromTemporaryCredentials } = await import("@aws-sdk/credential-providers");
  const base = fromNodeProviderChain(access.profile === undefined ? {} : { profile: access.profile });
  const credentials =
    access.assumeRoleArn === undefined
      ? base
      : fromTemporaryCredentials({
          masterCredentials: base,
          params: { RoleArn: access.assumeRoleArn, RoleSessionName: "onair" },
          // A region that does not answer must not hold a command up for minutes.
          clientConfig: { region: access.region, maxAttempts: 2, requestHandler: { connectionTimeout: 3000, requestTimeout: 5000 } },
        });
  return { region: access.region, credentials };
}

/** The access that a stack file's `config:` map describes, as plain YAML values. */
export function accessOf(config: Readonly<Record<string, unknown>>, region: string): AwsAccess {
  const profile = config["aws:profile"];
  const assumeRoleArn = firstRoleArn(config["aws:assumeRoles"] ?? config["aws:assumeRole"]);
  return {
    region,
    ...(typeof profile === "string" && profile !== "" ? { profile } : {}),
    ...(assumeRoleArn === undefined ? {} : { assumeRoleArn }),
  };
}

function firstRoleArn(value: unknown): string | undefined {
  const entry: unknown = Array.isArray(value) ? value[0] : value;
  if (typeof entry !== "object" || entry === null || !("roleArn" in entry)) return undefined;
  return typeof entry.roleArn === "string" ? entry.roleArn : undefined;
}
