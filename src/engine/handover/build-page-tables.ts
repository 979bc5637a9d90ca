import type { AcceptedFinding, HandoverAnswer, HandoverProof, HandoverSummary } from '../../model/handover/summary.ts';
import { describeDiff } from './describe-diff.ts';

/** The appendices of the page. */
export interface PageTables {
  readonly unansweredRows: readonly Row[];
  readonly answerRows: readonly (Row & { readonly beside: string; readonly restsOn: string })[];
  readonly vulnerabilityRows: readonly {
    readonly id: string;
    readonly package: string;
    readonly severity: string;
    readonly text: string;
  }[];
  readonly inheritedRows: readonly { readonly id: string; readonly package: string; readonly severity: string }[];
  /** How many of the base are not listed, in words; empty where all are. */
  readonly inheritedRest: string;
  readonly acceptedRows: readonly AcceptedFinding[];
  readonly secretRows: readonly { readonly severity: string; readonly rule: string; readonly place: string }[];
  /** What runs show, as the checklist has it. */
  readonly proofRows: readonly (Row & { readonly mark: string })[];
  readonly modelRows: readonly { readonly name: string; readonly licence: string; readonly source: string }[];
  readonly changeRows: readonly string[];
  /** Which of them hold nothing, said in words. */
  readonly noAnswers: boolean;
  readonly noVulnerabilities: boolean;
  readonly noInherited: boolean;
  readonly noModels: boolean;
  readonly noChanges: boolean;
  /** What stands where nothing is inherited, and where nothing changed. */
  readonly inheritedNone: string;
  readonly changesNone: string;
}

interface Row {
  readonly force: string;
  readonly question: string;
  readonly who: string;
  readonly text: string;
}

/** Rows of one table in the appendices: a page of thousands nobody opens; `summary.json` has all. */
const mostRows = 300;

/** Fills the tables of the appendices. */
export function buildTables(summary: HandoverSummary): PageTables {
  const { vulnerabilities } = summary;
  return {
    unansweredRows: summary.unanswered.slice(0, mostRows).map(toRow),
    answerRows: summary.answers.slice(0, mostRows).map((answer) => ({
      ...toRow(answer),
      beside: answer.beside ?? '',
      restsOn: answer.restsOn.length === 0 ? 'the whole image' : answer.restsOn.join(', '),
    })),
    vulnerabilityRows: vulnerabilities.added
      .slice(0, mostRows)
      .map(({ id, package: name, severity, sentence, accepted }) => ({
        id,
        package: name,
        severity: severity.toLowerCase(),
        text: `${accepted ? 'Accepted. ' : ''}${sentence}`,
      })),
    inheritedRows: vulnerabilities.inherited.slice(0, mostRows).map(({ id, package: name, severity, accepted }) => ({
      id,
      package: name,
      severity: `${severity.toLowerCase()}${accepted ? ', accepted' : ''}`,
    })),
    inheritedRest:
      vulnerabilities.inherited.length > mostRows
        ? `And ${String(vulnerabilities.inherited.length - mostRows)} more, in summary.json.`
        : '',
    acceptedRows: (summary.accepted ?? []).slice(0, mostRows),
    secretRows: (summary.secrets ?? [])
      .slice(0, mostRows)
      .map(({ severity, rule, place }) => ({ severity: severity.toLowerCase(), rule, place })),
    proofRows: summary.proofs.map((proof) => ({ ...toRow(proof), mark: markOf(proof) })),
    modelRows: summary.models.slice(0, mostRows),
    changeRows:
      summary.changes === undefined
        ? []
        : summary.changes.changes.flatMap((change) => describeDiff(change)).slice(0, mostRows),
    noAnswers: summary.answers.length === 0,
    noVulnerabilities: vulnerabilities.added.length === 0,
    noInherited: vulnerabilities.inherited.length === 0,
    noModels: summary.models.length === 0,
    inheritedNone: vulnerabilities.verdict === 'notKnown' ? 'Not compared with the base.' : 'None.',
    changesNone: summary.changes === undefined ? 'Not compared: nobody named an earlier bundle.' : 'Nothing.',
    noChanges: (summary.changes?.changes.length ?? 0) === 0,
  };
}

/** `1 critical, 12 high`: those of the base that nobody has accepted, the worst two levels first. */
export function countLevels({ inherited }: HandoverSummary['vulnerabilities']): string {
  const open = inherited.filter(({ accepted }) => !accepted);
  return ['critical', 'high']
    .flatMap((level) => {
      const count = open.filter(({ severity }) => severity.toLowerCase() === level).length;
      return count === 0 ? [] : [`${String(count)} ${level}`];
    })
    .join(', ');
}

/** A yes is no wider than what was seen. */
export function markOf({ isProved, unseen }: HandoverProof): string {
  return isProved ? (unseen === undefined ? 'Proved' : 'Proved in part') : 'Not proved';
}

function toRow({ force, question, who, text }: HandoverAnswer): Row {
  return { force, question, who, text };
}
