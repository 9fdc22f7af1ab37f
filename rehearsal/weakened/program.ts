import pulumi from "@pulumi/pulumi";
import program from "../../index.ts";
import { variants, type Variant } from "./variants.ts";

// The real program, with some kinds of resources spoilt on their way to the engine: the policy pack must notice each.
const chosen = new pulumi.Config("weakened").require("variants").split(",").map(variantOf);

for (const variant of chosen) {
  pulumi.runtime.registerStackTransformation((resource) => {
    if (resource.type !== variant.type) return undefined;
    const props = variant.weaken(resource.props);
    return props === undefined
      ? undefined
      : { props, opts: variant.unprotect === true ? { ...resource.opts, protect: false } : resource.opts };
  });
}

export default program;

function variantOf(name: string): Variant {
  const variant = (variants as Readonly<Record<string, Variant>>)[name];
  if (variant === undefined) throw new pulumi.RunError(`no weakened variant is called ${name}`);
  return variant;
}
