/** AWS, or whoever was asked, did not answer in time. */
export class NoAnswerError extends Error {
  constructor(whom: string, seconds: number) {
    super(`no answer from ${whom} within ${seconds} s`);
    this.name = "NoAnswerError";
  }
}

/**
 * Does work that must not take longer than some seconds, looking for credentials included. The signal ends what listens to it.
 * @throws NoAnswerError when the time is over, whether or not the work listens
 */
export async function within<T>(seconds: number, whom: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new NoAnswerError(whom, seconds));
      controller.abort();
    }, seconds * 1000);
  });
  try {
    return await Promise.race([work(controller.signal), over]);
  } finally {
    clearTimeout(timer);
  }
}
