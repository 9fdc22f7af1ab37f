/** A rehearsal that cannot go on, said for the person at the terminal: no trace. */
export class RehearsalError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "RehearsalError";
  }
}
