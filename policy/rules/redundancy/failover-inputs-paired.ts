import { mediaResources, typesOf } from "../../lib/media.ts";
import type { Plain } from "../../lib/plain.ts";
import { at, isObject, isSet, itemsAt, listAt, shown, UNKNOWN } from "../../lib/plain.ts";
import { resourceRule } from "../../lib/rule.ts";

/**
 * Milliseconds. MediaConnect changes between its own sources within 500 ms; an input that gives up sooner would leave while
 * the first is coming back (Streaming Media Lens, SMREL01-BP01).
 */
const MEDIACONNECT_FAILOVER = 500;

export const failoverInputsPaired = resourceRule(
  {
    name: "failover-inputs-paired",
    group: "redundancy",
    description: "An input that fails over has another to go to, knows when to go, waits long enough, and comes back.",
    severity: "high",
    remediation:
      "Attach the secondary input too, give failoverConditions with thresholds over 500 ms, and set inputPreference PRIMARY_INPUT_PREFERRED.",
    source: "https://docs.aws.amazon.com/medialive/latest/ug/automatic-input-failover.html",
  },
  typesOf("channel"),
  function* (subject) {
    for (const { where, props } of mediaResources("channel", subject)) {
      const attachments = listAt(props, "inputAttachments");
      if (attachments === UNKNOWN || attachments.includes(UNKNOWN)) {
        yield `${where}has input attachments that are unknown before the deployment. Write the list literally; only ids may be unknown.`;
        continue;
      }
      for (const attachment of attachments) {
        for (const problem of pairFindings(attachment, attachments)) {
          yield `${where}${problem}`;
        }
      }
    }
  },
);

function* pairFindings(attachment: Plain, attachments: readonly Plain[]): Iterable<string> {
  const settings = at(attachment, "automaticInputFailoverSettings");
  const name = shown(at(attachment, "inputAttachmentName"));
  if (settings === UNKNOWN) {
    yield `has unknown failover settings in attachment ${name}. Write them literally; only the id may be unknown.`;
  }
  if (!isObject(settings)) {
    return;
  }
  const secondary = at(settings, "secondaryInputId");
  const others = attachments.filter((other) => other !== attachment).map((other) => at(other, "inputId"));
  if (!isSet(secondary) || (typeof secondary === "string" && secondary === at(attachment, "inputId"))) {
    yield `fails over from attachment ${name} to itself or to nothing. Set secondaryInputId to another input.`;
  } else if (!others.some((id) => id === secondary || id === UNKNOWN || (secondary === UNKNOWN && isSet(id)))) {
    yield `fails over from attachment ${name} to an input that is not attached. Attach it.`;
  }
  if (at(settings, "inputPreference") !== "PRIMARY_INPUT_PREFERRED") {
    yield `stays on the second input of attachment ${name} (${shown(at(settings, "inputPreference"))}). Set inputPreference PRIMARY_INPUT_PREFERRED.`;
  }
  yield* conditionFindings(name, itemsAt(settings, "failoverConditions"));
}

function* conditionFindings(name: string, conditions: readonly Plain[]): Iterable<string> {
  if (conditions.length === 0) {
    yield `has no failoverConditions in attachment ${name}. Add one for the loss of the input.`;
  }
  for (const condition of conditions) {
    for (const [kind, threshold] of thresholds(condition)) {
      if (threshold === UNKNOWN || (typeof threshold === "number" && threshold <= MEDIACONNECT_FAILOVER)) {
        yield `fails over from attachment ${name} by ${kind} ${shown(threshold)}. Wait more than ${MEDIACONNECT_FAILOVER} ms, written literally.`;
      }
    }
  }
}

/** Every `…ThresholdMsec` of a condition. Left out, AWS's own default is longer than a second. */
function thresholds(condition: Plain): readonly (readonly [string, Plain])[] {
  const settings = at(condition, "failoverConditionSettings");
  const kinds = isObject(settings) ? Object.values(settings).filter(isObject) : [];
  return kinds.flatMap((kind) => Object.entries(kind).filter(([key]) => key.endsWith("ThresholdMsec")));
}
