import { mediaResources, typesOf } from "../../lib/media.ts";
import type { Plain } from "../../lib/plain.ts";
import { at, isSet, itemsAt, shown, UNKNOWN } from "../../lib/plain.ts";
import { resourceRule } from "../../lib/rule.ts";

/**
 * Text that CloudFormation replaces by a secret as it deploys, and that stands for it everywhere else. Not `ssm-secure`,
 * which is resolved in a few properties only, none of them MediaLive's (CloudFormation User Guide, "Get a secure string
 * value from Systems Manager Parameter Store").
 */
const REFERENCE = /^\{\{resolve:secretsmanager:[^{}]+\}\}$/;

export const outputSecretReferenced = resourceRule(
  {
    name: "output-secret-referenced",
    group: "governance",
    description: "A channel's RTMP outputs take their stream key by a reference to a secret, and its SRT outputs are encrypted.",
    severity: "critical",
    remediation:
      "Write streamName as {{resolve:secretsmanager:<secret>:SecretString}} in a CloudFormation template, and give each SRT destination encryptionPassphraseSecretArn.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-secretsmanager.html",
  },
  typesOf("channel"),
  function* (subject) {
    for (const { where, props } of mediaResources("channel", subject)) {
      for (const destination of itemsAt(props, "destinations")) {
        for (const problem of destinationFindings(destination, where !== "")) {
          yield `${where}${problem}`;
        }
      }
    }
  },
);

/** Only CloudFormation resolves references: the typed channel would send the text itself, or keep the key in state. */
function* destinationFindings(destination: Plain, inTemplate: boolean): Iterable<string> {
  const id = shown(at(destination, "id"));
  for (const entry of itemsAt(destination, "settings")) {
    const key = at(entry, "streamName");
    if (!isSet(key)) {
      continue;
    }
    if (!inTemplate) {
      yield `keeps the stream key of destination ${id} in its state. Make the channel by a CloudFormation template.`;
    } else if (typeof key !== "string" || !REFERENCE.test(key)) {
      // The key itself stays unsaid.
      yield `has a stream key in destination ${id} that is ${key === UNKNOWN ? "a parameter" : "written down"}. Refer to a secret: {{resolve:secretsmanager:…}}.`;
    }
  }
  for (const entry of itemsAt(destination, "srtSettings")) {
    if (!isSet(at(entry, "encryptionPassphraseSecretArn"))) {
      yield `sends destination ${id} by SRT in the clear. Set encryptionPassphraseSecretArn.`;
    }
  }
}
