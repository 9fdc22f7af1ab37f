/** SRT inputs and the secrets of their passphrases. Sources: MediaLive API reference and User Guide, named at each rule. */
import { bodyOf, inputIds, templateChannel, typedChannel } from "../channels.ts";
import { findInput } from "../inputs.ts";
import { findByArn, findKey } from "../lookups.ts";
import { matches, statements } from "../policies.ts";
import { findSecret, type Secret } from "../secrets.ts";
import { list, object, objects, type Properties, spelled, text } from "../values.ts";
import type { Case, Rule, Rules } from "./rule.ts";

/** Milliseconds: API, SrtListenerSettingsRequest; the same for callers in the User Guide, "Setting up an SRT Caller input". */
const shortestLatency = 120;
const longestLatency = 15_000;

function srtSettings(inputs: Properties): Properties {
  return object(inputs["srtSettings"]);
}

/** API, SrtSettingsRequest: listener settings or caller sources, by the type of the input, and never both. */
export const settingsFit: Rule = ({ inputs }) => {
  const type = text(inputs["type"]) ?? "";
  const given = Object.keys(srtSettings(inputs)).sort().join(" and ");
  const wanted = { SRT_LISTENER: "srtListenerSettings", SRT_CALLER: "srtCallerSources" }[type] ?? "";
  return given === wanted
    ? undefined
    : `BadRequestException: a ${type} input takes ${wanted === "" ? "no srtSettings" : `srtSettings with ${wanted} alone`}, not ${given === "" ? "none" : given}`;
};

/** Each side of a connection as it is set up: the listener's, or every caller's. */
function links(inputs: Properties): Properties[] {
  const { srtListenerSettings, srtCallerSources } = srtSettings(inputs);
  return [...(srtListenerSettings === undefined ? [] : [object(srtListenerSettings)]), ...objects(srtCallerSources)];
}

export const linkFits: Rule = ({ inputs }) => {
  const wrong = links(inputs)
    .map(({ minimumLatency }) => minimumLatency)
    .find((latency) => typeof latency === "number" && (latency < shortestLatency || latency > longestLatency));
  return wrong === undefined
    ? undefined
    : `BadRequestException: minimumLatency of ${spelled(wrong)} ms is not within ${String(shortestLatency)} to ${String(longestLatency)}`;
};

/** User Guide, "Setting up an SRT Caller input": one or two listeners to call, and no input security group, for it is a pull input. */
export const callersFit: Rule = ({ inputs }) => {
  if (inputs["type"] !== "SRT_CALLER") return undefined;
  const callers = objects(srtSettings(inputs)["srtCallerSources"]);
  if (callers.length < 1 || callers.length > 2)
    return `BadRequestException: an SRT_CALLER input has one or two sources, not ${String(callers.length)}`;
  if (list(inputs["inputSecurityGroups"]).length > 0) return "BadRequestException: an SRT_CALLER input takes no input security group";
  const bad = callers.find(({ srtListenerAddress, srtListenerPort }) => {
    const port = Number(srtListenerPort);
    return (text(srtListenerAddress) ?? "") === "" || !Number.isInteger(port) || port < 1 || port > 65_535;
  });
  return bad === undefined ? undefined : "BadRequestException: an SRT caller source needs the address and the port of a listener";
};

/** ARNs of the secrets that an input's passphrases are in. */
function passphraseArns(inputs: Properties): string[] {
  return links(inputs).flatMap(({ decryption }) => text(object(decryption)["passphraseSecretArn"]) ?? []);
}

/** User Guide, "Setting up an SRT Listener input - Get ready": a secret of the same region, which holds the passphrase as plain text. */
export const secretExists: Rule = ({ cloud, inputs, region }) => {
  for (const arn of passphraseArns(inputs)) {
    const secret = findSecret(cloud.store, region, arn);
    if (secret === undefined || secret.deletedOn !== undefined) return `BadRequestException: the secret ${arn} does not exist in ${region}`;
  }
  return undefined;
};

/**
 * User Guide, "Requirements for Secrets Manager secrets": the channel's role reads the passphrases of its inputs. MediaLive itself
 * only fails once the channel runs; a role that cannot is a mistake in the program all the same.
 */
export const roleReadsPassphrases: Rule = (subject) => {
  const { cloud, region, token, inputs } = subject;
  const channel = bodyOf(token, inputs);
  const role = findByArn(cloud.store, "aws:iam/role:Role", channel["roleArn"]);
  for (const id of inputIds(channel)) {
    for (const arn of passphraseArns(findInput(cloud.store, region, id)?.body ?? {})) {
      const secret = findSecret(cloud.store, region, arn);
      const wanted = secret === undefined ? [] : accessTo(subject, secret);
      const missing = wanted.find(({ action, resource }) => !roleMay(cloud, role?.id ?? "", action, resource));
      if (missing !== undefined)
        return `AccessDeniedException: the channel's role has no ${missing.action} on ${missing.resource}, which input ${id} needs`;
    }
  }
  return undefined;
};

function accessTo({ cloud, region }: Case, { arn, kmsKeyId }: Secret): { action: string; resource: string }[] {
  const key = kmsKeyId === undefined ? undefined : (text(findKey(cloud.store, region, kmsKeyId)?.outputs["arn"]) ?? kmsKeyId);
  return [
    { action: "secretsmanager:GetSecretValue", resource: arn },
    ...(key === undefined ? [] : [{ action: "kms:Decrypt", resource: key }]),
  ];
}

function roleMay(cloud: Case["cloud"], role: string, action: string, resource: string): boolean {
  return cloud.store
    .all("aws:iam/rolePolicy:RolePolicy")
    .filter(({ inputs }) => inputs["role"] === role)
    .flatMap(({ inputs }) => statements(inputs["policy"]))
    .some(
      ({ effect, actions, resources }) =>
        effect === "Allow" &&
        actions.some((pattern) => matches(pattern, action)) &&
        resources.some((pattern) => matches(pattern, resource)),
    );
}

const channelRules: Rules = { save: [roleReadsPassphrases] };

export const srt: Record<string, Rules> = { [typedChannel]: channelRules, [templateChannel]: channelRules };
