/** Texts that are secrets by their shape, in pieces, so that no scanner takes this file for a leak. */
export interface SecretSample {
  readonly title: string;
  readonly text: string;
  /** Why the policy pack lets it pass: it reads every input of every resource, where some shapes are common and honest. */
  readonly passesThePack?: string;
}

const joined = (...parts: readonly string[]): string => parts.join("");

export const SECRET_SAMPLES: readonly SecretSample[] = [
  { title: "private key", text: joined("-----BEGIN ", "PRIVATE KEY-----\nMIIE\n-----END ", "PRIVATE KEY-----") },
  { title: "RSA private key", text: joined("-----BEGIN RSA ", "PRIVATE KEY-----\nMIIE") },
  { title: "EC private key", text: joined("-----BEGIN EC ", "PRIVATE KEY-----\nMHcC") },
  { title: "encrypted private key", text: joined("-----BEGIN ENCRYPTED ", "PRIVATE KEY-----\nMIIF") },
  { title: "access key id", text: joined("AKIA", "IOSFODNN7EXAMPLE") },
  { title: "temporary access key id in a sentence", text: joined("key=ASIA", "IOSFODNN7EXAMPLE;") },
  { title: "IVS stream key", text: joined("sk_us-west-2_", "abcdefgh1234") },
  { title: "JWT", text: joined("eyJhbGciOiJIUzI1NiJ9.", "eyJzdWIiOiIxMjM0In0.", "c2lnbmF0dXJlMTIz") },
  { title: "password in an address", text: joined("rtmp://me:", "hunter2@ingest.example.tv/live") },
  {
    title: "user in an address",
    text: "https://me@www.example.tv",
    passesThePack: "a user's name alone is no secret to a resource; a setting has no use for it",
  },
  {
    title: "passphrase in an address",
    text: joined("srt://ingest.example.tv:9000?pass", "phrase=hunter2hunter2"),
  },
  {
    title: "signature in an address",
    text: joined("https://example.tv/a?X-Amz-Sig", "nature=0123456789abcdef"),
  },
  {
    title: "AWS secret access key",
    text: joined("wJalrXUtnFEMI/K7MDENG/", "bPxRfiCYEXAMPLEKEY"),
  },
  { title: "bearer token", text: joined("Bearer ", "abcdef123456789") },
  { title: "stream key of a platform", text: joined("live_", "123456_AbCdEf987654") },
  { title: "GitHub token", text: joined("ghp_", "abcdefghijklmnopqrstuvwxyz0123456789") },
];

/** Honest texts that come near. */
export const HONEST_SAMPLES: readonly string[] = [
  "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\n-----END PUBLIC KEY-----",
  "arn:aws:iam::123456789012:role/deployer",
  "arn:aws:kms:us-east-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef",
  "da39a3ee5e6b4b0d3255bfef95601890afd80709",
  "https://www.broadcaster.tv/live/index.m3u8?format=ts",
  "/onair/prod/arena/password",
  "ops@broadcaster.tv",
  "Z0123456789ABCDEFGHI",
  "Askia and the Torch Bearer Ceremonies, the liveliest token collection",
];
