/** Where lines for a person go, and whether a line there can be written over. */
export interface Screen {
  readonly live: boolean;
  write(text: string): void;
}

/** Standard error, so that what a command prints for other programs stays clean; live only where a person watches both streams. */
export const terminal: Screen = {
  live: process.stdout.isTTY && process.stderr.isTTY,
  write: (text) => process.stderr.write(text),
};

/** A screen that shows nothing. */
export const silent: Screen = { live: false, write: () => undefined };

export interface Progress {
  /** Changes what is being done; shown only on a live screen. */
  step(text: string): void;
  /** Ends with a last line. */
  end(text: string): void;
}

/** Says `text` once, then keeps one line with the seconds gone by where the screen is live. */
export function startProgress(text: string, screen: Screen, tickMs = 1000): Progress {
  const since = Date.now();
  screen.write(`${text}\n`);
  let doing = "starting";
  const show = (): void => {
    screen.write(`\r\u001B[2K  ${String(Math.round((Date.now() - since) / 1000))} s  ${doing}`);
  };
  const timer = screen.live ? setInterval(show, tickMs) : undefined;
  return {
    step(next) {
      doing = next.slice(0, 100);
    },
    end(last) {
      clearInterval(timer);
      screen.write(`${screen.live ? "\r\u001B[2K" : ""}${last}\n`);
    },
  };
}
