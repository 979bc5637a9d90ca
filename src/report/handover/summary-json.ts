import type { summarySchema } from '../../model/handover/summary-schema.ts';
import type { HandoverSummary } from '../../model/handover/summary.ts';
import { inertJson } from '../../model/text/inert.ts';
import { printJson } from '../terminal/print-json.ts';

/** `summary.json`. */
export function formatSummaryJson(summary: HandoverSummary): string {
  return inertJson(printJson<typeof summarySchema>(summary));
}
