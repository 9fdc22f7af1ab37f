import { at, shown } from "../../lib/plain.ts";
import { resourceRule } from "../../lib/rule.ts";

const BRIDGED = "aws:cloudfront/originAccessControl:OriginAccessControl";
const NATIVE = "aws-native:cloudfront:OriginAccessControl";
/** The kinds of origin that exist; MediaStore has ended. */
const ORIGIN_TYPES = ["mediapackagev2", "s3", "lambda"];

export const accessControlSigns = resourceRule(
  {
    name: "access-control-signs",
    group: "delivery",
    description: "An origin access control signs every request with Signature Version 4.",
    severity: "high",
    remediation: "Set signingBehavior always, signingProtocol sigv4 and the origin type (mediapackagev2 for MediaPackage).",
    source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-mediapackage.html",
  },
  [BRIDGED, NATIVE],
  function* ({ type, props }) {
    const control = type === NATIVE ? at(props, "originAccessControlConfig") : props;
    const behaviour = at(control, "signingBehavior");
    if (behaviour !== "always") {
      yield `has signingBehavior ${shown(behaviour)}: a viewer could leave requests unsigned or sign them. Set it to "always".`;
    }
    const protocol = at(control, "signingProtocol");
    if (protocol !== "sigv4") {
      yield `has signingProtocol ${shown(protocol)}. Set it to "sigv4".`;
    }
    const originType = at(control, "originAccessControlOriginType");
    if (typeof originType !== "string" || !ORIGIN_TYPES.includes(originType)) {
      yield `has originAccessControlOriginType ${shown(originType)}. Set it to one of ${ORIGIN_TYPES.join(", ")}.`;
    }
  },
);
