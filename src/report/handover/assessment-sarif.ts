import type { Log, ReportingDescriptor, Result } from 'sarif';
import type { AssessedFinding, Assessment, Origin } from '../../model/handover/assessment.ts';

const home = 'https://www.npmjs.com/package/generator-tre-container';
/** Code scanning shows no more of one run; the worst come first. */
const mostResults = 5000;

const rules: readonly { readonly origin: Origin; readonly descriptor: ReportingDescriptor }[] = [
  {
    origin: 'added',
    descriptor: describeRule(
      'vulnerability-added',
      'A vulnerability that this image adds to those of its base',
      'What is installed or copied in brings a vulnerability that the base does not have.',
      'error',
    ),
  },
  {
    origin: 'notKnown',
    descriptor: describeRule(
      'vulnerability-not-compared',
      'A vulnerability that could not be compared with the base',
      'The report of the base is missing, or was made in another way: nobody can say who brought it.',
      'warning',
    ),
  },
  {
    origin: 'inherited',
    descriptor: describeRule(
      'vulnerability-inherited',
      'A vulnerability that came with the base',
      'The base has it as well. A newer base, or an upgrade of the package in the image, may fix it.',
      'note',
    ),
  },
];

/** The assessment as SARIF 2.1.0. Accepted findings are suppressed, with the reason; fixed ones are left out. The place is the Dockerfile, which brings them. */
export function formatAssessmentSarif({ verdict, line, findings }: Assessment, version: string): string {
  const results = findings.flatMap((finding) => describeResult(finding) ?? []).slice(0, mostResults);
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'tre-container assess',
            semanticVersion: version,
            informationUri: home,
            rules: rules.map(({ descriptor }) => descriptor),
          },
        },
        columnKind: 'utf16CodeUnits',
        properties: { verdict, line },
        results,
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function describeRule(
  id: string,
  summary: string,
  rationale: string,
  level: 'error' | 'warning' | 'note',
): ReportingDescriptor {
  return {
    id,
    shortDescription: { text: summary },
    fullDescription: { text: rationale },
    help: { text: rationale, markdown: rationale },
    helpUri: home,
    defaultConfiguration: { level },
    properties: { tags: ['security', 'vulnerability'], precision: 'high' },
  };
}

function describeResult(finding: AssessedFinding): Result | undefined {
  const ruleIndex = rules.findIndex(({ origin }) => origin === finding.origin);
  const rule = rules[ruleIndex];
  if (rule === undefined) return undefined;
  const { id, package: name, severity, knownExploited, sentence, acceptance } = finding;
  return {
    ruleId: rule.descriptor.id,
    ruleIndex,
    level: levelOf(finding),
    message: {
      text: `${id} in ${name} (${severity.toLowerCase()}${knownExploited === true ? ', known to be exploited' : ''}). ${sentence}`,
    },
    locations: [{ physicalLocation: { artifactLocation: { uri: 'Dockerfile' }, region: { startLine: 1 } } }],
    partialFingerprints: { 'vulnerabilityAndPackage/v1': `${id}:${finding.packageType}:${name}` },
    properties: { id, package: name, severity, origin: finding.origin },
    ...(acceptance === undefined
      ? {}
      : { suppressions: [{ kind: 'external' as const, justification: acceptance.reason }] }),
  };
}

function levelOf({ origin, severity }: AssessedFinding): 'error' | 'warning' | 'note' {
  if (origin === 'inherited') return 'note';
  if (severity === 'CRITICAL' || severity === 'HIGH') return 'error';
  return severity === 'MEDIUM' ? 'warning' : 'note';
}
