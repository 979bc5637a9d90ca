import { UserError } from '../../model/errors.ts';
import { handoverFactNames } from '../../model/handover/facts.ts';
import { summarySchema } from '../../model/handover/summary-schema.ts';
import { type HandoverSummary, summaryForm } from '../../model/handover/summary.ts';
import { isRecord } from '../../shared/json-shapes.ts';
import { readRecord } from '../records/read-record.ts';
import { parseJson } from '../text/parse-json.ts';

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
  const read = readRecord(summary, summarySchema, { where, ...advice });
  const absent = handoverFactNames.filter((name) => read.facts[name] === undefined);
  if (absent.length > 0) throw new UserError({ where, what: `facts: has no ${absent.join(', ')}`, ...advice });
  return read as HandoverSummary;
}
