import type { Plain } from "../../lib/plain.ts";
import { at } from "../../lib/plain.ts";
import type { TypeTest } from "../../lib/rule.ts";
import { resourceRule } from "../../lib/rule.ts";
import { isAccessSecret, isReference, namesSecret, secretIn } from "../../lib/secrets.ts";
import type { Leaf } from "../../lib/walk.ts";
import { leaves } from "../../lib/walk.ts";

/** Everything but the stack, whose outputs `no-secret-in-outputs` reads. */
const RESOURCES: TypeTest = { label: "every resource", includes: (type) => type !== "pulumi:pulumi:Stack" };

/** Maps with free names that anybody who may look at the resource can read. */
const READABLE_MAPS: readonly (readonly string[])[] = [
  ["tags"],
  ["tagsAll"],
  ["environment", "variables"],
  ["parameters"],
  ["stageVariables"],
  ["variables"],
];

export const noSecretInPlain = resourceRule(
  {
    name: "no-secret-in-plain",
    group: "governance",
    description: "No secret stands in a resource's properties: not in tags, a function's environment, template parameters or user data.",
    severity: "critical",
    remediation:
      "Put the secret into Secrets Manager outside the program, and hand on its ARN; change a secret that was written down here.",
    source: "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_identities_secrets.html",
  },
  RESOURCES,
  function* ({ props }) {
    for (const leaf of leaves(props)) {
      const what = secretIn(leaf.text) ?? secretIn(decoded(leaf));
      if (what !== undefined) {
        yield `has ${what} in ${leaf.path}. Keep it in Secrets Manager, and hand on its ARN.`;
      }
    }
    const readable = READABLE_MAPS.flatMap((map) => [...leaves(mapAt(props, map), map.join("."))]);
    for (const { path } of readable.filter(({ text }) => isAccessSecret(text))) {
      yield `has an AWS secret access key in ${path}. Give the function a role instead.`;
    }
    for (const { path, key } of readable.filter(isSecretByName)) {
      yield `has a value in ${path} whose name says that it is secret ("${key}"). Keep it in Secrets Manager, and hand on its ARN.`;
    }
  },
);

function mapAt(props: Plain, path: readonly string[]): Plain | undefined {
  return at(props, ...path);
}

function isSecretByName({ key, text }: Leaf): boolean {
  return namesSecret(key) && text !== "" && !isReference(text) && !isAccessSecret(text);
}

/** User data is often written in base64. */
function decoded({ key, text }: Leaf): string {
  return /^userData(Base64)?$/.test(key) && /^[A-Za-z0-9+/=\s]{24,}$/.test(text) ? Buffer.from(text, "base64").toString("latin1") : "";
}
