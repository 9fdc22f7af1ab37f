import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { openBrowser } from "../../rehearsal/drills/browser.ts";
import { scratchAt } from "../../rehearsal/scratch.ts";
import { writeStamp } from "../../rehearsal/stamp.ts";
import { accessibilityFaults, layoutFaults, LONGEST } from "./page.ts";
import { descendants, runs } from "./processes.ts";
import { close, ENVIRONMENT, ID, theatre } from "./theatre.ts";

const MINUTE = 60_000;
const PROJECT = join(import.meta.dirname, "..", "..");

/** Last of the end-to-end tests by its name's order: it ends the theatre and has its deployment to itself. */
describe("onair rehearse --watch", function () {
  this.timeout(10 * MINUTE);
  let browser: Browser | undefined;
  let command: ChildProcess | undefined;
  let said = "";
  let url = "";

  before(async function () {
    await theatre(this);
    await close();
    writeStamp(scratchAt(ID), ENVIRONMENT);
    browser = await openBrowser();
    const started = spawn(process.execPath, [join(PROJECT, "cli", "onair.js"), "rehearse", "--watch", "--id", ID], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [started.stdout, started.stderr]) stream.setEncoding("utf8").on("data", (text: string) => (said += text));
    command = started;
    url = await found(/http:\/\/127\.0\.0\.1:\d+(?=\/\?channel=arena)/);
  });

  after(async () => {
    try {
      await browser?.close();
    } finally {
      command?.kill("SIGKILL");
    }
  });

  async function openPage(options: { viewport?: { width: number; height: number } } = {}): Promise<Page> {
    const page = (await browser?.newPage(options)) ?? assert.fail("no browser");
    page.setDefaultTimeout(LONGEST);
    return page;
  }

  async function found(what: RegExp): Promise<string> {
    for (const deadline = Date.now() + 3 * MINUTE; Date.now() < deadline; await new Promise((resolve) => setTimeout(resolve, 100))) {
      const match = what.exec(said);
      if (match !== null) return match[0];
      assert.equal(command?.exitCode, null, said);
    }
    return assert.fail(`no ${what.source} in: ${said}`);
  }

  /** Waits until the strip below the picture says it of something. */
  const says = (page: Page, name: string, value: string): Promise<void> =>
    page
      .locator("#strip > div", { has: page.getByText(name, { exact: true }) })
      .locator("dd", { hasText: value })
      .waitFor();

  it("[E8] shows a moving picture beside its switches, which break it and heal it", async () => {
    const page = await openPage();
    const foreign: string[] = [];
    page.on("request", (request) => {
      const from = request.url();
      if (!from.startsWith(url) && !from.startsWith("blob:")) foreign.push(from);
    });
    await page.goto(`${url}/?channel=arena`);
    await says(page, "Player", "playing");
    await says(page, "Serving", "us-east-1");
    await page.getByRole("button", { name: /Answer 503/ }).click();
    await says(page, "Serving", "eu-west-1");
    await page.getByText("us-east-1 gave way to eu-west-1").first().waitFor();
    await page.getByRole("button", { name: "Heal everything" }).click();
    await says(page, "Serving", "us-east-1");
    await page.getByRole("button", { name: /Sign out/ }).click();
    await says(page, "Player", "error");
    await page.getByRole("button", { name: /Sign in/ }).click();
    await says(page, "Player", "playing");
    assert.deepEqual(foreign, []);
    await page.close();
  });

  for (const [name, viewport] of [
    ["a phone", { width: 360, height: 740 }],
    ["a laptop", { width: 1280, height: 800 }],
  ] as const) {
    it(`[E8] its page fits ${name}, and axe finds nothing on it`, async () => {
      const page = await openPage({ viewport });
      await page.goto(url);
      await page.getByRole("button", { name: /Stop the region/ }).waitFor();
      assert.deepEqual(await layoutFaults(page), []);
      assert.deepEqual(await accessibilityFaults(page), []);
      await page.close();
    });
  }

  it("[E8] Ctrl-C frees its ports, ends every encoder and leaves the scratch to the next", async () => {
    const running = command ?? assert.fail("it does not run");
    const { pid } = running;
    assert.ok(pid !== undefined);
    const encoders = descendants(pid).filter(({ args }) => args.includes("ffmpeg"));
    assert.ok(encoders.length >= 2, "something encodes");
    const ended = new Promise((resolve) => running.once("close", resolve));
    process.kill(pid, "SIGINT");
    await ended;
    assert.equal(running.exitCode, 0, said);
    assert.deepEqual(
      encoders.filter((encoder) => runs(encoder.pid)),
      [],
    );
    await assert.rejects(fetch(url));
    const { root, cloudState } = scratchAt(ID);
    assert.deepEqual([existsSync(join(root, "lock")), existsSync(`${cloudState}.lock`)], [false, false]);
  });
});
