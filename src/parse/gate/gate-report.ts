import { findingLevels, type ReportedFinding, type UnreadReport, type WholeReport } from '../../model/gate/gate.ts';
import { hasTooManyValues } from '../text/parse-json.ts';
import { isRecord, type JsonRecord, toRecord, toRecords, toText, toTexts } from '../../shared/json-shapes.ts';

/**
 * Reads a report that a tool of a pipeline left: SARIF 2.1.0, Trivy's JSON, an assessment or a rehearsal's record, told apart by what is in it.
 * Unread where it is empty, cut or none of these: a tool that left no whole report has not looked, whatever it ended with.
 */
export function parseGateReport(text: string): WholeReport | UnreadReport {
  if (text.trim() === '') return unread('is empty');
  if (hasTooManyValues(text)) return unread('holds more values than are read, or is nested too deep');
  let report: unknown;
  try {
    report = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return unread('is cut, or no JSON');
  }
  if (!isRecord(report)) return unread('is no report');
  if (report['runs'] !== undefined) return readSarif(report);
  if (report['SchemaVersion'] !== undefined || report['Results'] !== undefined) return readScan(report);
  if (Array.isArray(report['cells'])) return readRehearsal(report);
  const [verdict, line] = [toText(report['verdict']), toText(report['line'])];
  return verdict === '' || line === ''
    ? unread('is no report that is known here')
    : { kind: 'comparison', verdict, line };
}

function unread(why: string): UnreadReport {
  return { kind: 'unread', why };
}

function readSarif(report: JsonRecord): WholeReport | UnreadReport {
  const runs = Array.isArray(report['runs']) ? report['runs'].map(toRecord) : [];
  if (isElsewhere(report) || runs.some(isElsewhere)) return unread('keeps a part of itself in other files, or apart');
  if (runs.length === 0) return unread('holds no run of a tool');
  if (!runs.every((run) => Array.isArray(run['results']))) return unread('holds a run without results');
  if (!runs.every((run) => (run['results'] as readonly unknown[]).every(isRecord)))
    return unread('holds a result that is none');
  if (runs.some((run) => toRecords(run['invocations']).some((each) => each['executionSuccessful'] === false)))
    return unread('is of a run that did not succeed, as its tool says');
  if (runs.some((run) => toRecords(run['results']).some(({ level }) => level !== undefined && !levels.includes(level))))
    return unread('holds a result of a level that SARIF does not have');
  const names = runs.map((run) => toText(driverOf(run)['name']));
  return {
    kind: 'findings',
    tool: names.find((name) => name !== '') ?? 'a tool without a name',
    findings: runs.flatMap((run) => {
      const rules = readRules(run);
      return toRecords(run['results']).map((result) => readResult(result, rules));
    }),
  };
}

const driverOf = (run: JsonRecord): JsonRecord => toRecord(toRecord(run['tool'])['driver']);

const levels: readonly unknown[] = [...findingLevels, 'none'];

/** A rule as a report describes it. */
interface ReportedRule {
  readonly id: string;
  /** It says what the TRE requires. */
  readonly isRequired: boolean;
  /** Of its results, where they name none: https://docs.oasis-open.org/sarif/sarif/v2.1.0/, 3.27.10. */
  readonly level: ReportedFinding['level'];
}

/** Results that stand in other files or apart from their run are not looked at: SARIF 2.1.0, 3.13.5 and 3.14.2. */
function isElsewhere(part: JsonRecord): boolean {
  return part['inlineExternalProperties'] !== undefined || part['externalPropertyFileReferences'] !== undefined;
}

/** The rules of a run, in their order and by id, of which the first counts. */
interface ReportedRules {
  readonly inOrder: readonly ReportedRule[];
  readonly byId: ReadonlyMap<unknown, ReportedRule>;
}

function readRules(run: JsonRecord): ReportedRules {
  const described = driverOf(run)['rules'];
  const inOrder = (Array.isArray(described) ? described.map(toRecord) : []).map((rule) => ({
    id: toText(rule['id']),
    isRequired: toTexts(toRecord(rule['properties'])['tags']).includes('must'),
    level: toLevel(toRecord(rule['defaultConfiguration'])['level']) ?? 'warning',
  }));
  return { inOrder, byId: new Map(inOrder.toReversed().map((rule) => [rule.id, rule])) };
}

function toLevel(level: unknown): ReportedFinding['level'] | undefined {
  return level === 'none' ? 'none' : findingLevels.find((each) => each === level);
}

function readResult(result: JsonRecord, rules: ReportedRules): ReportedFinding {
  const { ruleId, ruleIndex, kind = 'fail' } = result;
  const described = rules.byId.get(ruleId) ?? (ruleId === undefined ? rules.inOrder[Number(ruleIndex)] : undefined);
  const physical = toRecord(toRecord(toRecords(result['locations'])[0])['physicalLocation']);
  const file = toText(toRecord(physical['artifactLocation'])['uri']);
  const line = toRecord(physical['region'])['startLine'];
  const isOpen = kind === 'open';
  const own = toLevel(result['level']) ?? (kind === 'fail' ? (described?.level ?? 'warning') : 'none');
  return {
    rule: toText(ruleId ?? described?.id),
    message: toText(toRecord(result['message'])['text']).split('\n', 1)[0] ?? '',
    place: file === '' ? '' : `${file}${typeof line === 'number' ? `:${String(line)}` : ''}`,
    level: isOpen ? (described?.isRequired === true ? 'error' : 'none') : own,
    state: isAccepted(result) ? 'accepted' : isOpen ? 'open' : 'found',
  };
}

/** What is still looked at, or was refused, is not accepted: SARIF 2.1.0, 3.27.23. */
function isAccepted(result: JsonRecord): boolean {
  const states = toRecords(result['suppressions']).map(({ status }) => status ?? 'accepted');
  return states.length > 0 && states.every((status) => status === 'accepted');
}

function readScan(report: JsonRecord): WholeReport | UnreadReport {
  const results = toRecords(report['Results']);
  if (results.length === 0) return unread('names nothing that Trivy looked at, which ends well on what it cannot read');
  const count = (key: string): number => results.reduce((sum, result) => sum + toRecords(result[key]).length, 0);
  const kinds = new Set(results.map((result) => toText(result['Type'])).filter((kind) => kind !== ''));
  return { kind: 'scan', of: [...kinds].join(', '), secrets: count('Secrets'), packages: count('Packages') };
}

function readRehearsal(report: JsonRecord): WholeReport | UnreadReport {
  const verdict = toText(report['verdict']);
  if (verdict === '') return unread('is a rehearsal without a verdict');
  const cells = toRecords(report['cells']);
  const found = [report, ...cells].flatMap((part) => toRecords(part['findings']));
  const lines = found.map((finding) =>
    `${toText(finding['level'])}: ${toText(finding['message'])}`.replaceAll(/\s+/g, ' '),
  );
  return {
    kind: 'rehearsal',
    verdict,
    lines: [
      ...toTexts(report['overrides']).map((what) => `proves nothing: ${what}`),
      ...cells.map((cell) => `${toText(cell['verdict'])} ${toText(cell['id'])}`),
      ...new Set(lines),
    ],
  };
}
