/** Which of two origins CloudFront asks first by the media quality score (CloudFront Developer Guide, "Media quality-aware resiliency"). */

/** The last score of each origin, kept apart for each cache behaviour. An answer without a score changes nothing. */
export class Scores {
  readonly #scores = new Map<string, number>();

  note(behaviour: string, origin: string, score: number | undefined): void {
    if (score !== undefined) this.#scores.set(`${behaviour}\n${origin}`, score);
  }

  of(behaviour: string, origin: string): number | undefined {
    return this.#scores.get(`${behaviour}\n${origin}`);
  }

  /** The origins in the order they are asked. */
  order(behaviour: string, [primary, secondary]: readonly [string, string]): readonly [string, string] {
    return better(this.of(behaviour, primary), this.of(behaviour, secondary)) ? [secondary, primary] : [primary, secondary];
  }
}

/** The secondary goes first only when both scores are known and its own is the higher; equal scores leave the primary first. */
export function better(primary: number | undefined, secondary: number | undefined): boolean {
  return primary !== undefined && secondary !== undefined && secondary > primary;
}
