import type { CheckReport, RuleResult } from '../../model/check/check-report.ts';
import type { checkSchema } from '../../model/check/check-schema.ts';
import { addTallies, tally } from '../../model/check/tally.ts';
import type { Printed } from '../../shared/from-schema.ts';
import { printList } from '../terminal/print-list.ts';

type Document = Printed<typeof checkSchema>;

/** The report for programs: `results`, `summary` and `waiverProblems`, ending in a line end. Keys without a value are left out; `waived` and `waiversSetAside` are there with --no-waivers only. Nothing of a target is kept but its waivers' problems. */
export async function* formatFindingsJson(reports: AsyncIterable<CheckReport>): AsyncGenerator<string> {
  let summary = tally([]);
  let setAside: number | undefined;
  const waiverProblems: string[] = [];
  const notJudged: string[] = [];
  async function* pickResults(): AsyncGenerator<readonly Document['results'][number][]> {
    for await (const report of reports) {
      summary = addTallies(summary, report.summary);
      if (report.setAside !== undefined) setAside = (setAside ?? 0) + report.setAside;
      waiverProblems.push(...report.waiverProblems.map((problem) => JSON.stringify(problem)));
      notJudged.push(...(report.notJudged ?? []));
      yield report.results.map(pickResult);
    }
  }
  yield '{\n  "results": ';
  yield* printList(pickResults(), 2);
  const rest: Omit<Document, 'results'> = {
    summary,
    waiverProblems: waiverProblems.map((problem) => JSON.parse(problem) as Document['waiverProblems'][number]),
    notJudged: notJudged.length === 0 ? undefined : notJudged,
    waiversSetAside: setAside,
  };
  yield `,\n${JSON.stringify(rest, null, 2).slice('{\n'.length)}\n`;
}

function pickResult({
  rule,
  verdict,
  proof,
  force,
  severity,
  message,
  location,
  evidence,
  reason,
  fix,
  others,
  setAside: waived,
}: RuleResult): Document['results'][number] {
  return { rule, verdict, proof, force, severity, message, location, evidence, reason, fix, others, waived };
}
