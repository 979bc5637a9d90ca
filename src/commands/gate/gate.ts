import { provenQuestions } from '../../catalog/rehearsal/proven-questions.ts';
import { describeRecord } from '../../engine/gate/describe-record.ts';
import { judgeReports } from '../../engine/gate/judge-reports.ts';
import { appendToFile } from '../../io/gate/append-to-file.ts';
import { kindOfPath } from '../../io/project/kind-of-path.ts';
import type { CommandCode, Environment } from '../../model/command.ts';
import { UserError } from '../../model/errors.ts';
import type { gateSchema } from '../../model/gate/gate-schema.ts';
import type { GateReport, GateVerdict, UnreadReport, WholeReport } from '../../model/gate/gate.ts';
import { parseGateReport } from '../../parse/gate/gate-report.ts';
import { formatGateMarkdown } from '../../report/gate/gate-markdown.ts';
import { formatGateText } from '../../report/gate/gate-text.ts';
import { printJson } from '../../report/terminal/print-json.ts';
import type { gateDefinition } from './gate-definition.ts';

/** Bytes; the report on an image with every package of a data scientist is about 30 MB. */
const mostBytes = 256 * 1024 ** 2;

/** Judges the reports that a pipeline's tools left. Exit code 1: the pipeline is to stop. */
export const gateCommand: CommandCode<typeof gateDefinition, GateVerdict> = {
  run: async ({ targets, flags }, environment) => {
    if (targets.length === 0)
      throw new UserError({
        what: 'no report is named',
        fix: 'name each report that must be there, e.g. tre-container gate reports/hadolint.sarif',
      });
    const reports: GateReport[] = [];
    for (const file of targets) reports.push({ file, ...(await readReport(file, environment)) });
    const verdict = judgeReports(reports, {
      failOn: flags['fail-on'] ?? 'never',
      failIfWorse: flags['fail-if-worse'] === 'true',
    });
    if (flags.summary !== undefined) appendToFile(environment.cwd, flags.summary, formatGateMarkdown(verdict));
    return verdict;
  },
  print: (verdict, { flags }, { terminal }) => {
    terminal.out(
      flags.json === true ? printJson<typeof gateSchema>(verdict) : formatGateText(verdict, terminal.colour),
    );
    return { exitCode: verdict.passes ? 0 : 1 };
  },
};

async function readReport(file: string, environment: Environment): Promise<WholeReport | UnreadReport> {
  const kind = await kindOfPath(environment.cwd, file);
  if (kind !== 'file')
    return { kind: 'unread', why: kind === 'folder' ? 'is a folder' : `is missing (${kind.problem})` };
  const report = parseGateReport(new TextDecoder().decode(await environment.readFile(file, mostBytes)));
  return report.kind === 'record' ? describeRecord(report.evidence, provenQuestions) : report;
}
