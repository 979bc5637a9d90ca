import type { HandoverAnswer, HandoverSummary } from '../../model/handover/summary.ts';

/** Words of a checklist are Markdown; on the page a link is its words. */
export function withoutMarkdown(summary: HandoverSummary): HandoverSummary {
  return {
    ...summary,
    answers: summary.answers.map(plain),
    unanswered: summary.unanswered.map(plain),
    proofs: summary.proofs.map((proof) => ({ ...proof, title: toPlain(proof.title), text: toPlain(proof.text) })),
  };
}

function toPlain(text: string): string {
  return text.replaceAll(/\[([^[\]]*)\]\((?:https?:\/\/)?[^()\s]*\)/g, '$1').replaceAll(/\*\*|`/g, '');
}

function plain<T extends HandoverAnswer>(answer: T): T {
  return { ...answer, title: toPlain(answer.title), question: toPlain(answer.question), text: toPlain(answer.text) };
}
