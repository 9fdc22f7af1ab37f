/**
 * What reaches people: messages of topics, one for each subscription. A subscriber confirms by hand on AWS; here whoever
 * reads the mailbox is taken to have done so.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";

export interface Message {
  /** When it was sent, ISO 8601. */
  readonly at: string;
  /** Protocol and endpoint of the subscription: `email live-ops@…`. */
  readonly to: string;
  readonly topic: string;
  readonly subject: string;
  readonly text: string;
}

export class Mailbox {
  readonly #file: string | undefined;
  readonly #messages: Message[];

  /** Goes on from `file` where it exists. Without a file everything stays in memory. */
  constructor(file?: string) {
    this.#file = file;
    this.#messages = file !== undefined && existsSync(file) ? read(file) : [];
  }

  /** In the order they came. */
  messages(): readonly Message[] {
    return this.#messages;
  }

  put(message: Message): void {
    this.#messages.push(message);
    if (this.#file === undefined) return;
    mkdirSync(dirname(this.#file), { recursive: true });
    appendFileSync(this.#file, `${JSON.stringify(message)}\n`, { mode: 0o600 });
  }
}

function read(file: string): Message[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Message);
}
