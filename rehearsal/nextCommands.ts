import type { NextCommand } from "./report.ts";
import type { EnvironmentStacks } from "./stackFiles.ts";

/** What a person may want to do now. */
export function nextCommands(environment: string, { last }: EnvironmentStacks, channel: string): NextCommand[] {
  const env = environment === "prod" ? "" : ` --env ${environment}`;
  return [
    { command: `npm run rehearse -- --watch${env}`, purpose: "plays it in your browser, with buttons that break it" },
    { command: `npm run rehearse -- exec onair start --all${env}`, purpose: "starts the channels of the simulated account" },
    { command: `npm run rehearse -- exec onair status${env}`, purpose: "what runs, where to push, what to watch" },
    { command: `npm run rehearse -- exec onair deploy${env}`, purpose: "changes what you have changed, without taking a channel dark" },
    { command: `npm run rehearse -- exec onair sign ${channel}${env}`, purpose: "a signed address to watch" },
    { command: `npm run rehearse -- exec onair publish${env}`, purpose: "the player's page again, after you have changed it" },
    {
      command: `npm run rehearse -- exec pulumi preview --stack ${last[0]?.name ?? ""}`,
      purpose: "any Pulumi command, against what was deployed",
    },
    {
      command: `npm run rehearse --${env} --fresh --fail aws:medialive/input`,
      purpose: "lets AWS fail; the same without --fail goes on from there",
    },
    { command: `npx onair init ${environment}`, purpose: "and then the same on AWS" },
  ];
}
