import { shown } from "../../lib/plain.ts";
import { resourceRule, stringsSetting } from "../../lib/rule.ts";
import { AWS_AND_PROVIDERS } from "../../lib/scope.ts";
import type { Leaf } from "../../lib/walk.ts";
import { leaves } from "../../lib/walk.ts";

/** Where MediaLive, MediaPackage v2, MediaConnect and MediaTailor all are (endpoint lists of the AWS SDK for Python 1.44.5). */
const LIVE_REGIONS = [
  ...["ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-south-2", "ap-southeast-1", "ap-southeast-2"],
  ...["ap-southeast-4", "ap-southeast-5", "ca-central-1", "eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3"],
  ...["me-central-1", "sa-east-1", "us-east-1", "us-east-2", "us-west-2"],
];

const REGION = /^[a-z]{2}(?:-[a-z]+)+-\d$/;
const REGION_IN_ARN = /\barn:aws[a-z-]*:[a-z0-9-]+:([a-z]{2}(?:-[a-z]+)+-\d):/g;

export const regionsAllowed = resourceRule(
  {
    name: "regions-allowed",
    group: "governance",
    description: "Resources are made, copied and referred to only in the regions that the organization allows.",
    severity: "high",
    remediation: "Use an allowed region, or add the region to this rule's setting `allowed` where the organization agrees.",
    source: "https://docs.aws.amazon.com/controltower/latest/controlreference/region-deny.html",
    settings: {
      allowed: {
        type: "array",
        items: { type: "string" },
        default: LIVE_REGIONS,
        description: "Regions that may hold anything. Keep us-east-1: CloudFront's certificates, firewalls and metrics are there.",
      },
    },
  },
  AWS_AND_PROVIDERS,
  function* (subject, settings) {
    const allowed = new Set(stringsSetting(settings, "allowed"));
    const own = [...leaves(subject.props)].flatMap(regionsIn);
    // A resource's own region comes before its provider's; a provider is judged itself, but not the engine's own default.
    const inherited = typeof subject.props["region"] === "string" ? [] : regionsIn(providerRegion(subject.provider?.props["region"]));
    const found = new Map([...inherited, ...own].filter(([region]) => !allowed.has(region)));
    for (const [region, place] of found) {
      yield `is in or refers to ${shown(region)} (${place}), which is not an allowed region. Use one of ${[...allowed].join(", ")}.`;
    }
  },
);

function providerRegion(region: unknown): Leaf {
  return { path: "region of its provider", key: "region", text: typeof region === "string" ? region : "" };
}

/** A region named by a property of that name, and the regions of ARNs. */
function regionsIn({ path, key, text }: Leaf): readonly (readonly [string, string])[] {
  if (/region(name)?$/i.test(key) && REGION.test(text)) {
    return [[text, path]];
  }
  return text.includes("arn:aws") ? [...text.matchAll(REGION_IN_ARN)].map((match) => [match[1] ?? "", path] as const) : [];
}
