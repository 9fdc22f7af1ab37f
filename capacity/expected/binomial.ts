/** Above this mean a function as smooth as ours is taken at the mean itself. */
const SMOOTH = 25;

/** Mean of `value` over how many of `trials` fall to a place that each reaches with this probability. */
export function expectation(trials: number, probability: number, value: (count: number) => number): number {
  const mean = trials * probability;
  if (mean === 0) return value(0);
  if (probability >= 1 || mean > SMOOTH) return value(mean);
  let weight = (1 - probability) ** trials;
  let [sum, seen] = [0, 0];
  const odds = probability / (1 - probability);
  for (let count = 0; count <= trials && seen < 1 - 1e-9; count++) {
    sum += weight * value(count);
    seen += weight;
    weight *= ((trials - count) / (count + 1)) * odds;
  }
  return sum;
}

/** Probability that at least one of them does. */
export function anyOf(trials: number, probability: number): number {
  return probability >= 1 ? Number(trials > 0) : -Math.expm1(trials * Math.log1p(-probability));
}
