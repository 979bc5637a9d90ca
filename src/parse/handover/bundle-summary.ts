import { UserError } from '../../model/errors.ts';
import { handoverFactNames } from '../../model/handover/facts.ts';
import { type HandoverSummary, summaryForm } from '../../model/handover/summary.ts';
import { parseJson } from '../text/parse-json.ts';
import { isRecord, toRecord } from '../../shared/json-shapes.ts';

const advice = { why: 'Two bundles are compared by it.', fix: 'name a folder that tre-container pack wrote' };

/** Reads `summary.json`. Throws a UserError where it is none, or is of a newer form. */
export function parseBundleSummary(text: string, where: string): HandoverSummary {
  const summary = parseJson(text, where, advice);
  const form = isRecord(summary) ? summary['form'] : undefined;
  if (typeof form === 'number' && form > summaryForm)
    throw new UserError({
      where,
      what: `is of form ${String(form)}, which a newer tre-container wrote`,
      why: advice.why,
      fix: 'use that version, or a newer one',
    });
  const facts = isRecord(summary) ? toRecord(summary['facts']) : {};
  const isWhole = handoverFactNames.every((name) => isFact(facts[name]));
  if (
    form !== summaryForm ||
    !isRecord(summary) ||
    !isWhole ||
    !isAnswers(summary['answers']) ||
    !isRecord(summary['image']) ||
    typeof summary['tag'] !== 'string' ||
    !isRecord(summary['project'])
  ) {
    throw new UserError({ where, what: 'is not the summary of a bundle', ...advice });
  }
  return summary as unknown as HandoverSummary;
}

function isFact(value: unknown): boolean {
  const fact = toRecord(value);
  return typeof fact['digest'] === 'string' && isTexts(fact['entries']);
}

function isAnswers(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.every((answer) => {
      const record = toRecord(answer);
      return (
        ['key', 'question', 'who', 'force', 'text'].every((key) => typeof record[key] === 'string') &&
        isTexts(record['restsOn'])
      );
    })
  );
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
