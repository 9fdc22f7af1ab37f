import { seededRandom } from "../random.ts";

/**
 * How often a cache fetches a manifest that lives for a while, when so many players ask for it, each once in a period and each at a
 * moment of its own. A fetch serves everybody until it dies; whoever asks first after that fetches again. Since players keep to
 * their moments, the same few come to do the fetching over and over; for a handful of players that is worked out with drawn
 * moments, above it the mean wait for the next player says it: period / players x (1 - (rest / period)^players).
 */
export function fetchRate(players: number, life: number, period: number): number {
  if (players <= 0) return 0;
  const whole = Math.floor(players);
  if (whole >= FEW) return meanRate(players, life, period);
  const [low, high] = [drawnRate(whole, life / period), drawnRate(whole + 1, life / period)];
  return (low + (players - whole) * (high - low)) / period;
}

const FEW = 30;
const DRAWS = 100;
const PERIODS = 20;

function meanRate(players: number, life: number, period: number): number {
  const rest = life % period;
  return 1 / (life + (period / players) * (1 - (rest / period) ** players));
}

const drawn = new Map<string, number>();

/** Fetches per period, with a period of 1. The draws are always the same ones. */
function drawnRate(players: number, life: number): number {
  if (players === 0) return 0;
  if (players === 1) return 1 / Math.ceil(life);
  const key = `${String(players)} ${life.toFixed(3)}`;
  const known = drawn.get(key);
  if (known !== undefined) return known;
  const random = seededRandom(players);
  let sum = 0;
  for (let draw = 0; draw < DRAWS; draw++) sum += oneDraw(Float64Array.from({ length: players }, random).sort(), life);
  drawn.set(key, sum / DRAWS);
  return sum / DRAWS;
}

function oneDraw(moments: Float64Array, life: number): number {
  let [at, fetches] = [moments[0] ?? 0, 0];
  let begin: number | undefined;
  while (at < 2 * PERIODS) {
    if (at >= PERIODS) {
      begin ??= at;
      fetches += 1;
    }
    at = nextMoment(moments, at + life);
  }
  return begin === undefined ? 0 : fetches / (at - begin);
}

function nextMoment(moments: Float64Array, after: number): number {
  const whole = Math.floor(after);
  const found = moments.find((moment) => moment >= after - whole);
  return found === undefined ? whole + 1 + (moments[0] ?? 0) : whole + found;
}

/** The same where requests come at random with this rate, as those of players that join do. */
export function randomFetchRate(requestsPerSecond: number, life: number): number {
  return requestsPerSecond === 0 ? 0 : 1 / (life + 1 / requestsPerSecond);
}
