/** MediaLive inputs and security groups. */
import { breach, type Breach } from "./breach.ts";

export const live: Breach[] = [
  breach("pushNeedsSecurityGroup", "a push input open to everybody", /needs an input security group/, (world) =>
    world.make("rtmp", { inputSecurityGroups: [] }, "x"),
  ),
  breach("securityGroupsExist", "an input with a security group that does not exist", /security group 99 does not exist/, (world) =>
    world.make("rtmp", { inputSecurityGroups: ["99"] }, "x"),
  ),
  breach("rtmpDestinations", "an RTMP input without destinations", /one or two destinations/, (world) =>
    world.make("rtmp", { destinations: [] }, "x"),
  ),
  breach("rtmpDestinations", "a stream name without instance", /application/, (world) =>
    world.make("rtmp", { destinations: [{ streamName: "news" }] }, "x"),
  ),
  breach("pullSources", "a file input without source", /one or two sources/, (world) => world.make("film", { sources: [] }, "x")),
  breach("inputNotAttached", "deleting an attached input", /attached to channel/, (world) => world.remove("rtmp")),
  breach("groupRules", "eleven rules", /takes 10 rules, not 11/, (world) =>
    world.make("admitted", { whitelistRules: Array.from({ length: 11 }, (_, n) => ({ cidr: `203.0.113.${String(n)}/32` })) }, "x"),
  ),
  breach("groupCidrs", "a rule that is no CIDR block", /not an IPv4 CIDR/, (world) =>
    world.make("admitted", { whitelistRules: [{ cidr: "203.0.113.0" }] }, "x"),
  ),
  breach("groupNotInUse", "deleting a security group with inputs", /in use by input/, (world) => world.remove("admitted")),
];
