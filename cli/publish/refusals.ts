import { CliError, sentenceOf } from "../errors.ts";
import { CACHES_FOLLOW } from "./plan.ts";

/** What AWS refuses and a user can mend, by the error's name. */
const REMEDIES: Readonly<Record<string, (stack: string, bucket: string) => string>> = {
  NoSuchBucket: (stack, bucket) => `The player's bucket ${bucket} is gone; deploy the stack again: pulumi up --stack ${stack}`,
  PermanentRedirect: (stack, bucket) =>
    `The player's bucket ${bucket} is in another region; deploy the stack again: pulumi up --stack ${stack}`,
  NoSuchDistribution: (stack) => `The distribution of ${stack} is gone; deploy the stack again: pulumi up --stack ${stack}`,
  TooManyInvalidationsInProgress: () => "CloudFront has too many invalidations under way.",
};

const NEEDED =
  "s3:ListBucket, s3:GetObject and s3:PutObject on the bucket, kms:GenerateDataKey and kms:Decrypt on its key, cloudfront:CreateInvalidation, and with --wait cloudfront:GetInvalidation";

/** Codes of S3 where the key of a bucket cannot be used (S3 API Reference, "Error responses"): disabled, not there, being deleted. */
const KEY_TROUBLE = new Set(["KMS.DisabledException", "KMS.NotFoundException", "KMS.KMSInvalidStateException"]);

/** Does a call to AWS, and says of a refusal what to do about it. */
export async function told<T>(stack: string, { bucket }: { readonly bucket: string }, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const remedy = REMEDIES[error.name];
    if (remedy !== undefined) throw new CliError(remedy(stack, bucket));
    if (KEY_TROUBLE.has(error.name)) throw new CliError(keyTrouble(stack, bucket, error));
    if (isDenied(error))
      throw new CliError(`AWS does not allow the credentials in use to publish to ${bucket} (${said(error)}); they need ${NEEDED}.`);
    throw error;
  }
}

/**
 * Does what makes caches forget older files sooner than they would by themselves. Run again, the command finds nothing changed and so nothing to
 * invalidate: whoever reads of a failure is told what holds without it.
 */
export async function afterUpload<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw new CliError(`The files are uploaded, and ${CACHES_FOLLOW}. Only making them do so sooner failed: ${sentenceOf(error)}`);
  }
}

function keyTrouble(stack: string, bucket: string, error: Error): string {
  return (
    `S3 cannot use the edge's KMS key, with which ${bucket} is encrypted: ${said(error)} (${error.name}). ` +
    `Enable the key or cancel its deletion; or name another in onair:edgeKeyArn of Pulumi.${stack}.yaml and deploy it: pulumi up --stack ${stack}`
  );
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
