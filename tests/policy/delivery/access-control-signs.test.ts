import { accessControlSigns } from "../../../policy/rules/delivery/access-control-signs.ts";
import { TYPES } from "../fixtures.ts";
import { changed, describeRule, UNKNOWN_STRING } from "../harness.ts";

const good = { name: "onair", originAccessControlOriginType: "mediapackagev2", signingBehavior: "always", signingProtocol: "sigv4" };
const native = (control: object) => ({ type: "aws-native:cloudfront:OriginAccessControl", props: { originAccessControlConfig: control } });

describeRule(accessControlSigns, {
  rows: "S4 E5",
  elsewhere: TYPES.distribution,
  compliant: { type: TYPES.originAccessControl, props: good },
  cases: [
    { when: "no signing", props: changed(good, "signingBehavior", "never"), expect: [/signingBehavior "never".*Set it to "always"/] },
    { when: "signing that a viewer can override", props: changed(good, "signingBehavior", "no-override"), expect: [/Set it to "always"/] },
    { when: "signing that is not known yet", props: changed(good, "signingBehavior", UNKNOWN_STRING), expect: [/Set it to "always"/] },
    { when: "another protocol", props: changed(good, "signingProtocol", "sigv2"), expect: [/Set it to "sigv4"/] },
    {
      when: "an origin type that has ended",
      props: changed(good, "originAccessControlOriginType", "mediastore"),
      expect: [/Set it to one of mediapackagev2/],
    },
    { when: "the native one", ...native(good), expect: [] },
    { when: "no signing in the native one", ...native({ ...good, signingBehavior: "never" }), expect: [/Set it to "always"/] },
  ],
});
