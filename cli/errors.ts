/** Exit codes of `onair`. */
export const EXIT = { ok: 0, failure: 1, usage: 2 } as const;

/** Something a user can mend, said in one sentence. Printed as it is, never with a trace. */
export class CliError extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode: number = EXIT.failure) {
    super(message);
    this.name = "CliError";
    this.exitCode = exitCode;
  }
}

/** The command line itself is wrong. */
export class UsageError extends CliError {
  constructor(message: string) {
    super(message, EXIT.usage);
    this.name = "UsageError";
  }
}

const NO_CREDENTIALS = new Set(["CredentialsProviderError", "TokenProviderError"]);
const EXPIRED = new Set(["ExpiredToken", "ExpiredTokenException", "RequestExpired", "UnrecognizedClientException", "InvalidClientTokenId"]);
const DENIED = new Set(["AccessDenied", "AccessDeniedException", "ForbiddenException", "UnauthorizedOperation"]);

/** Errors of this project whose message is complete as it is, over several lines where that helps. */
const OWN_ERRORS = new Set(["CliError", "UsageError", "SettingsError", "StackContractError", "NoPulumiError", "NoAnswerError"]);

/** What to tell a user about any error: one sentence, no trace. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return `something unexpected was thrown: ${String(error)}`;
  if (OWN_ERRORS.has(error.name)) return error.message.trimEnd();
  const message = (error.message.split("\n")[0] ?? "").trim();
  if (NO_CREDENTIALS.has(error.name)) return `No usable AWS credentials were found (${message}); sign in, or set AWS_PROFILE.`;
  if (EXPIRED.has(error.name)) return `AWS does not accept the credentials any more (${message}); sign in again.`;
  if (DENIED.has(error.name)) return `AWS does not allow this to the credentials in use: ${message}`;
  if (error.name === "AbortError") return "Interrupted.";
  return message === "" ? error.name : error.name === "Error" ? message : `${error.name}: ${message}`;
}
