import { table } from "../table.ts";
import { inAWord, whyRows } from "./alignment.ts";
import type { ChannelStatus, StatusReport } from "./report.ts";
import { routeLines } from "./routes.ts";

/** The report for people: what runs, then where to push and what to watch, channel by channel; with `why`, what each verdict rests on. */
export function statusLines(report: StatusReport, { why = false }: { readonly why?: boolean } = {}): string[] {
  return [
    ...(report.routes === undefined ? [] : routeLines(report.routes)),
    ...stackLines(report),
    "",
    ...table([
      ["CHANNEL", "REGION", "STATE", "WANTED", "MEDIALIVE ID"],
      ...report.channels.flatMap(({ channel, regions }) =>
        regions.map(({ region, state, wanted, astray, channelId }) => [
          channel,
          region,
          state ?? "?",
          `${wanted ?? "-"}${astray ? " (not as it is)" : ""}`,
          channelId,
        ]),
      ),
    ]).split("\n"),
    ...report.channels.flatMap((channel) => ["", ...addressLines(channel), ...(why ? table(whyRows(channel.alignment)).split("\n") : [])]),
    ...dashboardLines(report),
  ];
}

function stackLines({ regions, edge }: StatusReport): string[] {
  const rows = regions.map(({ region, stack, accountId, maintenance }) => [
    stack,
    region,
    accountId,
    maintenance === undefined ? "" : `maintenance ${maintenance.day} ${maintenance.startTime} UTC`,
  ]);
  const edgeRow =
    edge === undefined ? [] : [[edge.stack, "global", edge.accountId, `${edge.viewerUrl} (distribution ${edge.distributionId})`]];
  const player = edge?.playerUrl === undefined ? [] : ["", `Player: ${edge.playerUrl}`];
  return [...table([["STACK", "REGION", "ACCOUNT", ""], ...rows, ...edgeRow]).split("\n"), ...player];
}

function addressLines({ channel, title, failover, alignment, regions, failoverIngest, playback }: ChannelStatus): string[] {
  const pushes = regions.flatMap(({ region, ingest, moreIngest }) =>
    Object.entries({ "": ingest, ...moreIngest }).flatMap(([key, addresses]) =>
      Object.entries(addresses).map(([pipeline, url]) => ["  push", region, `${pipeline} ${key}`.trim(), url]),
    ),
  );
  const records = regions.flatMap(({ region, archive }) => (archive === undefined ? [] : [["  record", region, "", archive]]));
  const carries = regions.flatMap(({ region, flows = [] }) =>
    flows.map(({ name, status, astray }) => ["  flow", region, `${status ?? "?"}${astray ? " (not as it is wanted)" : ""}`, name]),
  );
  const follows = Object.entries(failoverIngest ?? {}).map(([pipeline, url]) => ["  push", "healthy one", pipeline, url]);
  const watches = Object.entries(playback ?? {}).map(([format, url]) => ["  watch", format, "", url]);
  const rows = [...follows, ...pushes, ...carries, ...watches, ...records];
  return [`${channel}: ${title}, ${failover} failover${inAWord(alignment)}`, ...(rows.length === 0 ? [] : table(rows).split("\n"))];
}

function dashboardLines({ regions, edge }: StatusReport): string[] {
  const rows = [...regions, ...(edge === undefined ? [] : [{ ...edge, region: "global" }])].flatMap(({ region, dashboardUrl }) =>
    dashboardUrl === undefined ? [] : [["  dashboard", region, dashboardUrl]],
  );
  return rows.length === 0 ? [] : ["", "Watch the service:", ...table(rows).split("\n")];
}
