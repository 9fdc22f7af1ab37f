/** Values the shipped stack files carry until `onair init` replaces them. */
export const PLACEHOLDERS = {
  domain: "example.com",
  zoneId: "Z0PLACEHOLDER",
  encoderCidr: "192.0.2.0/24",
  playbackKey: "PLACEHOLDER",
} as const;

/** How to mend a placeholder that is still there. */
export const PLACEHOLDER_REMEDY = "run `onair init <environment>`, which fills it, or write your own";
