/** What is seen and done on a page with the player. */
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import type { PlayerStats, Sample } from "../../rehearsal/drills/types.ts";
import type { Viewer } from "../../rehearsal/drills/viewer.ts";

/** Generous: these waits only end what has already failed. Milliseconds. */
export const LONGEST = 120_000;
const LOOK_EVERY = 150;

/** Waits until the player says something of itself. @throws AssertionError with what it said last */
export async function until(viewer: Viewer, what: string, fulfilled: (stats: PlayerStats) => boolean): Promise<Sample> {
  const deadline = Date.now() + LONGEST;
  for (;;) {
    const sample = await viewer.look();
    if (fulfilled(sample.stats)) return sample;
    if (Date.now() > deadline) assert.fail(`${what} was waited for; the player says: ${JSON.stringify(sample.stats)}`);
    await viewer.page.waitForTimeout(LOOK_EVERY);
  }
}

/** Waits until it has played for some seconds of the programme. */
export async function plays(viewer: Viewer, seconds = 2): Promise<Sample> {
  const { stats } = await until(viewer, "a picture", ({ state }) => state === "playing");
  return until(viewer, `${seconds} s of play`, ({ state, time }) => state === "playing" && time >= stats.time + seconds);
}

/** Chooses from a menu of the player, whose buttons are shown only for a while after the pointer has moved over the picture. */
export async function choose(page: Page, menu: string, item: RegExp): Promise<void> {
  const wanted = page.getByRole("menuitemradio", { name: item });
  const quick = { timeout: 3000 };
  const deadline = Date.now() + LONGEST;
  for (let x = 200; ; x = x === 200 ? 220 : 200) {
    try {
      await page.hover("onair-player", { ...quick, position: { x, y: 150 } });
      if (!(await wanted.isVisible())) await page.getByRole("button", { name: menu }).click(quick);
      await wanted.click(quick);
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
  }
}

/** Mean colour of the band below the picture, which the encoder fills with the region's: red, green and blue, 0 to 255. */
export async function bandColour(page: Page): Promise<readonly [number, number, number]> {
  return page.evaluate<[number, number, number]>(`(() => {
    const find = (root) => root.querySelector("video") ?? [...root.querySelectorAll("*")].flatMap((one) => one.shadowRoot ? [find(one.shadowRoot)] : []).find(Boolean);
    const video = find(document);
    const canvas = Object.assign(document.createElement("canvas"), { width: 64, height: 36 });
    const context = canvas.getContext("2d");
    context.drawImage(video, 0, 0, 64, 36);
    const { data } = context.getImageData(40, 30, 22, 5);
    const sums = [0, 0, 0];
    for (let at = 0; at < data.length; at += 4) for (let part = 0; part < 3; part += 1) sums[part] += data[at + part];
    return sums.map((sum) => sum / (data.length / 4));
  })()`);
}

/** What is wider than the page, and what a finger can hardly hit: fewer than 44 px either way (WCAG 2.2, target size, enhanced). */
export async function layoutFaults(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const all = (root) => [...root.querySelectorAll("*")].flatMap((one) => [one, ...(one.shadowRoot ? all(one.shadowRoot) : [])]);
    const name = (one) => one.tagName.toLowerCase() + (one.getAttribute("aria-label") ?? one.textContent ?? "").trim().slice(0, 30);
    const seen = (one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && one.getClientRects().length > 0;
    const faults = [];
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) faults.push("the page is " + scrollWidth + " px wide in " + clientWidth);
    for (const one of all(document)) {
      if (!one.matches("button, select, [role=menuitemradio], a[href]:not(.skip)") || !seen(one)) continue;
      const { width, height } = one.getBoundingClientRect();
      if (Math.round(width) < 44 || Math.round(height) < 44) faults.push(name(one) + ": " + Math.round(width) + " x " + Math.round(height));
    }
    return faults;
  })()`);
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe-core finds against WCAG 2 A and AA, one line each: rule, then where. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  // Handed to the page by the debugger, so that its policy against foreign scripts stays as it is.
  await page.evaluate(axe);
  return page.evaluate<string[]>(`axe
    .run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })
    .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ": " + target.join(" "))))`);
}
