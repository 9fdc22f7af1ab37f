/** A machine that stands still for some seconds makes an encoder late, and then the platform switches regions, as it should. */

/**
 * A test of a live programme that may be tried once more. The first failure is told on the screen, so that a test that needs two
 * tries now and then is seen; what is broken fails both.
 * @param mend sets back what the first try left behind
 */
export function twice(title: string, work: (this: Mocha.Context) => Promise<void>, mend: () => Promise<void>): void {
  it(title, async function () {
    try {
      await work.call(this);
    } catch (error) {
      console.log(
        `    SECOND TRY of "${title}": the first one failed:\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
      await mend();
      await work.call(this);
    }
  });
}
