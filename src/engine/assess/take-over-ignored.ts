import type { Acceptance } from '../../model/handover/assessment.ts';

type Source = Readonly<Record<string, unknown>>;

/** An empty OpenVEX document. `time`: ISO 8601. */
export function emptyVex(time: string): Source {
  return {
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': 'https://openvex.dev/docs/tre-container',
    author: 'not named',
    timestamp: time,
    version: 1,
    statements: [],
  };
}

/** Statements for what an older file of Trivy leaves out, but for what a statement is there for already. A person must still add who accepted it, and until when: before that it accepts nothing. */
export function takeOverIgnored(
  ignored: readonly Acceptance[],
  known: readonly Acceptance[],
  { key, time }: { readonly key: string; readonly time: string },
): readonly Source[] {
  const there = new Set(known.flatMap(({ ids }) => ids));
  return ignored
    .filter(({ ids }) => !ids.some((id) => there.has(id)))
    .map(({ ids: [name = ''], packages, reason, until }) => ({
      vulnerability: { name },
      products: packages.map((purl) => ({ '@id': purl })),
      status: 'not_affected',
      impact_statement: reason === '' ? 'no reason was given' : reason,
      timestamp: time,
      [key]: { by: '', date: '', until },
    }));
}
