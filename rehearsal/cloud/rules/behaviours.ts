/** A distribution as its rules look at it, whole or behaviour by behaviour. */
import { distributionView, type Behaviour, type DistributionView } from "../distributions.ts";
import type { Case, Rule } from "./rule.ts";

export function view({ token, inputs }: Case): DistributionView {
  return distributionView(token, inputs);
}

/** Applies to each behaviour in turn, and says which one it is. */
export function eachBehaviour(objection: (behaviour: Behaviour, whole: DistributionView, subject: Case) => string | undefined): Rule {
  return (subject) => {
    const whole = view(subject);
    for (const behaviour of whole.behaviours) {
      const error = objection(behaviour, whole, subject);
      if (error !== undefined) return `${error} (behaviour ${behaviour.path ?? "default"})`;
    }
    return undefined;
  };
}
