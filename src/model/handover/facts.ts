/** What an answer of Information Governance can rest on: when it changes, the answer is void. */
export const handoverFactNames = [
  'project',
  'base',
  'dockerfile',
  'packages',
  'files',
  'command',
  'user',
  'ports',
  'environment',
  'models',
  'vulnerabilities',
] as const;
export type HandoverFactName = (typeof handoverFactNames)[number];

/** One fact of a handed-over image. */
export interface HandoverFact {
  /** SHA-256 of the entries, in hexadecimal. */
  readonly digest: string;
  /** In words or as names, sorted where the order means nothing: what `diff` compares. */
  readonly entries: readonly string[];
}

export type HandoverFacts = Readonly<Record<HandoverFactName, HandoverFact>>;
