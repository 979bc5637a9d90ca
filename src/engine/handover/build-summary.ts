import type { Assessment } from '../../model/handover/assessment.ts';
import type { BundleDiff } from '../../model/handover/bundle-diff.ts';
import type { HandoverFacts } from '../../model/handover/facts.ts';
import type { ScanReport } from '../../model/handover/scan-report.ts';
import { type AcceptedFinding, type HandoverSummary, summaryForm } from '../../model/handover/summary.ts';
import type { RehearsalEvidence } from '../../model/rehearsal/evidence.ts';
import type { Proof } from '../rehearsal/proof/judge-proof.ts';
import type { ReadAnswers } from './read-answers.ts';

/** What a summary is made from. What is absent was not there, and is said to be so. */
export interface SummarySources {
  readonly version: string;
  readonly packedAt: string;
  readonly isDraft: boolean;
  readonly open: readonly string[];
  readonly project: HandoverSummary['project'];
  readonly tag: string;
  /** Name of the image in its registry, without tag and digest. */
  readonly imageName: string;
  readonly manifestDigest?: string;
  readonly archive?: string;
  /** Page of the pipeline's run; empty where none is known. */
  readonly run: string;
  readonly report?: ScanReport;
  readonly baseReport?: ScanReport;
  readonly baseReference: string;
  readonly evidence?: RehearsalEvidence;
  /** How far that proves what a rehearsal can prove. */
  readonly proof?: Proof;
  readonly assessment: Assessment | undefined;
  readonly answers: ReadAnswers;
  readonly accepted: readonly AcceptedFinding[];
  readonly models: HandoverSummary['models'];
  readonly facts: HandoverFacts;
  readonly previous?: BundleDiff;
  /** How many answers of people the bundle had that is compared with. */
  readonly previousAnswers?: number;
}

const unscanned: HandoverSummary['vulnerabilities'] = {
  verdict: 'notKnown',
  line: 'not known whether it is worse than the base: the image was not scanned',
  notes: [],
  counts: { added: null, inherited: null, fixed: null },
  added: [],
  inherited: [],
  scans: [],
};

/** The one object from which everything that people read of a bundle is printed. */
export function buildSummary(sources: SummarySources): HandoverSummary {
  const { report, assessment, previous, previousAnswers } = sources;
  return {
    $schema: 'https://unpkg.com/generator-tre-container/schema/summary.schema.json',
    form: summaryForm,
    tool: { name: 'generator-tre-container', version: sources.version },
    packedAt: sources.packedAt,
    open: sources.open,
    isDraft: sources.isDraft,
    project: sources.project,
    tag: sources.tag,
    image: {
      reference: `${sources.imageName}${sources.manifestDigest === undefined ? `:${sources.tag}` : `@${sources.manifestDigest}`}`,
      configDigest: report?.imageId ?? '',
      manifestDigest: sources.manifestDigest ?? '',
      size: report?.size ?? 0,
      archive: sources.archive ?? '',
    },
    build: {
      run: sources.run,
      source: ownLabel(sources, 'source'),
      revision: ownLabel(sources, 'revision'),
    },
    base: { reference: sources.baseReference, configDigest: sources.baseReport?.imageId ?? '' },
    rehearsal: describeRehearsal(sources),
    vulnerabilities: assessment === undefined ? unscanned : tellVulnerabilities(assessment),
    ...(report === undefined || report.secrets.length === 0 ? {} : { secrets: report.secrets }),
    proofs: sources.answers.proofs,
    unanswered: sources.answers.unanswered,
    answers: sources.answers.signed,
    ...(sources.accepted.length === 0 ? {} : { accepted: sources.accepted }),
    ...(previous === undefined
      ? {}
      : {
          changes: {
            since: previous.older,
            changes: previous.changes,
            void: previous.void.map(({ key }) => key),
            ...(previousAnswers === undefined ? {} : { answers: previousAnswers }),
          },
        }),
    models: sources.models,
    facts: sources.facts,
  };
}

function describeRehearsal({ evidence, proof }: SummarySources): HandoverSummary['rehearsal'] {
  return {
    date: evidence?.date ?? '',
    verdict: evidence?.verdict ?? 'none',
    runs: evidence?.cells.filter(({ observation }) => observation !== undefined).length ?? 0,
    engine: evidence === undefined ? '' : `${evidence.engine.name} ${evidence.engine.version}`,
    ...(proof === undefined || proof.doubts.length === 0 ? {} : { doubts: proof.doubts }),
    ...(proof === undefined || proof.unseen.length === 0 ? {} : { unseen: proof.unseen }),
  };
}

/** `org.opencontainers.image.NAME`, where the image did not get it from its base; without a report on the base that is not known. */
export function ownLabel(
  { report, baseReport }: Pick<SummarySources, 'report' | 'baseReport'>,
  name: 'source' | 'revision',
): string {
  const label = `org.opencontainers.image.${name}`;
  const value = report?.configuration.labels[label];
  return value === undefined || baseReport === undefined || baseReport.configuration.labels[label] === value
    ? ''
    : value;
}

function tellVulnerabilities({
  verdict,
  line,
  notes,
  counts,
  findings,
  image,
  base,
}: Assessment): HandoverSummary['vulnerabilities'] {
  const added = findings
    .filter(({ origin }) => origin === 'added' || origin === 'notKnown')
    .map(({ id, package: name, severity, sentence, accepted }) => ({
      id,
      package: name,
      severity,
      sentence,
      accepted,
    }));
  const inherited = findings
    .filter(({ origin }) => origin === 'inherited')
    .map(({ id, package: name, severity, accepted }) => ({ id, package: name, severity, accepted }));
  const scans = [
    { of: 'image' as const, scanner: image.scanner, date: image.scannedAt },
    ...(base === undefined ? [] : [{ of: 'base' as const, scanner: base.scanner, date: base.scannedAt }]),
  ];
  return { verdict, line, notes, counts, added, inherited, scans };
}
