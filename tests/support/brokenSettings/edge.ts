import { inStacks, onEdge, onGlobal, type Fault } from "./fault.ts";

/** Stack settings of an edge. */
export const EDGE_FAULTS: readonly Fault[] = [
  {
    title: "private key pasted",
    rows: [45, 55],
    break: inStacks(onEdge("playbackKeys", { first: "-----BEGIN PRIVATE KEY-----\nsecretsecret\n-----END PRIVATE KEY-----" })),
    path: /playbackKeys/,
    what: /private key/,
  },
  {
    title: "key that is none",
    rows: [45],
    break: inStacks(onEdge("playbackKeys", { first: "hello" })),
    path: /playbackKeys/,
    what: /not a public key/,
  },
  {
    title: "key placeholder",
    break: inStacks(onEdge("playbackKeys", { first: "PLACEHOLDER" })),
    path: /playbackKeys/,
    what: /placeholder/,
  },
  { title: "no key", rows: [44], break: inStacks(onEdge("playbackKeys", {})), path: /playbackKeys/, what: /no key/ },
  {
    title: "origin with a path",
    break: inStacks(onEdge("allowedOrigins", ["https://a.tv/page"])),
    path: /allowedOrigins\[0\]/,
    what: /web origin/,
  },
  { title: "any origin", break: inStacks(onEdge("allowedOrigins", ["*"])), path: /allowedOrigins\[0\]/, what: /web origin/ },
  {
    title: "price class of nobody",
    rows: [42],
    break: inStacks(onEdge("priceClass", "PriceClass_300")),
    path: /priceClass/,
    what: /not an allowed value/,
  },
  {
    title: "placeholder domain",
    rows: [39],
    kind: "production",
    break: inStacks(onGlobal("domain", "live.example.com")),
    path: /domain/,
    what: /placeholder/,
  },
  {
    title: "domain with a scheme",
    rows: [39],
    kind: "production",
    break: inStacks(onGlobal("domain", "https://live.tv")),
    path: /domain/,
    what: /not a domain/,
  },
  {
    title: "zone placeholder",
    kind: "production",
    break: inStacks(onGlobal("zoneId", "Z0PLACEHOLDER")),
    path: /zoneId/,
    what: /placeholder/,
  },
  {
    title: "zone name for an id",
    rows: [39],
    kind: "production",
    break: inStacks(onGlobal("zoneId", "broadcaster.tv")),
    path: /zoneId/,
    what: /not a hosted zone id/,
  },
];
