import { drmComplete } from "../../../policy/rules/encryption/drm-complete.ts";
import { PROVIDER, TYPES } from "../fixtures.ts";
import { changed, describeRule, UNKNOWN_OBJECT, UNKNOWN_STRING } from "../harness.ts";

const ENDPOINT = {
  containerType: "CMAF",
  segment: {
    encryption: {
      encryptionMethod: { cmafEncryptionMethod: "CBCS" },
      keyRotationIntervalSeconds: 3600,
      spekeKeyProvider: {
        roleArn: UNKNOWN_STRING,
        url: "https://keys.example.com/speke",
        resourceId: "news",
        drmSystems: ["WIDEVINE", "FAIRPLAY", "PLAYREADY"],
        encryptionContractConfiguration: { presetSpeke20Video: "PRESET_VIDEO_1", presetSpeke20Audio: "PRESET_AUDIO_1" },
      },
    },
  },
};
const at = (path: string, value: unknown) => changed(ENDPOINT, `segment.encryption.${path}`, value);
const ts = (method: string, systems: readonly string[]) =>
  changed(
    changed({ ...ENDPOINT, containerType: "TS" }, "segment.encryption.encryptionMethod", { tsEncryptionMethod: method }),
    "segment.encryption.spekeKeyProvider.drmSystems",
    systems,
  );

describeRule(drmComplete, {
  rows: "S4 L7",
  elsewhere: TYPES.distribution,
  compliant: { type: TYPES.endpoint, provider: PROVIDER, props: ENDPOINT },
  cases: [
    { when: "no DRM", props: { containerType: "CMAF", segment: {} }, expect: [] },
    {
      when: "FairPlay with CENC",
      props: at("encryptionMethod.cmafEncryptionMethod", "CENC"),
      expect: [/offers FAIRPLAY with CENC, which it cannot play. Set cmafEncryptionMethod to CBCS/],
    },
    { when: "Irdeto with CBCS", props: at("spekeKeyProvider.drmSystems", ["IRDETO"]), expect: [/offers IRDETO with CBCS/] },
    {
      when: "a clear key in CMAF",
      props: at("spekeKeyProvider.drmSystems", ["CLEAR_KEY_AES_128"]),
      expect: [/"CLEAR_KEY_AES_128" in a CMAF container/],
    },
    { when: "FairPlay in a transport stream", props: ts("SAMPLE_AES", ["FAIRPLAY"]), expect: [] },
    { when: "FairPlay with AES-128", props: ts("AES_128", ["FAIRPLAY"]), expect: [/Set tsEncryptionMethod to SAMPLE_AES/] },
    { when: "Widevine in a transport stream", props: ts("SAMPLE_AES", ["WIDEVINE"]), expect: [/"WIDEVINE" in a TS container/] },
    {
      when: "the method of the other container",
      props: at("encryptionMethod", { tsEncryptionMethod: "SAMPLE_AES" }),
      expect: [/has cmafEncryptionMethod nothing in a CMAF container/],
    },
    {
      when: "a key server in the clear",
      props: at("spekeKeyProvider.url", "http://keys.example.com"),
      expect: [/asks for keys at "http:/],
    },
    {
      when: "a key server of another region",
      props: at("spekeKeyProvider.url", "https://a1.execute-api.eu-west-1.amazonaws.com/live"),
      expect: [/asks for keys in eu-west-1, and is itself in us-east-1/],
    },
    {
      when: "a key server of its own region",
      props: at("spekeKeyProvider.url", "https://a1.execute-api.us-east-1.amazonaws.com/live"),
      expect: [],
    },
    { when: "no role", props: at("spekeKeyProvider.roleArn", undefined), expect: [/key provider without roleArn. Set all/] },
    {
      when: "no contract",
      props: at("spekeKeyProvider.encryptionContractConfiguration", undefined),
      expect: [/without encryptionContractConfiguration/],
    },
    {
      when: "a key that changes every minute",
      props: at("keyRotationIntervalSeconds", 60),
      expect: [/every 60 s. Choose 300 to 31536000 s/],
    },
    {
      when: "encryption that is not known yet",
      props: changed(ENDPOINT, "segment.encryption", UNKNOWN_OBJECT),
      expect: [/encryption that is unknown.*Write it literally/],
    },
    {
      when: "a container that is not known yet",
      props: changed(ENDPOINT, "containerType", UNKNOWN_STRING),
      expect: [/Write the type literally/],
    },
    {
      when: "a method that is not known yet",
      props: at("encryptionMethod.cmafEncryptionMethod", UNKNOWN_STRING),
      expect: [/Set it to CENC or CBCS/],
    },
  ],
});
