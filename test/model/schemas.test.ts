import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { checkedKeywords } from '../../src/shared/match-schema.ts';
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

// A reader that meets a keyword which it does not check throws at the first real file: here it is met before. Schemas that
// values are only printed by are imported for their type, and may say more.
test('every schema that files are held against uses the keywords that are checked, and no others', async () => {
  const root = join(import.meta.dirname, '..', '..', 'src');
  const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const names = sources.flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/^import \{[^}]*\} from '.*\/(\S+-schema\.ts)'/gm)].map(
      ([, name]) => name ?? '',
    ),
  );
  const held = sources.filter((file) => file.startsWith('model/') && names.some((name) => file.endsWith(`/${name}`)));
  expect(held.length).toBeGreaterThan(5);
  for (const file of held) {
    const module = (await import(pathToFileURL(join(root, file)).href)) as Readonly<Record<string, unknown>>;
    for (const schema of Object.values(module)) expect([file, listUnknown(schema)]).toEqual([file, []]);
  }
});

/** Keywords of a schema, and of those within, that nobody checks. */
function listUnknown(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const own = schema as Readonly<Record<string, unknown>>;
  const within = [own['items'], own['additionalProperties'], own['anyOf'], own['oneOf']]
    .flat()
    .concat(...[own['properties'], own['$defs']].map((named) => Object.values(named ?? {})));
  return [
    ...Object.keys(own).filter((keyword) => !checkedKeywords.includes(keyword)),
    ...within.flatMap((each) => listUnknown(each)),
  ];
}
