import { expect, test } from 'vitest';
import { judgeEvidence } from '../../../src/engine/rehearsal/judge-evidence.ts';
import type { RehearsalEvidence } from '../../../src/model/rehearsal/evidence.ts';

const evidence = {
  dockerfile: { path: 'Dockerfile', sha256: 'a' },
  image: { reference: 'localhost/x:rehearsal', id: 'sha256:1' },
} as RehearsalEvidence;

test.each([
  [{ dockerfileSha256: 'a', imageId: 'sha256:1' }, []],
  [{ dockerfileSha256: 'b' }, ['Dockerfile has changed since']],
  [{ dockerfileSha256: 'a', imageId: 'sha256:2' }, ['localhost/x:rehearsal is another image now']],
  [{}, []],
])('%j: %j', (present, reasons) => {
  expect(judgeEvidence(evidence, present)).toEqual(reasons);
});
