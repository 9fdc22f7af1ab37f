/** Each region tints its picture, so that a person and a test of pixels can tell which one is seen. */

/** Red, green and blue, 0 to 255. */
export type Colour = readonly [number, number, number];

const palette: readonly Colour[] = [
  [24, 78, 160],
  [170, 70, 20],
  [20, 120, 60],
  [120, 30, 120],
  [110, 110, 20],
  [20, 120, 130],
];

/** The colour of a region among all that are rehearsed: the two of a pair always differ. The band below the picture is filled with it. */
export function regionColour(region: string, regions: readonly string[]): Colour {
  const index = [...new Set(regions)].sort().indexOf(region);
  return palette[Math.max(0, index) % palette.length] ?? [0, 0, 0];
}

export function hex(colour: Colour): string {
  return `0x${colour.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}
