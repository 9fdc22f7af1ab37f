import { isSet } from "../../lib/plain.ts";
import { resourceRule } from "../../lib/rule.ts";
import { AWS_RESOURCES } from "../../lib/scope.ts";

/** The engine names the providers that it makes by itself `default` or `default_<version>` (Pulumi, "Default providers"). */
const BY_ENGINE = /^default(_|$)/;

export const regionsExplicit = resourceRule(
  {
    name: "regions-explicit",
    group: "governance",
    description: "Every resource says its region: by its own region argument, or by a provider that the program makes with one.",
    severity: "medium",
    remediation: "Pass a provider made with a region, or set the resource's region; aws-native resources need the provider.",
    source: "https://www.pulumi.com/docs/iac/concepts/resources/providers/",
  },
  AWS_RESOURCES,
  function* ({ props, provider }) {
    if (isSet(props["region"])) {
      return;
    }
    if (provider === undefined || BY_ENGINE.test(provider.name)) {
      yield "is made by the engine's default provider, in whatever region the settings or the shell name. Pass a provider of your own.";
    } else if (!isSet(provider.props["region"])) {
      yield `is made by provider "${provider.name}", which names no region. Set its region.`;
    }
  },
);
