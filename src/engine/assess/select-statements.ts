import { UserError } from '../../model/errors.ts';
import type { Acceptance } from '../../model/handover/assessment.ts';
import type { ScannedFinding } from '../../model/handover/scan-report.ts';
import { holds } from './select-acceptance.ts';

/** Packages that are written into statements which name none: a vulnerability is in tens of packages. */
const mostWritten = 100_000;

/** A statement of an OpenVEX file as it stands there, with what it accepts. */
interface Statement {
  readonly source: Readonly<Record<string, unknown>>;
  readonly acceptance?: Acceptance;
}

/**
 * The statements that a scanner may follow today: those that nobody accepted by name, or whose end has passed, are left out. One that names no package holds for every package that
 * the report has the vulnerability in, since Trivy passes over a statement without a product. Throws a UserError where that would be more than 100,000.
 */
export function selectStatements(
  statements: readonly Statement[],
  findings: readonly ScannedFinding[],
  today: string,
): readonly Readonly<Record<string, unknown>>[] {
  const byId = new Map<string, Set<string>>();
  for (const { id, purl } of findings) if (purl !== '') byId.set(id, (byId.get(id) ?? new Set()).add(purl));
  let written = 0;
  return statements.flatMap(({ source, acceptance }) => {
    if (acceptance === undefined) return [source];
    if (!holds(acceptance, today)) return [];
    if (Array.isArray(source['products']) && source['products'].length > 0) return [source];
    const purls = new Set(acceptance.ids.flatMap((id) => [...(byId.get(id) ?? [])]));
    written += purls.size;
    if (written > mostWritten)
      throw new UserError({
        where: '--write-vex',
        what: `statements without "products" would be written with more than ${String(mostWritten)} of them, each package in every statement`,
        fix: 'keep one statement for each vulnerability, or name its packages',
      });
    return [{ ...source, products: [...purls].map((purl) => ({ '@id': purl })) }];
  });
}
