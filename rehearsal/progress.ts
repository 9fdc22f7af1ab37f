/** Shows what a run is doing. */
export interface Progress {
  /** Runs one step; what it returns is told beside its title when it is done. A step that throws is shown as failed. */
  step(title: string, work: (say: (detail: string) => void) => Promise<string>): Promise<void>;
}

type State = "running" | "done" | "failed";

interface Line {
  readonly title: string;
  readonly begun: number;
  detail: string;
  state: State;
  seconds: number;
}

const MARKS: Readonly<Record<State, string>> = { running: "…", done: "✓", failed: "✗" };

/** Columns of a terminal that does not say how many it has. */
const NARROW = 80;

/** Redraws per second are plenty at this interval. Milliseconds. */
const REDRAW_EVERY = 120;

/** A live list on a terminal; one line per finished step elsewhere; nothing when `quiet`. */
export function progressOn(stream: NodeJS.WriteStream, quiet: boolean): Progress {
  if (quiet) {
    return {
      step: async (_title, work) => {
        await work(() => undefined);
      },
    };
  }
  return stream.isTTY ? new LiveProgress(stream) : new PlainProgress(stream);
}

class PlainProgress implements Progress {
  readonly #stream: NodeJS.WritableStream;

  constructor(stream: NodeJS.WritableStream) {
    this.#stream = stream;
  }

  async step(title: string, work: (say: (detail: string) => void) => Promise<string>): Promise<void> {
    await tracked(
      title,
      work,
      () => undefined,
      (line) => this.#stream.write(`${written(line)}\n`),
    );
  }
}

class LiveProgress implements Progress {
  readonly #stream: NodeJS.WriteStream;
  readonly #running = new Set<Line>();
  #timer: NodeJS.Timeout | undefined;
  #drawn = 0;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  async step(title: string, work: (say: (detail: string) => void) => Promise<string>): Promise<void> {
    await tracked(
      title,
      work,
      (line) => {
        this.#running.add(line);
        this.#timer ??= setInterval(() => this.#draw([]), REDRAW_EVERY);
        this.#draw([]);
      },
      (line) => {
        this.#running.delete(line);
        this.#draw([line]);
        if (this.#running.size > 0) return;
        clearInterval(this.#timer);
        this.#timer = undefined;
      },
    );
  }

  /** Finished lines stay above; running ones are drawn again below them. */
  #draw(finished: readonly Line[]): void {
    const width = this.#stream.columns || NARROW;
    const lines = [...finished, ...this.#running].map((line) => written(line).slice(0, width - 1));
    const back = this.#drawn === 0 ? "" : `\x1b[${this.#drawn}A`;
    this.#stream.write(`${back}\x1b[0J${lines.map((line) => `${line}\n`).join("")}`);
    this.#drawn = this.#running.size;
  }
}

async function tracked(
  title: string,
  work: (say: (detail: string) => void) => Promise<string>,
  onStart: (line: Line) => void,
  onEnd: (line: Line) => void,
): Promise<void> {
  const line: Line = { title, begun: performance.now(), detail: "", state: "running", seconds: 0 };
  onStart(line);
  try {
    line.detail = await work((detail) => {
      line.detail = detail;
    });
    line.state = "done";
  } catch (error) {
    line.state = "failed";
    throw error;
  } finally {
    line.seconds = (performance.now() - line.begun) / 1000;
    onEnd(line);
  }
}

function written({ title, detail, state, begun, seconds }: Line): string {
  const time = state === "running" ? (performance.now() - begun) / 1000 : seconds;
  return `${MARKS[state]} ${title.padEnd(34)} ${time.toFixed(1).padStart(6)} s  ${detail}`.trimEnd();
}
