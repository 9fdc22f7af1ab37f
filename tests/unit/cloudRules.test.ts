import assert from "node:assert/strict";
import { access } from "../../rehearsal/cloud/rules/access.ts";
import { alarms } from "../../rehearsal/cloud/rules/alarms.ts";
import { channel } from "../../rehearsal/cloud/rules/channel.ts";
import { channelInputs } from "../../rehearsal/cloud/rules/channelInputs.ts";
import { channelSignals } from "../../rehearsal/cloud/rules/channelSignals.ts";
import { channelSound } from "../../rehearsal/cloud/rules/channelSound.ts";
import { channelVideo } from "../../rehearsal/cloud/rules/channelVideo.ts";
import { contribution } from "../../rehearsal/cloud/rules/contribution.ts";
import { distribution } from "../../rehearsal/cloud/rules/distribution.ts";
import { dns } from "../../rehearsal/cloud/rules/dns.ts";
import { edgeParts } from "../../rehearsal/cloud/rules/edgeParts.ts";
import { edgeWatch } from "../../rehearsal/cloud/rules/edgeWatch.ts";
import { firewall } from "../../rehearsal/cloud/rules/firewall.ts";
import { flows } from "../../rehearsal/cloud/rules/flows.ts";
import { live } from "../../rehearsal/cloud/rules/live.ts";
import { names } from "../../rehearsal/cloud/rules/names.ts";
import { observability } from "../../rehearsal/cloud/rules/observability.ts";
import { origin } from "../../rehearsal/cloud/rules/origin.ts";
import type { Rule, Rules } from "../../rehearsal/cloud/rules/rule.ts";
import { srt } from "../../rehearsal/cloud/rules/srt.ts";
import { storage } from "../../rehearsal/cloud/rules/storage.ts";
import { breaches } from "../support/cloudBreaches/index.ts";
import { examples } from "../support/cloudExamples/index.ts";
import { World } from "../support/cloudWorld.ts";

const services: readonly Record<string, Rules>[] = [
  access,
  alarms,
  channel,
  channelInputs,
  channelSignals,
  channelSound,
  channelVideo,
  contribution,
  distribution,
  dns,
  edgeParts,
  edgeWatch,
  firewall,
  flows,
  live,
  names,
  observability,
  origin,
  srt,
  storage,
];
const moments = ["save", "create", "update", "delete"] as const;

/** Lets every rule note that it refused something. Returns what each one is called: `<type> <moment> <position>`. */
function watchRules(refused: Set<Rule>): Map<Rule, string> {
  const watched = new Map<Rule, string>();
  for (const [token, rules] of services.flatMap((service) => Object.entries(service))) {
    for (const moment of moments) {
      const own = rules[moment] ?? [];
      rules[moment] = own.map((rule, index) => {
        if (watched.has(rule)) return rule;
        const noting: Rule = (subject) => {
          const error = rule(subject);
          if (error !== undefined) refused.add(noting);
          return error;
        };
        watched.set(noting, `${token} ${moment} ${String(index)} ${rule.name}`);
        return noting;
      });
    }
  }
  return watched;
}

describe("what the simulated AWS refuses", () => {
  const refused = new Set<Rule>();
  const watched = watchRules(refused);
  // Other tests in the same process meet the same rules.
  before(() => {
    refused.clear();
  });

  it("is none of the examples, and all of them go away again", async () => {
    const world = await World.full();
    for (const { name } of [...examples].reverse()) await world.remove(name);
    assert.deepEqual(world.store.everything(), []);
    assert.deepEqual([...refused], []);
  });

  for (const { rule, title, attempt, error } of breaches) {
    it(`${rule}: ${title}`, async () => {
      const world = await World.full();
      await assert.rejects(attempt(world), error);
    });
  }

  it("is tried by a breach for every rule", () => {
    assert.ok(watched.size > 80);
    assert.deepEqual(
      [...watched].flatMap(([rule, name]) => (refused.has(rule) ? [] : [name])),
      [],
    );
  });
});
