import { CliError } from "../errors.ts";

/** What AWS refuses and a user can mend, by the error's name. */
const REMEDIES: Readonly<Record<string, (stack: string, bucket: string) => string>> = {
  NoSuchBucket: (stack, bucket) => `The player's bucket ${bucket} is gone; deploy the stack again: pulumi up --stack ${stack}`,
  PermanentRedirect: (stack, bucket) =>
    `The player's bucket ${bucket} is in another region; deploy the stack again: pulumi up --stack ${stack}`,
  NoSuchDistribution: (stack) => `The distribution of ${stack} is gone; deploy the stack again: pulumi up --stack ${stack}`,
  TooManyInvalidationsInProgress: () => "CloudFront has too many invalidations under way; wait a few minutes and publish again.",
};

const NEEDED =
  "s3:ListBucket, s3:GetObject and s3:PutObject on the bucket, kms:GenerateDataKey and kms:Decrypt on its key, and cloudfront:CreateInvalidation";

/** Does a call to AWS, and says of a refusal what to do about it. */
export async function told<T>(stack: string, { bucket }: { readonly bucket: string }, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const remedy = REMEDIES[error.name];
    if (remedy !== undefined) throw new CliError(remedy(stack, bucket));
    if (isDenied(error))
      throw new CliError(`AWS does not allow the credentials in use to publish to ${bucket} (${said(error)}); they need ${NEEDED}.`);
    throw error;
  }
}

/** An answer to HEAD has no body and so no code; the status has to do. */
function isDenied(error: Error): boolean {
  return error.name.startsWith("AccessDenied") || statusOf(error) === 403;
}

function statusOf(error: Error): number | undefined {
  const metadata = "$metadata" in error ? error.$metadata : undefined;
  if (typeof metadata !== "object" || metadata === null || !("httpStatusCode" in metadata)) return undefined;
  return typeof metadata.httpStatusCode === "number" ? metadata.httpStatusCode : undefined;
}

function said({ name, message }: Error): string {
  const first = (message.split("\n")[0] ?? "").trim();
  return first === "" ? name : first;
}
