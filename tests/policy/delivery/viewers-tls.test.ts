import { viewersTls } from "../../../policy/rules/delivery/viewers-tls.ts";
import { DISTRIBUTION, NATIVE_DISTRIBUTION, TYPES } from "../fixtures.ts";
import { changed, describeRule, UNKNOWN_LIST, UNKNOWN_STRING } from "../harness.ts";

const underCloudFrontName = { ...DISTRIBUTION, aliases: [], viewerCertificate: { cloudfrontDefaultCertificate: true } };
const certificate = (key: string, value: unknown) => changed(DISTRIBUTION, `viewerCertificate.${key}`, value);

describeRule(viewersTls, {
  rows: "S4 E1 E2",
  elsewhere: TYPES.bucket,
  compliant: { type: TYPES.distribution, props: DISTRIBUTION },
  cases: [
    { when: "TLS 1.3 only", props: certificate("minimumProtocolVersion", "TLSv1.3_2025"), expect: [] },
    { when: "the CloudFront name without aliases", props: underCloudFrontName, expect: [] },
    {
      when: "aliases under the certificate of CloudFront",
      props: { ...underCloudFrontName, aliases: ["watch.example.com"] },
      expect: [
        /no certificate for them. Set viewerCertificate.acmCertificateArn/,
        /minimumProtocolVersion nothing. Set it to one of TLSv1.2_2021/,
        /sslSupportMethod nothing. Set it/,
      ],
    },
    {
      when: "an old security policy",
      props: certificate("minimumProtocolVersion", "TLSv1.2_2019"),
      expect: [/"TLSv1.2_2019". Set it to one of/],
    },
    {
      when: "a security policy that is not known yet",
      props: certificate("minimumProtocolVersion", UNKNOWN_STRING),
      expect: [/minimumProtocolVersion a value unknown/],
    },
    {
      when: "no server name indication",
      props: certificate("sslSupportMethod", "vip"),
      expect: [/sslSupportMethod "vip". Set it to "sni-only"/],
    },
    { when: "no certificate", props: certificate("acmCertificateArn", undefined), expect: [/Set viewerCertificate.acmCertificateArn/] },
    {
      when: "a certificate with an old policy and no alias",
      props: { ...certificate("minimumProtocolVersion", "TLSv1"), aliases: [] },
      expect: [/"TLSv1". Set it/],
    },
    {
      when: "aliases that are not known yet, under the certificate of CloudFront",
      props: { ...underCloudFrontName, aliases: UNKNOWN_LIST },
      expect: [/no certificate for them/, /minimumProtocolVersion/, /sslSupportMethod/],
    },
    {
      when: "an old policy of a native distribution",
      type: TYPES.nativeDistribution,
      props: changed(NATIVE_DISTRIBUTION, "distributionConfig.viewerCertificate.minimumProtocolVersion", "SSLv3"),
      expect: [/"SSLv3". Set it/],
    },
  ],
});
