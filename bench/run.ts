/**
 * `npm run bench`: what previews and deployments of 1, 10 and 100 channels take in two regions and the edge, with and without
 * the policy pack, and what previews of the shipped production stacks take once deployed.
 * `npm run bench -- --help` lists the options.
 */
import { join } from "node:path";
import {
  fillStackFiles,
  lockScratch,
  openSession,
  prepareScratch,
  PROJECT,
  removeScratch,
  scratchAt,
  stacksOf,
  writeAccount,
  type Session,
} from "../rehearsal/index.ts";
import { raiseQuotas, writeLineup } from "./lineup.ts";
import { measure, VARIABLES, type Row } from "./measure.ts";
import { benchOptions } from "./options.ts";
import { profileOf, profileTable, type Profile } from "./profile.ts";
import { growthOf, tableOf } from "./table.ts";

const options = benchOptions(process.argv.slice(2));

/** A scratch of its own, with `channels` generated ones, or with the shipped lineup where none are asked for. */
async function withEnvironment<T>(
  channels: number | undefined,
  work: (session: Session, stacks: readonly string[]) => Promise<T>,
): Promise<T> {
  const scratch = scratchAt("bench");
  const unlock = lockScratch(scratch);
  try {
    removeScratch(scratch, "lock");
    prepareScratch(scratch);
    const stacks = stacksOf(scratch.project, "prod");
    const names = [...stacks.regions, ...stacks.last].map(({ name }) => name);
    const zone = writeAccount(join(PROJECT, "rehearsal", "account.yaml"), scratch.account, PROJECT, stacks);
    if (channels !== undefined) writeLineup(scratch, channels);
    if (channels !== undefined) raiseQuotas(scratch, names, channels);
    const session = await openSession(scratch, { variables: VARIABLES });
    try {
      await fillStackFiles(session, "prod", stacks, zone);
      return await work(session, names);
    } finally {
      await session.close();
    }
  } finally {
    unlock();
  }
}

async function measureSize(channels: number): Promise<Row[]> {
  const rows: Row[] = [];
  // A long preview varies less than a short one: one run is enough, and 100 channels take minutes.
  const previews = channels >= 100 ? 1 : options.runs;
  for (const pack of [false, true]) {
    await withEnvironment(channels, async (session, stacks) => {
      // The edge reads its regions, so nothing of it can be previewed before they are there.
      rows.push(await measure(session, channels, "preview of nothing yet", stacks.slice(0, -1), pack, previews));
      rows.push(await measure(session, channels, "deploy", stacks, pack, 1));
      rows.push(await measure(session, channels, "preview of no change", stacks, pack, previews));
    });
    for (const row of rows.slice(-3)) tell(row);
  }
  return rows;
}

function tell({ channels, what, pack, resources, seconds }: Row): void {
  process.stderr.write(
    `${channels} channels, ${what}, ${pack ? "with" : "without"} policies: ${resources} resources in ${seconds.toFixed(1)} s\n`,
  );
}

/** The shipped production stacks, deployed: what a preview of all three takes with the pack. */
async function measureShipped(): Promise<Row> {
  return withEnvironment(undefined, async (session, stacks) => {
    await measure(session, 4, "deploy", stacks, true, 1);
    const row = await measure(session, 4, "preview of no change", stacks, true, options.runs);
    tell(row);
    return row;
  });
}

/** Where a preview of a region of the shipped production stacks spends its time. */
async function profileShipped(): Promise<Profile> {
  return withEnvironment(undefined, async (session, [stack = ""]) => {
    await measure(session, 4, "deploy", [stack], true, 1);
    return profileOf(session, stack, options.runs);
  });
}

async function measureAll(): Promise<void> {
  const shipped = await measureShipped();
  const rows: Row[] = [];
  for (const channels of options.shipped ? [] : options.channels) rows.push(...(await measureSize(channels)));
  if (options.json) return void process.stdout.write(`${JSON.stringify({ shipped, rows }, null, 2)}\n`);
  const each = Object.entries(shipped.stacks).map(([stack, seconds]) => `${stack} ${seconds.toFixed(1)} s`);
  const lines = [
    ...(rows.length === 0 ? [] : [tableOf(rows), "", ...growthOf(rows), ""]),
    `The shipped production stacks, deployed, with policies: previews take ${shipped.seconds.toFixed(1)} s in sum (${each.join(", ")}; best of ${shipped.runs}).`,
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}

if (options.profile) {
  const profile = await profileShipped();
  process.stdout.write(`${options.json ? JSON.stringify(profile, null, 2) : profileTable(profile)}\n`);
} else await measureAll();
