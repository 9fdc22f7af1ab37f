import { mediaResources, typesOf } from "../../lib/media.ts";
import type { Plain, PlainObject } from "../../lib/plain.ts";
import { at, isSet, listAt, shown, UNKNOWN } from "../../lib/plain.ts";
import { resourceRule } from "../../lib/rule.ts";

const ALGORITHMS = ["AES128", "AES192", "AES256"];

export const srtInputEncrypted = resourceRule(
  {
    name: "srt-input-encrypted",
    group: "delivery",
    description: "An SRT listener takes only an encrypted signal, and an SRT caller that has a passphrase names it by a secret.",
    severity: "high",
    remediation: "Set Decryption with Algorithm and PassphraseSecretArn; never write a passphrase into an address.",
    source: "https://docs.aws.amazon.com/medialive/latest/ug/input-listener-srt.html",
  },
  typesOf("input"),
  function* (subject) {
    for (const { where, props } of mediaResources("input", subject)) {
      for (const problem of [...listenerFindings(props), ...callerFindings(props)]) {
        yield `${where}${problem}`;
      }
    }
  },
);

function* listenerFindings(props: PlainObject): Iterable<string> {
  if (props["type"] !== "SRT_LISTENER") {
    return;
  }
  const decryption = at(props, "srtSettings", "srtListenerSettings", "decryption");
  if (isSet(decryption)) {
    yield* decryptionFindings(decryption);
  } else {
    yield "listens for SRT in the clear. Set Decryption with Algorithm and PassphraseSecretArn.";
  }
}

/** A caller may take what its owner sends in the clear; half an encryption is a mistake. */
function* callerFindings(props: PlainObject): Iterable<string> {
  if (props["type"] !== "SRT_CALLER") {
    return;
  }
  const sources = listAt(props, "srtSettings", "srtCallerSources");
  if (sources === UNKNOWN) {
    yield "calls SRT listeners that are unknown before the deployment. Write the list literally; only what is in it may be unknown.";
    return;
  }
  for (const source of sources) {
    const decryption = at(source, "decryption");
    if (isSet(decryption)) {
      yield* decryptionFindings(decryption);
    }
    const address = at(source, "srtListenerAddress");
    if (typeof address === "string" && /passphrase=/i.test(address)) {
      yield "has a passphrase in an address. Take it out, and set Decryption with PassphraseSecretArn.";
    }
  }
}

function* decryptionFindings(decryption: Plain | undefined): Iterable<string> {
  const algorithm = at(decryption, "algorithm");
  if (typeof algorithm !== "string" || !ALGORITHMS.includes(algorithm)) {
    yield `decrypts with ${shown(algorithm)}. Use one of ${ALGORITHMS.join(", ")}, written literally.`;
  }
  if (!isSet(at(decryption, "passphraseSecretArn"))) {
    yield "decrypts without a passphrase. Set PassphraseSecretArn to a secret's ARN.";
  }
}
