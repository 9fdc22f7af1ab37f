import { FLOW_ENTITLEMENT } from "../../lib/flow.ts";
import { itemsAt, shown } from "../../lib/plain.ts";
import { resourceRule, stringsSetting } from "../../lib/rule.ts";

const ACCOUNT = /^\d{12}$/;

export const entitlementNamesAccounts = resourceRule(
  {
    name: "entitlement-names-accounts",
    group: "delivery",
    description: "Who may subscribe to a MediaConnect flow is written down, account by account.",
    severity: "high",
    remediation: "Name the twelve digits of each subscriber in subscribers, written literally.",
    source: "https://docs.aws.amazon.com/mediaconnect/latest/ug/entitlements-grant.html",
    settings: {
      accounts: {
        type: "array",
        items: { type: "string" },
        default: [],
        description: "Accounts that may be named; every account while the list is empty.",
      },
    },
  },
  [FLOW_ENTITLEMENT],
  function* ({ props }, settings) {
    const allowed = stringsSetting(settings, "accounts");
    const subscribers = itemsAt(props, "subscribers");
    if (subscribers.length === 0) {
      yield "names no subscriber that can be checked. Write their account ids in subscribers.";
    }
    for (const account of subscribers) {
      if (typeof account !== "string" || !ACCOUNT.test(account)) {
        yield `is for ${shown(account)}, which is no account. Write twelve digits.`;
      } else if (allowed.length > 0 && !allowed.includes(account)) {
        yield `is for account ${account}, which is none of those agreed on. Take it out, or add it to \`accounts\`.`;
      }
    }
  },
);
