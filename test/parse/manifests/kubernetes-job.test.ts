import { expect, test } from 'vitest';
import { readJobs } from '../../../src/parse/manifests/kubernetes-job.ts';

test('the Jobs of a file, and nothing else in it, with their lines', () => {
  const jobs = readJobs('job.yml', 'kind: Pod\n---\nkind: Job\nmetadata:\n  generateName: x-\n---\nkind: "Job"\n');
  expect(jobs.map(({ path, manifest, unread }) => [path, manifest.line, unread])).toEqual([
    ['job.yml', 3, undefined],
    ['job.yml', 7, undefined],
  ]);
  expect(jobs[0]?.manifest.entries.get('metadata')?.entries.get('generateName')).toMatchObject({ text: 'x-', line: 5 });
});

test('a kind that stands deeper is not that of the document', () => {
  expect(readJobs('job.yml', 'spec:\n  kind: Job\n')).toEqual([]);
});

test('a file that is not YAML is one entry, with reason and line', () => {
  const [job, ...more] = readJobs('job.yml', 'kind: Job\nspec: [a\n');
  expect([more, job?.path, job?.manifest.entries.size]).toEqual([[], 'job.yml', 0]);
  expect(job?.unread).toMatch(/\w/);
  expect(job?.manifest.line).toBeGreaterThan(1);
});
