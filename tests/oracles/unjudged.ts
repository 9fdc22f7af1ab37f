/** Types that no oracle judges, and why that is right. A type found in a program and not listed here fails the tests. */
export const unjudgedTypes: readonly { pattern: RegExp; reason: string }[] = [
  { pattern: /^onair:/, reason: "a component of ours: its children are judged" },
  { pattern: /^awsx:/, reason: "a component of awsx: its children are judged" },
  { pattern: /^pulumi:pulumi:/, reason: "the stack itself and references to others: nothing is sent to AWS" },
  { pattern: /^pulumi:providers:/, reason: "a provider's own settings: nothing is sent to AWS" },
  {
    pattern: /^aws:acm\/certificateValidation:CertificateValidation$/,
    reason: "waits for a certificate; no request and no CloudFormation type corresponds to it",
  },
];

/** The types of a report's `unjudged` that nothing excuses. */
export function unexcused(unjudged: Readonly<Record<string, number>>): string[] {
  return Object.keys(unjudged).filter((type) => !unjudgedTypes.some(({ pattern }) => pattern.test(type)));
}
