/** Attachments and archives of MediaLive channels. Sources: MediaLive User Guide and API reference, named at each rule. */
import { bodyOf, inputIds, templateChannel, typedChannel } from "../channels.ts";
import { object, objects, type Properties, text, texts } from "../values.ts";
import { findInput } from "../inputs.ts";
import { channelQuota } from "./contribution.ts";
import type { Case, Rule, Rules } from "./rule.ts";

function body({ token, inputs }: Case): Properties {
  return bodyOf(token, inputs);
}

function attachments(subject: Case): Properties[] {
  return objects(body(subject)["inputAttachments"]);
}

/** API reference, InputAttachment: an input switch names an attachment, so each of several needs a name of its own. */
export const attachmentNames: Rule = (subject) => {
  const names = attachments(subject).map(({ inputAttachmentName }) => text(inputAttachmentName) ?? "");
  if (names.length < 2) return undefined;
  if (names.includes("")) return "UnprocessableEntityException: every input attachment of several needs a name";
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  return repeated === undefined ? undefined : `UnprocessableEntityException: two input attachments are named ${repeated}`;
};

/** User Guide, "Limits for inputs": among several inputs, an HLS one is live, which it is with 3 to 10 buffer segments. */
export const liveHls: Rule = (subject) => {
  const all = attachments(subject);
  if (all.length < 2) return undefined;
  const recorded = all.find(({ inputId, inputSettings }) => {
    if (typeOf(subject, text(inputId)) !== "URL_PULL") return false;
    const segments = object(object(object(inputSettings)["networkInputSettings"])["hlsInputSettings"])["bufferSegments"];
    return typeof segments !== "number" || segments < 3 || segments > 10;
  });
  return recorded === undefined
    ? undefined
    : `UnprocessableEntityException: HLS input ${text(recorded["inputAttachmentName"]) ?? ""} is a VOD asset, which a channel of several inputs cannot have`;
};

/** User Guide, "Limits for inputs": all inputs of a channel that stand in a VPC are in the same two Availability Zones. */
export const sameZones: Rule = (subject) => {
  const zones = inputIds(body(subject)).flatMap((id) => {
    const placed = object(findInput(subject.cloud.store, subject.region, id)?.body["vpc"]);
    const subnets = texts(placed["subnetIds"]);
    if (subnets.length === 0) return [];
    const own = subnets.map((subnet) => subject.cloud.account.subnets.find((one) => one.id === subnet)?.availabilityZone ?? subnet);
    return [own.sort().join()];
  });
  return new Set(zones).size > 1
    ? `UnprocessableEntityException: the VPC inputs are in different Availability Zones: ${zones.join(" and ")}`
    : undefined;
};

function typeOf({ cloud, region }: Case, id: string | undefined): string | undefined {
  return id === undefined ? undefined : findInput(cloud.store, region, id)?.type;
}

function archives(subject: Case): Properties[] {
  return objects(object(body(subject)["encoderSettings"])["outputGroups"]).filter(
    (group) => object(group["outputGroupSettings"])["archiveGroupSettings"] !== undefined,
  );
}

/** User Guide, "Limits for outputs". */
export const oneArchive: Rule = (subject) =>
  archives(subject).length > 1 ? "UnprocessableEntityException: a channel has one Archive output group at most" : undefined;

/** User Guide, "Organize encodes in an Archive output group": one video encode in each output. */
export const archiveVideo: Rule = (subject) => {
  const bare = archives(subject)
    .flatMap(({ outputs }) => objects(outputs))
    .find(({ videoDescriptionName }) => (text(videoDescriptionName) ?? "") === "");
  return bare === undefined
    ? undefined
    : `UnprocessableEntityException: archive output ${text(bare["outputName"]) ?? ""} has no video encode`;
};

/** User Guide, "Fields for the output destination" of archives: s3ssl, a bucket without dots, a file name, and two different paths. */
export const archiveAddresses: Rule = (subject) => {
  for (const urls of archiveUrls(subject)) {
    const wrong = urls.find((url) => !/^s3ssl:\/\/[a-z0-9-]+\/.*[^/]$/.test(url));
    if (wrong !== undefined)
      return `UnprocessableEntityException: ${wrong} is no archive destination: s3ssl://<bucket without dots>/<folders>/<file name>`;
    if (new Set(urls).size !== urls.length) return `UnprocessableEntityException: both pipelines archive to ${urls[0] ?? ""}`;
  }
  return undefined;
};

/** MediaLive itself only fails once the channel runs; a bucket that is not there is a mistake in the program all the same. */
export const archiveBuckets: Rule = (subject) => {
  const missing = archiveUrls(subject)
    .flat()
    .map((url) => url.split("/")[2] ?? "")
    .find((bucket) => subject.cloud.store.find("aws:s3/bucket:Bucket", ({ id }) => id === bucket) === undefined);
  return missing === undefined ? undefined : `NoSuchBucket: the archive's bucket ${missing} does not exist`;
};

function archiveUrls(subject: Case): string[][] {
  const destinations = objects(body(subject)["destinations"]);
  return archives(subject).map((group) => {
    const settings = object(object(group["outputGroupSettings"])["archiveGroupSettings"]);
    const id = text(object(settings["destination"])["destinationRefId"]);
    const destination = destinations.find((one) => one["id"] === id);
    return objects(destination?.["settings"]).map(({ url }) => text(url) ?? "");
  });
}

const rules: Rules = {
  create: [channelQuota],
  save: [attachmentNames, liveHls, sameZones, oneArchive, archiveVideo, archiveAddresses, archiveBuckets],
};

export const channelInputs: Record<string, Rules> = { [typedChannel]: rules, [templateChannel]: rules };
