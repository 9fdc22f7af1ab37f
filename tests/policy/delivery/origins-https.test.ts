import { originsHttps } from "../../../policy/rules/delivery/origins-https.ts";
import { DISTRIBUTION, NATIVE_DISTRIBUTION, TYPES } from "../fixtures.ts";
import { changed, describeRule, UNKNOWN_LIST, UNKNOWN_STRING } from "../harness.ts";

const custom = "origins.0.customOriginConfig";

describeRule(originsHttps, {
  rows: "S4 E1 E5",
  elsewhere: TYPES.bucket,
  compliant: { type: TYPES.distribution, props: DISTRIBUTION },
  cases: [
    {
      when: "HTTP to an origin",
      props: changed(DISTRIBUTION, `${custom}.originProtocolPolicy`, "http-only"),
      expect: [/originProtocolPolicy "http-only" on origin "main-us-east-1". Set it to "https-only"/],
    },
    {
      when: "the viewer's choice of protocol",
      props: changed(DISTRIBUTION, `${custom}.originProtocolPolicy`, "match-viewer"),
      expect: [/"match-viewer"/],
    },
    {
      when: "a protocol that is not known yet",
      props: changed(DISTRIBUTION, `${custom}.originProtocolPolicy`, UNKNOWN_STRING),
      expect: [/Set it to "https-only"/],
    },
    {
      when: "an old TLS version",
      props: changed(DISTRIBUTION, `${custom}.originSslProtocols`, ["TLSv1.1", "TLSv1.2"]),
      expect: [/"TLSv1.1", "TLSv1.2" on origin.*Set it to \["TLSv1.2"\]/],
    },
    {
      when: "no TLS version",
      props: changed(DISTRIBUTION, `${custom}.originSslProtocols`, undefined),
      expect: [/originSslProtocols nothing/],
    },
    {
      when: "TLS versions that are not known yet",
      props: changed(DISTRIBUTION, `${custom}.originSslProtocols`, UNKNOWN_LIST),
      expect: [/Set it to \["TLSv1.2"\]/],
    },
    {
      when: "origins that are not known yet",
      props: changed(DISTRIBUTION, "origins", UNKNOWN_LIST),
      expect: [/has origins that cannot be read/],
    },
    {
      when: "HTTP to a native origin",
      type: TYPES.nativeDistribution,
      props: changed(NATIVE_DISTRIBUTION, "distributionConfig.origins.1.customOriginConfig.originProtocolPolicy", "http-only"),
      expect: [/on origin "main-eu-west-1"/],
    },
  ],
});
