import type { Assessment } from '../../model/handover/assessment.ts';

/** The assessment for programs; `schema/assessment.schema.json` describes it. */
export function formatAssessmentJson(assessment: Assessment): string {
  const { verdict, line, notes, counts, image, base, findings } = assessment;
  return `${JSON.stringify({ verdict, line, notes, counts, image, base, findings }, null, 2)}\n`;
}
