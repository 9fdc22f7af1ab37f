import type { Plain } from "../../lib/plain.ts";
import { at, isSet, itemsAt, shown, UNKNOWN } from "../../lib/plain.ts";
import { resourceRule } from "../../lib/rule.ts";

/** Where each container says how it encrypts, and the methods it knows (MediaPackage v2 API, EncryptionMethod). */
const METHODS: Readonly<Record<string, { readonly property: string; readonly known: readonly string[] }>> = {
  TS: { property: "tsEncryptionMethod", known: ["AES_128", "SAMPLE_AES"] },
  CMAF: { property: "cmafEncryptionMethod", known: ["CENC", "CBCS"] },
  ISM: { property: "ismEncryptionMethod", known: ["CENC"] },
};

/** The one method that a DRM system plays in a container (MediaPackage guide, "Container and DRM system support with SPEKE"). */
const ONLY: readonly (readonly [container: string, system: string, method: string])[] = [
  ["TS", "FAIRPLAY", "SAMPLE_AES"],
  ["TS", "CLEAR_KEY_AES_128", "AES_128"],
  ["CMAF", "FAIRPLAY", "CBCS"],
  ["CMAF", "IRDETO", "CENC"],
];
/** Systems that play nothing in a container, by the same table. */
const NEVER: Readonly<Record<string, readonly string[]>> = {
  TS: ["WIDEVINE", "PLAYREADY", "IRDETO"],
  CMAF: ["CLEAR_KEY_AES_128"],
};

/** Seconds (MediaPackage v2 API, KeyRotationIntervalSeconds). */
const ROTATION = { least: 300, most: 31_536_000 };

export const drmComplete = resourceRule(
  {
    name: "drm-complete",
    group: "encryption",
    description: "An endpoint with DRM can be played: method, container and DRM systems fit, and its key server is named in full.",
    severity: "high",
    remediation:
      "Fit encryptionMethod to the container and to drmSystems; give the key provider role, https address, resource id and contract.",
    source: "https://docs.aws.amazon.com/mediapackage/latest/userguide/encryption-choosing-speke-version.html",
  },
  ["aws-native:mediapackagev2:OriginEndpoint"],
  function* ({ props, provider }) {
    const encryption = at(props, "segment", "encryption");
    if (encryption === UNKNOWN) {
      yield "has encryption that is unknown before the deployment. Write it literally; only ARNs may be unknown.";
    } else if (isSet(encryption)) {
      yield* methodFindings(props["containerType"], encryption);
      yield* providerFindings(at(encryption, "spekeKeyProvider"), provider?.props["region"]);
      yield* rotationFindings(at(encryption, "keyRotationIntervalSeconds"));
    }
  },
);

function* methodFindings(container: Plain | undefined, encryption: Plain | undefined): Iterable<string> {
  const fitting = typeof container === "string" ? METHODS[container] : undefined;
  if (typeof container !== "string" || fitting === undefined) {
    yield `has DRM and containerType ${shown(container)}. Write the type literally: ${Object.keys(METHODS).join(", ")}.`;
    return;
  }
  const method = at(encryption, "encryptionMethod", fitting.property);
  if (typeof method !== "string" || !fitting.known.includes(method)) {
    yield `has ${fitting.property} ${shown(method)} in a ${container} container. Set it to ${fitting.known.join(" or ")}.`;
    return;
  }
  const systems = itemsAt(encryption, "spekeKeyProvider", "drmSystems");
  for (const [of, system, only] of ONLY) {
    if (container === of && systems.includes(system) && method !== only) {
      yield `offers ${system} with ${method}, which it cannot play. Set ${fitting.property} to ${only}.`;
    }
  }
  const strangers = systems.filter((system) => typeof system === "string" && NEVER[container]?.includes(system));
  if (strangers.length > 0) {
    yield `offers ${strangers.map(shown).join(", ")} in a ${container} container, which it cannot play. Use the other container.`;
  }
}

/** MediaPackage calls a key server behind API Gateway only in its own region (MediaPackage guide, "SPEKE"). */
const GATEWAY = /\.execute-api\.([a-z0-9-]+)\.amazonaws\.com/;

function* providerFindings(provider: Plain | undefined, region: Plain | undefined): Iterable<string> {
  const missing = ["roleArn", "url", "resourceId", "drmSystems", "encryptionContractConfiguration"].filter(
    (key) => !isSet(at(provider, key)),
  );
  if (missing.length > 0) {
    yield `has a key provider without ${missing.join(", ")}. Set all of them.`;
  }
  const url = at(provider, "url");
  if (typeof url === "string" && !url.startsWith("https://")) {
    yield `asks for keys at ${shown(url)}. Use an https:// address.`;
  }
  const gateway = typeof url === "string" ? GATEWAY.exec(url)?.[1] : undefined;
  if (gateway !== undefined && typeof region === "string" && region !== gateway) {
    yield `asks for keys in ${gateway}, and is itself in ${region}. Use the key server's gateway in the endpoint's region.`;
  }
}

function* rotationFindings(seconds: Plain | undefined): Iterable<string> {
  if (typeof seconds === "number" && (seconds < ROTATION.least || seconds > ROTATION.most)) {
    yield `rotates its key every ${seconds} s. Choose ${ROTATION.least} to ${ROTATION.most} s.`;
  }
}
