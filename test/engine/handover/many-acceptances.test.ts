import fc from 'fast-check';
import { expect, test } from 'vitest';
import { indexPurls, meansPackage, splitPurl } from '../../../src/engine/assess/purl-index.ts';
import { selectAcceptances } from '../../../src/engine/assess/select-acceptance.ts';
import { selectStatements } from '../../../src/engine/assess/select-statements.ts';
import { UserError } from '../../../src/model/errors.ts';
import type { Acceptance } from '../../../src/model/handover/assessment.ts';
import type { ScannedFinding } from '../../../src/model/handover/scan-report.ts';

const today = '2026-11-27';
const acceptance = (packages: readonly string[], more: Partial<Acceptance> = {}): Acceptance => ({
  ids: ['CVE-1'],
  packages,
  reason: 'not used',
  by: 'Ada',
  date: '2026-01-01',
  until: '2027-01-01',
  ...more,
});
const finding = (purl: string): ScannedFinding => ({ id: 'CVE-1', purl }) as ScannedFinding;
const many = (length: number): readonly number[] => Array.from({ length }, (_, index) => index);

/** What the form of package URLs says, one beside the other. */
function isMeant(wanted: string, found: string): boolean {
  const [w, f] = [splitPurl(wanted), splitPurl(found)];
  return (
    f.name !== '' &&
    w.name === f.name &&
    (w.version === '' || w.version === f.version) &&
    w.qualifiers.every((qualifier) => f.qualifiers.includes(qualifier))
  );
}

test('an index finds what comparing with each of them finds', () => {
  const purl = fc
    .tuple(
      fc.constantFrom('pkg:deb/debian/a', 'pkg:pypi/b', 'pkg:npm/%40x/c', ''),
      fc.constantFrom('', '@1', '@1%2B2', '@1+2', '@%'),
      fc.constantFrom('', '?arch=all', '?arch=amd64&distro=d', '?distro=d&arch=amd64', '?'),
      fc.constantFrom('', '#sub'),
    )
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.array(purl, { maxLength: 6 }), purl, (wanted, found) => {
      const expected = wanted.some((each) => isMeant(each, found));
      expect(meansPackage(indexPurls(wanted), splitPurl(found), () => undefined)).toBe(expected);
    }),
  );
});

test('thousands of packages in a statement and thousands of findings are told apart', () => {
  const accepted = selectAcceptances([acceptance(many(20_000).map((index) => `pkg:pypi/p@${String(index)}`))], today);
  const found = many(20_000).filter((index) => accepted(finding(`pkg:pypi/p@${String(2 * index)}`)).current);
  expect(found).toHaveLength(10_000);
});

const select = (...given: readonly Acceptance[]): unknown => selectAcceptances(given, today)(finding('pkg:pypi/p@1'));

test('the first that holds counts, else the one of which least is missing', () => {
  const [held, second] = [acceptance(['pkg:pypi/p']), acceptance([], { by: 'Eve' })];
  expect(select(acceptance([], { by: '' }), held, second)).toEqual({ current: held });
  expect(select(acceptance(['pkg:pypi/q']), second)).toEqual({ current: second });
  expect(select(acceptance([], { by: '', until: '' }), acceptance([], { until: '2026-01-02' }))).toEqual({
    notHeld: 'It was accepted until 2026-01-02 by Ada; that has ended.',
  });
  expect(select(acceptance(['pkg:pypi/q']))).toEqual({});
});

test('what nobody would wait for is refused, with what helps', () => {
  const statements = many(10_000).map(() => acceptance([], { until: '' }));
  const accepted = selectAcceptances(statements, today);
  expect(() => many(10_000).map(() => accepted(finding('pkg:pypi/p@1')))).toThrow(UserError);
  const findings = many(1000).map((index) => finding(`pkg:pypi/p${String(index)}@1`));
  const written = (length: number): unknown =>
    selectStatements(
      many(length).map(() => ({ source: { products: [] }, acceptance: acceptance([]) })),
      findings,
      today,
    );
  expect(written(100)).toHaveLength(100);
  expect(() => written(101)).toThrow('with more than 100000 of them');
});
