import type { ParsedReport, ReportedFinding } from '../../model/gate/gate.ts';
import { isRecord, type JsonRecord, toRecord, toRecords, toText } from '../../shared/json-shapes.ts';
import { type FindDescribed, isLevel, readDescribed, toLevel } from './sarif-rules.ts';
import { unread } from './unread.ts';

/** Reads SARIF 2.1.0. What keeps results elsewhere, or leaves the level of one unknown, is not whole. */
export function readSarif(report: JsonRecord): ParsedReport {
  const runs = Array.isArray(report['runs']) ? report['runs'].map(toRecord) : [];
  const { version = '2.1.0' } = report;
  if (version !== '2.1.0') return unread('is of another version of SARIF than 2.1.0');
  const fault = isElsewhere(report) ? elsewhere : findFault(runs);
  if (fault !== undefined) return unread(fault);
  const findings = runs.map(readRun);
  if (findings.some((each) => each === undefined))
    return unread('holds a result of a rule that it does not describe, or describes with a level of its own');
  const names = runs.map((run) => toText(toRecord(toRecord(run['tool'])['driver'])['name']));
  return {
    kind: 'findings',
    tool: names.find((name) => name !== '') ?? 'a tool without a name',
    findings: findings.flatMap((each) => each ?? []),
  };
}

const elsewhere = 'keeps a part of itself in other files, or apart';
const kinds: readonly unknown[] = [undefined, 'notApplicable', 'pass', 'fail', 'review', 'open', 'informational'];

function findFault(runs: readonly JsonRecord[]): string | undefined {
  if (runs.some(isElsewhere)) return elsewhere;
  if (runs.length === 0) return 'holds no run of a tool';
  if (!runs.every((run) => Array.isArray(run['results']))) return 'holds a run without results';
  if (!runs.every((run) => (run['results'] as readonly unknown[]).every(isRecord)))
    return 'holds a result that is none';
  const invocations = runs.flatMap((run) => toRecords(run['invocations']));
  const results = runs.flatMap((run) => toRecords(run['results']));
  if (runs.some(wasCut)) return 'is of a run that did not succeed, as its tool says';
  const said = [...results, ...invocations.flatMap(readNotifications)];
  if (!said.every(({ level }) => isLevel(level))) return 'holds a result of a level that SARIF does not have';
  return results.every(({ kind }) => kinds.includes(kind))
    ? undefined
    : 'holds a result of a kind that SARIF does not have';
}

/** A tool that was ended, or never begun, has not looked at everything, and one that ends with an error and reports nothing hardly has, whatever it says of its success. */
function wasCut(run: JsonRecord): boolean {
  const isEmpty = toRecords(run['results']).length === 0;
  return toRecords(run['invocations']).some(
    ({ executionSuccessful = true, exitCode = 0, exitSignalName, exitSignalNumber, processStartFailureMessage }) =>
      executionSuccessful !== true ||
      [exitSignalName, exitSignalNumber, processStartFailureMessage].some((said) => said !== undefined) ||
      (typeof exitCode === 'number' ? exitCode >= ofShell || (exitCode !== 0 && isEmpty) : exitCode !== null),
  );
}

/** From here on a shell says that a program was not found, or was ended by a signal. */
const ofShell = 126;

/** Results that stand in other files or apart from their run are not looked at: SARIF 2.1.0, 3.13.5 and 3.14.2. */
function isElsewhere(part: JsonRecord): boolean {
  return part['inlineExternalProperties'] !== undefined || part['externalPropertyFileReferences'] !== undefined;
}

const readNotifications = (invocation: JsonRecord): readonly JsonRecord[] => [
  ...toRecords(invocation['toolExecutionNotifications']),
  ...toRecords(invocation['toolConfigurationNotifications']),
];

/** Nothing where the level of something is not known. */
function readRun(run: JsonRecord): readonly ReportedFinding[] | undefined {
  const [rules, notifications] = [readDescribed(run, 'rules'), readDescribed(run, 'notifications')];
  if (rules === undefined || notifications === undefined) return undefined;
  const said = toRecords(run['invocations']).flatMap(readNotifications);
  const findings = [
    ...toRecords(run['results']).map((result) => readResult(result, rules)),
    ...said.map((each) => readNotification(each, notifications)),
  ];
  const known = findings.filter((finding) => finding !== undefined);
  return known.length === findings.length ? known.filter((each) => each !== 'nothing') : undefined;
}

/** What a tool says of its own run is a finding where it is an error: something was not looked at. */
function readNotification(notification: JsonRecord, kindsOf: FindDescribed): ReportedFinding | 'nothing' | undefined {
  const { id, index, guid, toolComponent } = toRecord(notification['descriptor']);
  const described = kindsOf({ ids: [id], indexes: [index], guid, component: toRecord(toolComponent) });
  // A tool that met with an exception, and says not how grave that is, has not looked at something.
  const isException = isRecord(notification['exception']) && notification['level'] === undefined;
  const level = isException ? 'error' : (toLevel(notification['level']) ?? described?.level);
  if (level === undefined) return undefined;
  if (level !== 'error') return 'nothing';
  const message = `of its own run: ${firstLine(notification)}`;
  return { rule: toText(id), message, place: placeOf(notification), level, state: 'found' };
}

function readResult(result: JsonRecord, rules: FindDescribed): ReportedFinding | undefined {
  const { ruleId, ruleIndex, kind = 'fail' } = result;
  const { id, index, guid, toolComponent } = toRecord(result['rule']);
  const reference = { ids: [ruleId, id], indexes: [ruleIndex, index], guid, component: toRecord(toolComponent) };
  const described = rules(reference);
  const isOpen = kind === 'open' || kind === 'review';
  const said = toLevel(result['level']);
  if (described === undefined && (isOpen || (said === undefined && kind === 'fail'))) return undefined;
  const own = said ?? (kind === 'fail' ? (described?.level ?? 'error') : 'none');
  return {
    rule: toText(ruleId ?? id ?? described?.id),
    message: firstLine(result),
    place: placeOf(result),
    level: isOpen && described?.isRequired === true ? 'error' : own,
    state: isAccepted(result) ? 'accepted' : isOpen ? 'open' : 'found',
  };
}

const firstLine = (said: JsonRecord): string => toText(toRecord(said['message'])['text']).split('\n', 1)[0] ?? '';

function placeOf(said: JsonRecord): string {
  const physical = toRecord(toRecord(toRecords(said['locations'])[0])['physicalLocation']);
  const file = toText(toRecord(physical['artifactLocation'])['uri']);
  const line = toRecord(physical['region'])['startLine'];
  return file === '' ? '' : `${file}${typeof line === 'number' ? `:${String(line)}` : ''}`;
}

/** What is still looked at, or was refused, is not accepted, nor is what does not say where it was: SARIF 2.1.0, 3.27.23 and 3.35. */
function isAccepted(result: JsonRecord): boolean {
  const all = toRecords(result['suppressions']);
  return (
    all.length > 0 &&
    all.every(({ kind, status = 'accepted' }) => (kind === 'external' || kind === 'inSource') && status === 'accepted')
  );
}
