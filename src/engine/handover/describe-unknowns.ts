import type { AcceptedFinding, HandoverSummary } from '../../model/handover/summary.ts';
import { countOf } from '../../shared/count-of.ts';
import { tellSecrets } from './tell-secrets.ts';
import { capitalise, shorten } from './fit-text.ts';

/** What whoever signs does not know from this bundle, or would not see on the sheets: the gravest first. */
export function describeUnknowns({
  open,
  proofs,
  vulnerabilities,
  unanswered,
  accepted = [],
  secrets = [],
}: HandoverSummary): readonly string[] {
  const must = unanswered.filter(({ force }) => force === 'must').length;
  const unproved = proofs.filter(({ isProved }) => !isProved).map(({ question }) => question.replace(/^\d+\. /, ''));
  return shorten(
    [
      ...(secrets.length === 0 ? [] : [`${capitalise(tellSecrets(secrets))}.`]),
      ...(must === 0
        ? []
        : [`${String(must)} ${must === 1 ? 'answer' : 'answers'} that must be given first: see below.`]),
      ...countGaps(unanswered),
      ...(accepted.length === 0 ? [] : [tellAccepted(accepted)]),
      ...(vulnerabilities.verdict === 'notKnown' ? [capitalise(vulnerabilities.line)] : []),
      ...open.map(capitalise),
      ...unproved,
    ],
    6,
    112,
  );
}

/** Answers of which a part is there: whoever ticked or wrote takes them for given. */
function countGaps(unanswered: HandoverSummary['unanswered']): readonly string[] {
  const count = (gap: 'words' | 'tick'): number => unanswered.filter((answer) => answer.gap === gap).length;
  const [ticked, written] = [count('words'), count('tick')];
  return [
    ...(ticked === 0
      ? []
      : [`${countOf(ticked, 'row')} ticked by hand without a word beside the tick: that answers nothing.`]),
    ...(written === 0 ? [] : [`${countOf(written, 'row')} with words of a person and no tick: see the appendices.`]),
  ];
}

/** A project can accept every finding about itself: that it did is for whoever signs to know. */
function tellAccepted(accepted: readonly AcceptedFinding[]): string {
  const rules = [...new Set(accepted.map(({ rule }) => rule))].join(', ');
  const count = accepted.length === 1 ? 'One finding' : `${String(accepted.length)} findings`;
  return `${count} of rules the project accepted itself: see the appendices (${rules}).`;
}
