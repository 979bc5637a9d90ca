import type { ReportedRehearsal, UnreadReport } from '../../model/gate/gate.ts';
import { type JsonRecord, toRecords, toText, toTexts } from '../../shared/json-shapes.ts';
import { evidenceForm } from '../../model/rehearsal/evidence.ts';
import { toEvidence } from '../records/read-evidence.ts';
import { unread } from './unread.ts';

/** Reads the record of a rehearsal. One that holds fewer runs than what was asked for needs is not whole, nor one of which a part cannot be read. */
export function readRehearsal(report: JsonRecord): ReportedRehearsal | UnreadReport {
  const verdict = toText(report['verdict']);
  if (verdict === '') return unread('is a rehearsal without a verdict');
  const fault = findFault(report, toRecords(report['cells']), verdict);
  if (fault !== undefined) return unread(fault);
  const evidence = toEvidence(report);
  return evidence === undefined
    ? unread('is a rehearsal that is not as this program writes it, so that it cannot be judged')
    : { kind: 'record', evidence };
}

function findFault(report: JsonRecord, cells: readonly JsonRecord[], verdict: string): string | undefined {
  if (cells.length === 0) return 'is a rehearsal in which nothing was run';
  if (report['form'] !== evidenceForm) return 'is a rehearsal in a form that is not known here';
  const scope = toText(report['scope']);
  if (!['quick', 'all', 'cells'].includes(scope)) return 'is a rehearsal that does not say which runs were asked for';
  if (scope !== 'cells' && toTexts(report['identities']).length === 0)
    return 'is a rehearsal that does not say which users the TRE may give it';
  const ids = new Set(cells.map(({ id }) => toText(id)));
  const missing = scope === 'cells' ? [] : listNeeded(report, cells).filter((id) => !ids.has(id));
  if (missing.length > 0) return `is a rehearsal without ${missing.join(', ')}, which it needs`;
  if (verdict !== 'pass') return undefined;
  const verdicts = cells.map((cell) => toText(cell['verdict']));
  const isSeen = verdicts.includes('pass') && verdicts.every((each) => each === 'pass' || each === 'notApplicable');
  return isSeen ? undefined : 'is a rehearsal that says pass, and whose runs do not';
}

/** Ids of the cells that are run for these identities, at the least, as `rehearse` plans them. */
function listNeeded(report: JsonRecord, cells: readonly JsonRecord[]): readonly string[] {
  const identities = [...new Set(toTexts(report['identities']))].slice(0, mostIdentities);
  // Of whichever user comes first, whom the base may not be able to run as.
  const isWritten = cells.some(({ id }) => toText(id).endsWith(':read-write'));
  const isReadOnly = cells.some(({ rootFileSystem }) => rootFileSystem !== 'writable');
  return [
    ...identities.map((identity) => `${identity}:read-only`),
    ...(identities.length === 1 && !isWritten ? identities.map((identity) => `${identity}:read-write`) : []),
    'no-network',
    ...(isReadOnly ? ['writes'] : []),
  ];
}

/** There are four. */
const mostIdentities = 10;
