import { expect, test } from 'vitest';
import { surveySchema } from '../../src/model/adopt/survey-schema.ts';
import { checkSchema } from '../../src/model/check/check-schema.ts';
import { gateSchema } from '../../src/model/gate/gate-schema.ts';
import { assessmentSchema } from '../../src/model/handover/assessment-schema.ts';
import { diffSchema } from '../../src/model/handover/diff-schema.ts';
import { summarySchema } from '../../src/model/handover/summary-schema.ts';
import { verifySchema } from '../../src/model/handover/verify-schema.ts';
import { pinSchema } from '../../src/model/pin/pin-schema.ts';
import { createSchema } from '../../src/model/project/create-schema.ts';
import { evidenceSchema } from '../../src/model/rehearsal/evidence-schema.ts';
import { rehearseSchema } from '../../src/model/rehearsal/rehearse-schema.ts';
import { upgradeSchema } from '../../src/model/upgrade/upgrade-schema.ts';

// The schema of answers is made from the questions (`test/engine/answers/answers-schema.test.ts`). `npm run docs` writes all of them.
test.each([
  ['assessment', assessmentSchema],
  ['check', checkSchema],
  ['create', createSchema],
  ['diff', diffSchema],
  ['evidence', evidenceSchema],
  ['gate', gateSchema],
  ['pin', pinSchema],
  ['rehearse', rehearseSchema],
  ['summary', summarySchema],
  ['survey', surveySchema],
  ['upgrade', upgradeSchema],
  ['verify', verifySchema],
])('the published schema of %s is the one that types and checks come from', async (name, schema) => {
  await expect(`${JSON.stringify(schema, undefined, 2)}\n`).toMatchFileSnapshot(`../../schema/${name}.schema.json`);
});
