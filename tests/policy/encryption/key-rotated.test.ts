import { keyRotated } from "../../../policy/rules/encryption/key-rotated.ts";
import { TYPES } from "../fixtures.ts";
import { describeRule, UNKNOWN_STRING } from "../harness.ts";

describeRule(keyRotated, {
  rows: "S4 O4",
  elsewhere: TYPES.alias,
  compliant: { type: TYPES.key, props: { enableKeyRotation: true, policy: UNKNOWN_STRING } },
  cases: [
    { when: "no rotation", props: {}, expect: [/enableKeyRotation nothing. Set it to true/] },
    { when: "rotation turned off", props: { enableKeyRotation: false }, expect: [/enableKeyRotation false/] },
    { when: "rotation that is not known yet", props: { enableKeyRotation: UNKNOWN_STRING }, expect: [/Set it to true/] },
    { when: "an asymmetric key, which cannot rotate", props: { customerMasterKeySpec: "RSA_2048" }, expect: [] },
    { when: "a key of a custom key store, which cannot rotate", props: { customKeyStoreId: "cks-1" }, expect: [] },
    { when: "a disabled key", props: { enableKeyRotation: true, isEnabled: false }, expect: [/is disabled.*Remove isEnabled/] },
  ],
});
