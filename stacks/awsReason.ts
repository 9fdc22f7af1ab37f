/**
 * What AWS said, in one line: the bridged provider puts a count of errors and a bullet before it
 * (`invoking aws:…: 1 error occurred:` and, on the next line, `* reading Secrets Manager Secret (…): …`).
 */
export function awsReason(reason: unknown): string {
  const lines = (reason instanceof Error ? reason.message : String(reason)).split("\n").map((line) => line.trim());
  return lines.find((line) => line.startsWith("* "))?.slice(2) ?? lines.find((line) => line !== "") ?? "";
}

/** Why a secret could not be looked up: it is not there, whoever asks may not know, or what AWS said instead. */
export function secretRefusal(reason: unknown): "absent" | "forbidden" | { readonly said: string } {
  const text = reason instanceof Error ? reason.message : String(reason);
  if (/AccessDenied|not authorized/i.test(text)) return "forbidden";
  // The words of terraform-provider-aws, and those of Secrets Manager; a secret that is to be deleted reads the same.
  if (/couldn't find resource|ResourceNotFoundException|can't find the specified secret/i.test(text)) return "absent";
  return { said: awsReason(reason) };
}
