/** One thing that is to be done after some seconds, or as soon as the machine is on line again; a later one takes its place. */
export class Waiting {
  #stop: (() => void) | undefined;

  get active(): boolean {
    return this.#stop !== undefined;
  }

  begin(seconds: number, act: () => void): void {
    this.stop();
    const now = (): void => {
      this.stop();
      act();
    };
    const timer = setTimeout(now, seconds * 1000);
    globalThis.addEventListener("online", now);
    this.#stop = () => {
      clearTimeout(timer);
      globalThis.removeEventListener("online", now);
    };
  }

  stop(): void {
    this.#stop?.();
    this.#stop = undefined;
  }
}
