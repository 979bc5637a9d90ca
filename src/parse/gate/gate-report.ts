import type { ParsedReport } from '../../model/gate/gate.ts';
import { hasTooManyValues } from '../text/parse-json.ts';
import { isRecord, type JsonRecord, toRecords, toText } from '../../shared/json-shapes.ts';
import { hasRepeatedName } from './has-repeated-name.ts';
import { readRehearsal } from './rehearsal-report.ts';
import { readSarif } from './sarif-report.ts';
import { unread } from './unread.ts';

/**
 * Reads a report that a tool of a pipeline left: SARIF 2.1.0, Trivy's JSON, an assessment or a rehearsal's record, told apart by what is in it.
 * Unread where it is empty, cut or none of these: a tool that left no whole report has not looked, whatever it ended with.
 */
export function parseGateReport(text: string): ParsedReport {
  if (text.trim() === '') return unread('is empty');
  if (hasTooManyValues(text)) return unread('holds more values than are read, or is nested too deep');
  let report: unknown;
  try {
    report = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return unread('is cut, or no JSON');
  }
  if (!isRecord(report)) return unread('is no report');
  if (hasRepeatedName(text, report))
    return unread('has a name twice in one object, of which one part would not be read');
  if (report['runs'] !== undefined) return readSarif(report);
  if (report['SchemaVersion'] !== undefined || report['Results'] !== undefined) return readScan(report);
  if (Array.isArray(report['cells'])) return readRehearsal(report);
  const [verdict, line] = [toText(report['verdict']), toText(report['line'])];
  return verdict === '' || line === ''
    ? unread('is no report that is known here')
    : { kind: 'comparison', verdict, line };
}

function readScan(report: JsonRecord): ParsedReport {
  const results = toRecords(report['Results']);
  if (results.length === 0) return unread('names nothing that Trivy looked at, which ends well on what it cannot read');
  const count = (key: string): number => results.reduce((sum, result) => sum + toRecords(result[key]).length, 0);
  const kinds = new Set(results.map((result) => toText(result['Type'])).filter((kind) => kind !== ''));
  return { kind: 'scan', of: [...kinds].join(', '), secrets: count('Secrets'), packages: count('Packages') };
}
