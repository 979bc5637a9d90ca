import type { RehearsalEvidence } from '../model/evidence.ts';

/** Evidence as `rehearse` wrote it; nothing when the text is something else. Only what readers rely on is looked at. */
export function parseEvidence(text: string): RehearsalEvidence | undefined {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return undefined;
  }
  const evidence = read as Partial<RehearsalEvidence> | null;
  const complete = typeof evidence === 'object' && evidence !== null && Array.isArray(evidence.cells) && Array.isArray(evidence.findings) && typeof evidence.image?.id === 'string' && typeof evidence.date === 'string' && (evidence.verdict === 'pass' || evidence.verdict === 'fail');
  return complete ? (evidence as RehearsalEvidence) : undefined;
}
