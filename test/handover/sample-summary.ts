import { createHash } from 'node:crypto';
import { governanceQuestions } from '../../src/catalog/governance-questions.ts';
import { buildSummary } from '../../src/engine/handover/build-summary.ts';
import { collectFacts } from '../../src/engine/handover/collect-facts.ts';
import { compareBundles } from '../../src/engine/handover/compare-bundles.ts';
import { readAnswers } from '../../src/engine/handover/read-answers.ts';
import type { Assessment } from '../../src/model/handover/assessment.ts';
import type { ScanReport } from '../../src/model/handover/scan-report.ts';
import type { HandoverSummary } from '../../src/model/handover/summary.ts';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Of a report, what a summary reads. */
const report: ScanReport = {
  artifact: 'image',
  imageId: `sha256:${'1'.repeat(64)}`,
  references: [],
  repositoryDigests: [],
  layers: [],
  steps: [],
  system: { family: 'debian', name: '12', ended: false },
  configuration: { entrypoint: [], command: [], workdir: '', user: '', ports: [], labels: {}, environment: [] },
  size: 231e6,
  scanner: '0.76.0',
  createdAt: '',
  imageCreatedAt: '',
  packages: [],
  findings: [],
  secrets: [],
};

/** A summary of a project with this checklist; `words` stands wherever a person or another program may write. */
export function sampleSummary(checklist: string, words: string, { findings = 3, open = 0 } = {}): HandoverSummary {
  const assessment: Assessment = {
    verdict: findings > 0 ? 'worse' : 'noWorse',
    line:
      findings > 0
        ? `worse than the base: ${String(findings)} added, 4 fixed, 212 inherited; ${words}`
        : 'no worse than the base: 0 added, 4 fixed, 212 inherited',
    notes: [words],
    counts: { added: findings, inherited: 212, fixed: 4 },
    image: { name: words, id: '', scanner: '', scannedAt: '' },
    findings: Array.from({ length: findings }, (_, index) => ({
      id: `CVE-2026-${String(1000 + index)}`,
      package: words,
      installedVersion: words,
      packageType: 'debian',
      origin: 'added' as const,
      severity: 'HIGH' as const,
      fixedVersion: '',
      knownExploited: null,
      accepted: false,
      sentence: words,
    })),
  };
  const entries = [words];
  const facts = collectFacts(
    {
      project: entries,
      base: entries,
      dockerfile: entries,
      packages: entries,
      files: entries,
      command: entries,
      user: ['root'],
      ports: entries,
      environment: entries,
      models: entries,
      vulnerabilities: entries,
    },
    hash,
  );
  const built = {
    version: '1.2.3',
    packedAt: '2026-11-26T10:00:00Z',
    isDraft: open > 0,
    open: Array.from({ length: open }, () => words),
    project: { name: words, description: words, safeHavenProject: words, contact: words, kind: 'batch' as const },
    tag: '1.0',
    imageName: words,
    run: `https://example.org/${'lung-study/'.repeat(8)}1`,
    baseReference: words,
    assessment,
    answers: readAnswers(checklist, governanceQuestions, new Map()),
    accepted: Array.from({ length: open === 0 ? 1 : 6 }, () => ({ rule: 'no-data-files', force: 'must', text: words })),
    report: { ...report, secrets: open === 0 ? [] : [{ rule: words, place: words, severity: 'HIGH' as const }] },
    models: [{ name: words, licence: words, source: words }],
    facts,
  };
  const summary = buildSummary(built);
  const older = {
    ...summary,
    facts: collectFacts(
      {
        project: [],
        base: [],
        dockerfile: [],
        packages: Array.from({ length: 200 }, (_, index) => `deb package-${String(index)}`),
        files: [],
        command: [],
        user: [],
        ports: [],
        environment: [],
        models: [],
        vulnerabilities: [],
      },
      hash,
    ),
  };
  return buildSummary({ ...built, previous: compareBundles(older, summary) });
}
