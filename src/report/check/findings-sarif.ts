import type { Log, ReportingDescriptor, Result } from 'sarif';
import type { CheckReport, RuleResult } from '../../model/check/check-report.ts';
import type { Location, Proof, Rule } from '../../model/check/rule.ts';
import { sayMore } from './gather-unjudged.ts';
import { printList } from '../terminal/print-list.ts';
import { formatRuleDoc } from './rule-doc.ts';

const home = 'https://www.npmjs.com/package/generator-tre-container';

/**
 * The report as SARIF 2.1.0: failures, waived findings (suppressed, with the reason) and what could not be judged. What passed is counted
 * in the properties of the run, by rule and by what the pass rests on, and Dockerfiles that were not judged are named there: code scanning would show a result of its own as an alert.
 * Paths are as the check was called; code scanning wants that to be the root of the repository. Nothing of a target is kept.
 */
export async function* formatFindingsSarif(
  reports: AsyncIterable<CheckReport>,
  rules: readonly Rule[],
  version: string,
): AsyncGenerator<string> {
  // A question to people may have a fault that files show.
  const described = rules.filter((rule) => rule.kind === 'checked' || rule.findFault !== undefined);
  const index = new Map(described.map((rule, at) => [rule.id, at]));
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'tre-container',
            semanticVersion: version,
            informationUri: home,
            rules: described.map(describeRule),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: [],
      },
    ],
  };
  // The results come last, so that they can be written as they come.
  const frame = JSON.stringify(log, null, 2);
  const place = frame.lastIndexOf('[]');
  const passes: Passes = {};
  const notJudged: string[] = [];
  yield frame.slice(0, place);
  yield* printList(describeResults(reports, index, { passes, notJudged }), 6);
  const properties = JSON.stringify({ passes, ...(notJudged.length === 0 ? {} : { notJudged }) }, null, 2).replaceAll(
    '\n',
    '\n      ',
  );
  yield `,\n      "properties": ${properties}${frame.slice(place + '[]'.length)}\n`;
}

/** Number of passes by rule and proof. */
type Passes = Record<string, Partial<Record<Proof, number>>>;

async function* describeResults(
  reports: AsyncIterable<CheckReport>,
  index: ReadonlyMap<string, number>,
  { passes, notJudged }: { readonly passes: Passes; readonly notJudged: string[] },
): AsyncGenerator<readonly Result[]> {
  for await (const { results, notJudged: unseen = [] } of reports) {
    notJudged.push(...unseen);
    for (const { rule, proof } of results) {
      if (proof === undefined) continue;
      const counts = (passes[rule] ??= {});
      counts[proof] = (counts[proof] ?? 0) + 1;
    }
    yield results
      .filter(({ verdict }) => verdict === 'fail' || verdict === 'waived' || verdict === 'unknown')
      .map((result) => describeResult(result, index.get(result.rule) ?? -1));
  }
}

function describeRule(rule: Rule): ReportingDescriptor {
  return {
    id: rule.id,
    name: rule.id.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: rule.summary },
    fullDescription: { text: rule.rationale },
    help: {
      text: `${rule.rationale} Source: ${rule.source.document}, ${rule.source.heading}, ${rule.source.link}`,
      markdown: formatRuleDoc(rule),
    },
    helpUri: rule.source.link,
    defaultConfiguration: { level: rule.severity },
    properties: {
      tags: ['trusted-research-environment', rule.group, rule.force],
      precision: 'high',
      'problem.severity': rule.severity === 'note' ? 'recommendation' : rule.severity,
    },
  };
}

function describeResult(
  { rule, verdict, severity, message, reason, fix, location, setAside, others = [] }: RuleResult,
  ruleIndex: number,
): Result {
  const text =
    verdict === 'unknown'
      ? `Not judged: ${reason ?? ''}${sayMore({ more: others.length })}`
      : `${message}${fix === undefined ? '' : `. To fix: ${fix}`}`;
  return {
    ruleId: rule,
    ruleIndex,
    // SARIF keeps levels for failures; what is open has none.
    ...(verdict === 'unknown' ? { kind: 'open' as const, level: 'none' as const } : { level: severity }),
    message: { text },
    locations: [{ physicalLocation: describePlace(location ?? { file: 'Dockerfile' }) }],
    ...(verdict === 'waived' ? { suppressions: [{ kind: 'external' as const, justification: reason ?? '' }] } : {}),
    // No suppression: whoever set it aside wants to see the finding.
    ...(setAside === undefined ? {} : { properties: { waived: setAside } }),
  };
}

function describePlace({
  file,
  line,
}: Location): NonNullable<NonNullable<Result['locations']>[number]['physicalLocation']> {
  return {
    artifactLocation: { uri: file.split('/').map(encodeURIComponent).join('/') },
    region: { startLine: line ?? 1 },
  };
}
