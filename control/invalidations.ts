import type { CloudFrontClient } from "@aws-sdk/client-cloudfront";
import { clientConfig, type AwsAccess } from "./access.ts";

export interface InvalidationWish {
  readonly distributionId: string;
  /** From the root of the viewers' name, encoded as in a URL; at most 3,000, or 15 that end in `*`. */
  readonly paths: readonly string[];
  /** The same request with the same reference is made once (CloudFront API Reference, InvalidationBatch). */
  readonly reference: string;
}

/** CloudFront's API stands in us-east-1, whatever the stack's region (AWS Fault Isolation Boundaries, "Global services"). */
const API_REGION = "us-east-1";

/** Lets CloudFront forget what it keeps of some paths. Needs `cloudfront:CreateInvalidation`. Answers the invalidation's id. */
export async function invalidate(access: AwsAccess, { distributionId, paths, reference }: InvalidationWish): Promise<string> {
  const { CreateInvalidationCommand } = await import("@aws-sdk/client-cloudfront");
  return withClient(access, async (client) => {
    const InvalidationBatch = { CallerReference: reference, Paths: { Quantity: paths.length, Items: [...paths] } };
    const { Invalidation } = await client.send(new CreateInvalidationCommand({ DistributionId: distributionId, InvalidationBatch }));
    return Invalidation?.Id ?? "";
  });
}

/** Waits until no edge location has the old objects any more. Needs `cloudfront:GetInvalidation`. */
export async function awaitInvalidation(
  access: AwsAccess,
  { distributionId, id, pollSeconds, signal }: { distributionId: string; id: string; pollSeconds: number; signal: AbortSignal },
): Promise<void> {
  const { GetInvalidationCommand } = await import("@aws-sdk/client-cloudfront");
  await withClient(access, async (client) => {
    for (;;) {
      const { Invalidation } = await client.send(new GetInvalidationCommand({ DistributionId: distributionId, Id: id }), {
        abortSignal: signal,
      });
      if (Invalidation?.Status === "Completed") return;
      await pause(pollSeconds, signal);
    }
  });
}

async function withClient<T>(access: AwsAccess, work: (client: CloudFrontClient) => Promise<T>): Promise<T> {
  const { CloudFrontClient: Client } = await import("@aws-sdk/client-cloudfront");
  const client = new Client({
    ...(await clientConfig({ ...access, region: API_REGION })),
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 3000, requestTimeout: 15_000, throwOnRequestTimeout: true },
  });
  try {
    return await work(client);
  } finally {
    client.destroy();
  }
}

async function pause(seconds: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(new Error("the wait was cut off"));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, seconds * 1000);
    signal.addEventListener("abort", stop, { once: true });
  });
}
