import { COUNTRIES_PER_RULE } from "./firewallPlan.ts";
import { CONTENT_POLICY_LENGTH, playerContentPolicy } from "./playerPlan.ts";
import type { EdgeProblem } from "./problem.ts";
import type { GlobalEdgeArgs } from "./types.ts";
import { isOwnMachine } from "./webOrigins.ts";

/** Choices of an edge that must fit together, whoever made them. */
export type EdgeOptions = Pick<
  GlobalEdgeArgs,
  "production" | "playbackKeys" | "keyGroup" | "firewall" | "geo" | "allowedOrigins" | "player"
>;

/** What does not fit together; `path` is the option's own name. */
export function optionProblems(options: EdgeOptions): EdgeProblem[] {
  return [...keyProblems(options), ...geoProblems(options), ...originProblems(options), ...pageProblems(options)];
}

function keyProblems({ playbackKeys, keyGroup }: EdgeOptions): EdgeProblem[] {
  const keys = Object.keys(playbackKeys).length;
  if (keyGroup !== undefined && keys > 0) {
    return [{ path: "keyGroup", what: "stands beside playbackKeys", remedy: "keep one of the two: a distribution trusts one key group" }];
  }
  if (keyGroup === undefined && keys === 0) {
    return [
      {
        path: "playbackKeys",
        what: "has no key, and no key group was brought along",
        remedy: "run `onair init <environment>`, which makes the first pair",
      },
    ];
  }
  return [];
}

function geoProblems({ geo, firewall }: EdgeOptions): EdgeProblem[] {
  if (geo?.enforcedBy !== "firewall") return [];
  const problems: EdgeProblem[] = [];
  if (firewall === undefined || "arn" in firewall) {
    problems.push({
      path: "geo.enforcedBy",
      what: "is firewall, and there is no firewall that Onair makes",
      given: "firewall",
      remedy: "write enforcedBy: distribution, or switch the firewall on",
    });
  }
  if (firewall !== undefined && "mode" in firewall && firewall.mode === "count") {
    problems.push({
      path: "geo.enforcedBy",
      what: "is firewall, and the firewall only counts: every country would be served",
      given: "firewall",
      remedy: "write enforcedBy: distribution until the firewall's mode is block",
    });
  }
  if (geo.countries.length > COUNTRIES_PER_RULE) {
    problems.push({
      path: `geo.${geo.kind}`,
      what: `names ${geo.countries.length} countries, and a firewall rule takes ${COUNTRIES_PER_RULE}`,
      remedy: "write enforcedBy: distribution, which takes any number",
    });
  }
  return problems;
}

/** A developer's own machine may play from a development environment, and from no other. */
function originProblems({ allowedOrigins, production }: EdgeOptions): EdgeProblem[] {
  if (!production) return [];
  return allowedOrigins.flatMap((origin, index) => {
    if (!isOwnMachine(origin)) return [];
    const what = "is a developer's own machine, in a production environment";
    return [{ path: `allowedOrigins[${index}]`, what, given: origin, remedy: "write the https:// address of the page" }];
  });
}

/** Sites that may embed the player's page are named in its content policy. */
function pageProblems({ allowedOrigins, player }: EdgeOptions): EdgeProblem[] {
  const { length } = playerContentPolicy(allowedOrigins);
  if (player !== true || length <= CONTENT_POLICY_LENGTH) return [];
  return [
    {
      path: "allowedOrigins",
      what: `makes the content security policy of the player's page ${length} characters long, and Onair stops at ${CONTENT_POLICY_LENGTH}`,
      remedy: "list fewer origins, or set player: false",
    },
  ];
}
