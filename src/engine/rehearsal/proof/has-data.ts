import type { RehearsalEvidence } from '../../../model/rehearsal/evidence.ts';

/** Whether a batch job was given files in /safe_data. What people do in a server is theirs. */
export function hasData({ kind, inputs }: RehearsalEvidence): boolean {
  return (
    kind === 'batch' && Object.keys(inputs?.files ?? {}).some((path) => /(?:^|\/)rehearsal\/safe_data\/./.test(path))
  );
}
