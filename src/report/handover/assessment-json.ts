import type { assessmentSchema } from '../../model/handover/assessment-schema.ts';
import type { Assessment } from '../../model/handover/assessment.ts';
import { inertJson } from '../../model/text/inert.ts';
import { printJson } from '../terminal/print-json.ts';

/** The assessment for programs. */
export function formatAssessmentJson(assessment: Assessment): string {
  const { verdict, line, notes, counts, image, base, findings } = assessment;
  return inertJson(printJson<typeof assessmentSchema>({ verdict, line, notes, counts, image, base, findings }));
}
