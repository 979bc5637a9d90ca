import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { check as run } from '../../helpers/call-commands.ts';
import { UserError } from '../../../src/model/errors.ts';
import { catchEnvironment } from '../../fakes/environment.ts';
import { faultsBySchema } from '../../helpers/json-schema.ts';

let root: string;

beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'no-waivers-'));
  fs.writeFileSync(
    path.join(root, 'Dockerfile'),
    '# tre-container ignore=base-image-pinned -- we trust it\nFROM docker.io/library/python:3.13\n',
  );
  fs.writeFileSync(
    path.join(root, '.tre-container.yml'),
    'waivers:\n- rule: non-root-user\n  reason: "##[group] it must be root"\n  by: Eve\n  date: 2026-01-01\n',
  );
});

async function check(flags: Record<string, string | boolean>): Promise<{ code: number; out: string }> {
  const environment = catchEnvironment();
  const code = await run({ targets: [root], flags }, environment);
  return { code, out: environment.printed.out };
}

interface Report {
  readonly results: readonly { readonly rule: string; readonly verdict: string; readonly waived?: string }[];
  readonly summary: { readonly waived: number };
  readonly waiversSetAside?: number;
}

async function verdicts(flags: Record<string, boolean>): Promise<Report> {
  const report = JSON.parse((await check({ ...flags, format: 'json' })).out) as Report;
  expect(faultsBySchema('check', report)).toEqual([]);
  return report;
}

test('a waiver counts, unless whoever reviews the project sets it aside', async () => {
  const counted = await verdicts({});
  expect(counted.summary.waived).toBeGreaterThan(0);
  expect(counted.waiversSetAside).toBeUndefined();
  const aside = await verdicts({ 'no-waivers': true });
  expect(aside.summary.waived).toBe(0);
  expect(aside.waiversSetAside).toBe(2);
  expect(aside.results.filter(({ waived }) => waived !== undefined)).toEqual([
    expect.objectContaining({
      rule: 'base-image-pinned',
      verdict: 'fail',
      waived: 'we trust it (comment at Dockerfile:1)',
    }),
    expect.objectContaining({ rule: 'non-root-user', waived: '##[group] it must be root (Eve, 2026-01-01)' }),
  ]);
});

test('people are told how many, and where they stand', async () => {
  const { code, out } = await check({ 'no-waivers': true });
  expect(code).toBe(1);
  expect(out).toContain('2 waivers were set aside (--no-waivers).');
  expect(out).toMatch(/\.tre-container\.yml:2 .*set aside: non-root-user would be accepted, since: .*it must be root/);
  expect((await check({ 'no-waivers': true, format: 'markdown' })).out).toContain('2 waivers were set aside');
});

test('a test report has them as failures, with their words and with no command to a runner', async () => {
  const { out } = await check({ 'no-waivers': true, format: 'junit' });
  expect(out).not.toContain('waived');
  expect(out).not.toContain('##[');
  expect(out).toMatch(/<failure [^>]*>[^<]*A waiver was set aside: we trust it \(comment at Dockerfile:1\)<\/failure>/);
  expect(out).toContain('A waiver was set aside: &#35;#[group] it must be root (Eve, 2026-01-01)');
});

test('code scanning gets findings that are not suppressed and keep their justification', async () => {
  const { out } = await check({ 'no-waivers': true, format: 'sarif' });
  const [only] = (
    JSON.parse(out) as { runs: [{ results: { ruleId: string; suppressions?: object; properties?: object }[] }] }
  ).runs;
  expect(only.results.filter(({ suppressions }) => suppressions !== undefined)).toEqual([]);
  expect(only.results.find(({ ruleId }) => ruleId === 'base-image-pinned')?.properties).toEqual({
    waived: 'we trust it (comment at Dockerfile:1)',
  });
});

test.each(['fix', 'checklist'])('does not go together with --%s', async (flag) => {
  await expect(check({ 'no-waivers': true, [flag]: true })).rejects.toThrow(UserError);
});
