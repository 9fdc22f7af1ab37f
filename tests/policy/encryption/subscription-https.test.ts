import { subscriptionHttps } from "../../../policy/rules/encryption/subscription-https.ts";
import { TYPES } from "../fixtures.ts";
import { describeRule, UNKNOWN_STRING } from "../harness.ts";

describeRule(subscriptionHttps, {
  rows: "S4 O3",
  elsewhere: TYPES.topic,
  compliant: { type: TYPES.subscription, props: { protocol: "https", endpoint: "https://hooks.example.com/onair", topic: UNKNOWN_STRING } },
  cases: [
    { when: "plain HTTP", props: { protocol: "http", endpoint: UNKNOWN_STRING }, expect: [/has protocol "http". Use "https"/] },
    {
      when: "an http address",
      props: { protocol: "https", endpoint: "HTTP://hooks.example.com" },
      expect: [/http:\/\/ address. Use https/],
    },
    {
      when: "a protocol that is not known yet",
      props: { protocol: UNKNOWN_STRING, endpoint: "x" },
      expect: [/Use "https", written literally/],
    },
    { when: "mail", props: { protocol: "email", endpoint: "ops@example.com" }, expect: [] },
  ],
});
