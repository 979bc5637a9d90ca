import type { AcceptedFinding, HandoverSummary } from '../../model/handover/summary.ts';
import { capitalise, shorten } from './fit-text.ts';

/** What whoever signs does not know from this bundle, or would not see on the sheets: the gravest first. */
export function describeUnknowns({
  open,
  proofs,
  vulnerabilities,
  unanswered,
  accepted = [],
}: HandoverSummary): readonly string[] {
  const must = unanswered.filter(({ force }) => force === 'must').length;
  const unproved = proofs.filter(({ isProved }) => !isProved).map(({ question }) => question.replace(/^\d+\. /, ''));
  return shorten(
    [
      ...(must === 0
        ? []
        : [`${String(must)} ${must === 1 ? 'answer' : 'answers'} that must be given first: see below.`]),
      ...(accepted.length === 0 ? [] : [tellAccepted(accepted)]),
      ...(vulnerabilities.verdict === 'notKnown' ? [capitalise(vulnerabilities.line)] : []),
      ...open.map(capitalise),
      ...unproved,
    ],
    6,
    112,
  );
}

/** A project can accept every finding about itself: that it did is for whoever signs to know. */
function tellAccepted(accepted: readonly AcceptedFinding[]): string {
  const rules = [...new Set(accepted.map(({ rule }) => rule))].join(', ');
  const count = accepted.length === 1 ? 'One finding' : `${String(accepted.length)} findings`;
  return `${count} of rules the project accepted itself: see the appendices (${rules}).`;
}
