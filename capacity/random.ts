/** Numbers between 0 and 1, the same for the same seed (Bob Jenkins' small fast generator, 32 bits). */
export type Random = () => number;

export function seededRandom(seed: number): Random {
  let [a, b, c, d] = [0xf1ea5eed, seed >>> 0, seed >>> 0, seed >>> 0];
  const next = (): number => {
    const e = (a - ((b << 27) | (b >>> 5))) >>> 0;
    a = (b ^ ((c << 17) | (c >>> 15))) >>> 0;
    b = (c + d) >>> 0;
    c = (d + e) >>> 0;
    d = (e + a) >>> 0;
    return d / 4_294_967_296;
  };
  for (let warm = 0; warm < 20; warm++) next();
  return next;
}

/** Shares of `count` places by Zipf's law with this exponent, largest first, 1 in sum. */
export function zipfShares(count: number, exponent: number): number[] {
  const weights = Array.from({ length: count }, (_, rank) => (rank + 1) ** -exponent);
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return weights.map((weight) => weight / sum);
}

/** Index of one of the shares, each as likely as it says. What is missing to 1 falls to the last. */
export function pick(shares: readonly number[], random: Random): number {
  let left = random();
  for (const [index, share] of shares.entries()) {
    left -= share;
    if (left < 0) return index;
  }
  return shares.length - 1;
}

/** Waiting time with this mean; Infinity stays Infinity. */
export function exponential(mean: number, random: Random): number {
  return mean === Infinity ? Infinity : -mean * Math.log(1 - random());
}
