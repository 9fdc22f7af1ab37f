/** A stack that this one reads is not there, not what it should be, or of another version. One sentence, no trace. */
export class StackContractError extends Error {
  /** True where nothing has been published at all: the stack is not there, or was never deployed to its end. */
  readonly isMissing: boolean;

  private constructor(message: string, isMissing = false) {
    super(message);
    this.name = "StackContractError";
    this.isMissing = isMissing;
  }

  static missing(stack: string): StackContractError {
    return new StackContractError(`Stack ${stack} is not deployed yet; deploy it first: pulumi up --stack ${shortName(stack)}`, true);
  }

  /** All sentences at once when every failure is one of these; otherwise the failure that is not. */
  static first(failures: readonly unknown[]): unknown {
    const other = failures.find((failure) => !(failure instanceof StackContractError));
    if (other !== undefined) return other;
    return new StackContractError(failures.map((failure) => (failure as StackContractError).message).join("\n"));
  }

  static role(stack: string, expected: string, found: string): StackContractError {
    return new StackContractError(`Stack ${stack} has the role ${found}, and ${expected} is needed; name another stack.`);
  }

  static version(stack: string, expected: number, found: string): StackContractError {
    return new StackContractError(
      `Stack ${stack} speaks contract version ${found}, and this program reads version ${expected}; deploy it with this version first: pulumi up --stack ${shortName(stack)}`,
    );
  }

  static field(stack: string, field: string, reason: string): StackContractError {
    return new StackContractError(
      `Stack ${stack} has an unreadable contract at ${field === "" ? "its top" : field} (${reason}); deploy it again: pulumi up --stack ${shortName(stack)}`,
    );
  }
}

function shortName(stack: string): string {
  return stack.split("/").at(-1) ?? stack;
}
