/** Account of every mocked resource. */
export const MOCK_ACCOUNT = "123456789012";

export type Inputs = Readonly<Record<string, unknown>>;

export const text = (value: unknown, fallback: string): string => (typeof value === "string" ? value : fallback);
