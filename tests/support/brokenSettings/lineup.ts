import { copies, renamed, type Fault } from "./fault.ts";

/** The lineup as a whole: its environment, its channel names, its groups. */
export const LINEUP_FAULTS: readonly Fault[] = [
  {
    title: "channel name with capitals",
    rows: [66],
    break: (files) => renamed(files, "My Channel"),
    path: /My Channel/,
    what: /./,
  },
  {
    title: "channel name too long",
    rows: [66],
    break: (files) => renamed(files, `a${"b".repeat(24)}`),
    path: /channels/,
    what: /./,
  },
  { title: "no channel", break: (files) => ({ ...files, lineup: { ...files.lineup, channels: {} } }), path: /channels/, what: /empty/ },
  {
    title: "lineup of another environment",
    break: (files) => ({ ...files, lineup: { ...files.lineup, environment: "other" } }),
    path: /environment/,
    what: /not the environment/,
  },
  {
    title: "production as a word",
    rows: [68],
    break: (files) => ({ ...files, lineup: { ...files.lineup, production: "yes" } }),
    path: /production/,
    what: /not true or false/,
  },
  {
    title: "eleven channels in a group",
    rows: [67],
    break: (files) => copies(files, 11),
    path: /channels$/,
    what: /11 channels in group main/,
  },
];
