import { srtInputEncrypted } from "../../../policy/rules/delivery/srt-input-encrypted.ts";
import { templateStack, TYPES } from "../fixtures.ts";
import type { Props } from "../harness.ts";
import { describeRule, UNKNOWN_LIST, UNKNOWN_STRING } from "../harness.ts";

const feed = (properties: Props) => ({
  type: TYPES.cloudFormation,
  props: templateStack({ Resources: { Feed: { Type: "AWS::MediaLive::Input", Properties: properties } } }),
});
const listener = (settings: Props) => feed({ Type: "SRT_LISTENER", SrtSettings: { SrtListenerSettings: settings } });
const caller = (source: Props) => feed({ Type: "SRT_CALLER", SrtSettings: { SrtCallerSources: [source] } });
const secret = { PassphraseSecretArn: { Ref: "PassphraseArn" } };

describeRule(srtInputEncrypted, {
  rows: "S4 L1 L2",
  elsewhere: TYPES.channel,
  compliant: { ...listener({ MinimumLatency: 1000, Decryption: { Algorithm: "AES256", ...secret } }), name: "feed" },
  cases: [
    {
      when: "a listener in the clear",
      ...listener({ MinimumLatency: 1000 }),
      expect: [/\(template resource Feed\) listens for SRT in the clear. Set Decryption/],
    },
    { when: "a listener without settings", ...feed({ Type: "SRT_LISTENER" }), expect: [/listens for SRT in the clear/] },
    {
      when: "an algorithm that is none",
      ...listener({ Decryption: { Algorithm: "DES", ...secret } }),
      expect: [/decrypts with "DES". Use one of AES128, AES192, AES256/],
    },
    {
      when: "an algorithm that is not known yet",
      ...listener({ Decryption: { Algorithm: { "Fn::GetAtt": ["Other", "Name"] }, ...secret } }),
      expect: [/Use one of AES128/],
    },
    {
      when: "an algorithm without a passphrase",
      ...listener({ Decryption: { Algorithm: "AES128" } }),
      expect: [/decrypts without a passphrase. Set PassphraseSecretArn/],
    },
    { when: "a caller of what is sent in the clear", ...caller({ SrtListenerAddress: "feed.broadcaster.tv" }), expect: [] },
    {
      when: "a caller with half an encryption",
      ...caller({ SrtListenerAddress: "feed.broadcaster.tv", Decryption: { Algorithm: "AES128" } }),
      expect: [/decrypts without a passphrase/],
    },
    {
      when: "a passphrase in an address",
      ...caller({ SrtListenerAddress: "feed.broadcaster.tv?passphrase=12345678901" }),
      expect: [/has a passphrase in an address. Take it out/],
    },
    {
      when: "callers that are not known yet",
      type: TYPES.input,
      props: { type: "SRT_CALLER", srtSettings: { srtCallerSources: UNKNOWN_LIST } },
      expect: [/unknown before the deployment. Write the list literally/],
    },
    { when: "an input that is not SRT", type: TYPES.input, props: { type: "RTP_PUSH", inputSecurityGroups: [UNKNOWN_STRING] }, expect: [] },
  ],
});
