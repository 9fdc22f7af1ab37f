/** An IPv4 network such as `203.0.113.0/24`, as numbers. */
export interface Network {
  readonly address: number;
  readonly prefix: number;
}

/** Parses dotted IPv4 with a prefix length; undefined when it is neither. */
export function parseCidr(text: string): Network | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  if (match === null) return undefined;
  const octets = match.slice(1, 5).map(Number);
  const prefix = Number(match[5]);
  if (octets.some((octet) => octet > 255) || prefix > 32) return undefined;
  const address = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  return { address, prefix };
}

/** The network the address belongs to: host bits cleared. */
export function networkOf(cidr: Network): Network {
  const size = 2 ** (32 - cidr.prefix);
  return { address: Math.floor(cidr.address / size) * size, prefix: cidr.prefix };
}

export function formatCidr(network: Network): string {
  const octets = [24, 16, 8, 0].map((shift) => Math.floor(network.address / 2 ** shift) % 256);
  return `${octets.join(".")}/${network.prefix}`;
}
