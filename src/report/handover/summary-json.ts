import type { HandoverSummary } from '../../model/handover/summary.ts';

/** `summary.json`; `schema/summary.schema.json` describes it. */
export function formatSummaryJson(summary: HandoverSummary): string {
  return `${JSON.stringify(summary, null, 2)}\n`;
}
