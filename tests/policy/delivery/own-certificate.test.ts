import { ownCertificate } from "../../../policy/rules/delivery/own-certificate.ts";
import { DISTRIBUTION, NATIVE_DISTRIBUTION, TYPES } from "../fixtures.ts";
import { changed, describeRule } from "../harness.ts";

describeRule(ownCertificate, {
  rows: "S4 E2",
  elsewhere: TYPES.bucket,
  compliant: { type: TYPES.distribution, props: DISTRIBUTION },
  cases: [
    {
      when: "(as advice) the certificate of CloudFront",
      props: { ...DISTRIBUTION, viewerCertificate: { cloudfrontDefaultCertificate: true } },
      expect: [/security policy at TLSv1. Add an alias and a certificate/],
    },
    {
      when: "(as advice) the certificate of CloudFront on a native distribution",
      type: TYPES.nativeDistribution,
      props: changed(NATIVE_DISTRIBUTION, "distributionConfig.viewerCertificate", { cloudFrontDefaultCertificate: true }),
      expect: [/Add an alias and a certificate/],
    },
  ],
});
