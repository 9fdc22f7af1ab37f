import { entitlementNamesAccounts } from "../../../policy/rules/delivery/entitlement-names-accounts.ts";
import { TYPES } from "../fixtures.ts";
import { describeRule, UNKNOWN_OBJECT, UNKNOWN_STRING } from "../harness.ts";

const to = (...subscribers: unknown[]) => ({ name: "partner", subscribers });

describeRule(entitlementNamesAccounts, {
  rows: "S4 L9",
  elsewhere: TYPES.flow,
  compliant: { type: "aws-native:mediaconnect:FlowEntitlement", props: to("210987654321", "345678901234") },
  cases: [
    { when: "everybody", props: to("*"), expect: [/is for "\*", which is no account. Write twelve digits/] },
    { when: "nobody", props: to(), expect: [/names no subscriber/] },
    { when: "a subscriber that is not known yet", props: to(UNKNOWN_STRING), expect: [/which is no account/] },
    {
      when: "subscribers that are not known yet",
      props: { subscribers: UNKNOWN_OBJECT },
      expect: [/unknown until it is deployed, which is no account/],
    },
    {
      when: "an account that was not agreed on",
      props: to("210987654321", "345678901234"),
      config: { accounts: ["210987654321"] },
      expect: [/is for account 345678901234, which is none of those agreed on/],
    },
  ],
});
