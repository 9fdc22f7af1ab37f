import { formatCidr, networkOf, parseCidr } from "./network.ts";
import { PLACEHOLDER_REMEDY, PLACEHOLDERS } from "./placeholders.ts";

/** Narrowest opening that still names an encoder's network; a shorter prefix is a way of being open to the world. */
const SHORTEST_PREFIX = 16;

/** Why a text is not the network of an encoder, and how to mend it. */
export function networkProblem(text: string): [what: string, remedy: string] | undefined {
  if (text === PLACEHOLDERS.encoderCidr) return ["is still the placeholder", PLACEHOLDER_REMEDY];
  const cidr = parseCidr(text);
  if (cidr === undefined) return ["is not an IPv4 network", "write an address and a prefix length, such as 203.0.113.7/32"];
  const network = networkOf(cidr);
  if (network.address !== cidr.address)
    return ["has host bits set", `write ${formatCidr(network)}, or ${text.split("/")[0] ?? ""}/32 for the one address`];
  if (cidr.prefix < SHORTEST_PREFIX)
    return ["is open to far more than your encoders", `use /${SHORTEST_PREFIX} or longer: list the public addresses of your encoders`];
  return undefined;
}
