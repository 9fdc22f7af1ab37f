import type { TypeTest } from "./rule.ts";

/** Resources of AWS, by either provider. */
export const AWS_RESOURCES: TypeTest = {
  label: "resources of AWS",
  includes: (type) => type.startsWith("aws:") || type.startsWith("aws-native:"),
};

/** Whatever a stack holds: resources, components and providers. */
export const EVERYTHING: TypeTest = { label: "every resource", includes: () => true };

/** Resources of AWS and the providers that make them. */
export const AWS_AND_PROVIDERS: TypeTest = {
  label: "resources and providers of AWS",
  includes: (type) => AWS_RESOURCES.includes(type) || /^pulumi:providers:aws(-native)?$/.test(type),
};
