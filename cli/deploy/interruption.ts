/** Ctrl-C: the first asks to end at the next safe point, the second ends at once. */
export class Interruption {
  readonly #controller = new AbortController();
  readonly #onFirst: () => void;
  readonly #listen = (): void => {
    if (this.#controller.signal.aborted) process.exit(EXIT_INTERRUPTED);
    this.#onFirst();
    this.#controller.abort();
  };

  constructor(onFirst: () => void) {
    this.#onFirst = onFirst;
    for (const name of SIGNALS) process.on(name, this.#listen);
  }

  get asked(): boolean {
    return this.#controller.signal.aborted;
  }

  /** Waits, and no longer than until somebody interrupts. */
  async pause(seconds: number): Promise<void> {
    const { signal } = this.#controller;
    if (signal.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, seconds * 1000);
      signal.addEventListener(
        "abort",
        () => {
          clearTimeout(timer);
          resolve();
        },
        { once: true },
      );
    });
  }

  end(): void {
    for (const name of SIGNALS) process.off(name, this.#listen);
  }
}

const SIGNALS = ["SIGINT", "SIGTERM"] as const;
/** As a shell counts a process that Ctrl-C ended. */
const EXIT_INTERRUPTED = 130;
