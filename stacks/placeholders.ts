/** Values the shipped stack files carry until `onair init` replaces them. */
export const PLACEHOLDERS = {
  domain: "example.com",
  zoneId: "Z0PLACEHOLDER",
  encoderCidr: "192.0.2.0/24",
  playbackKey: "PLACEHOLDER",
} as const;
