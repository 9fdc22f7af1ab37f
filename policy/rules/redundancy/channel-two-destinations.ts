import { hasRepeated, mediaResources, typesOf } from "../../lib/media.ts";
import type { Plain } from "../../lib/plain.ts";
import { at, isSet, itemsAt, listAt, shown, UNKNOWN } from "../../lib/plain.ts";
import { resourceRule } from "../../lib/rule.ts";

/** Destination settings that hold one entry for each pipeline (MediaLive API, OutputDestination), and what an entry names. */
const PER_PIPELINE = [
  ["settings", "url"],
  ["srtSettings", "url"],
  ["mediaConnectRouterSettings", undefined],
] as const;

export const channelTwoDestinations = resourceRule(
  {
    name: "channel-two-destinations",
    group: "redundancy",
    description: "Each pipeline of a channel sends to an address of its own.",
    severity: "high",
    remediation: "Give every destination two different settings entries, such as the two ingest URLs of a MediaPackage channel.",
    source: "https://docs.aws.amazon.com/medialive/latest/ug/channel-class.html",
  },
  typesOf("channel"),
  function* (subject) {
    for (const { where, props } of mediaResources("channel", subject)) {
      const destinations = listAt(props, "destinations");
      if (destinations === UNKNOWN || destinations.length === 0) {
        yield `${where}has no destinations that can be read. Write the list literally; only addresses may be unknown.`;
        continue;
      }
      for (const destination of destinations) {
        for (const problem of destinationFindings(destination)) {
          yield `${where}${problem}`;
        }
      }
    }
  },
);

function* destinationFindings(destination: Plain): Iterable<string> {
  const id = shown(at(destination, "id"));
  if (destination === UNKNOWN) {
    yield "has a destination that is unknown before the deployment. Write it literally; only its addresses may be unknown.";
    return;
  }
  for (const [property, address] of PER_PIPELINE) {
    const entries = at(destination, property);
    if (isSet(entries)) {
      yield* entryFindings(`destination ${id}`, listAt(destination, property), address);
    }
  }
  const endpoints = itemsAt(destination, "mediaPackageSettings").map((entry) => at(entry, "channelEndpointId"));
  if (endpoints.some(isSet) && (endpoints.length < 2 || hasRepeated(endpoints))) {
    yield `sends destination ${id} to one ingest endpoint of MediaPackage. Name both endpoints, 1 and 2.`;
  }
}

function* entryFindings(name: string, entries: readonly Plain[] | typeof UNKNOWN, address: string | undefined): Iterable<string> {
  if (entries === UNKNOWN) {
    yield `has ${name} with a list of addresses that is unknown. Write the list literally; only the addresses may be unknown.`;
    return;
  }
  if (entries.length !== 2) {
    yield `has ${entries.length} address in ${name}: one pipeline has nowhere to send. Give it two.`;
  }
  if (address === undefined) {
    return;
  }
  const addresses = entries.map((entry) => at(entry, address));
  if (hasRepeated(addresses)) {
    yield `sends both pipelines of ${name} to the same address. Give each its own.`;
  }
  if (addresses.some((value) => !isSet(value))) {
    yield `has an entry without ${address} in ${name}. Set it.`;
  }
}
