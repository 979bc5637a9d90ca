import { docsPages } from '../../model/text/docs-pages.ts';
import { UserError } from '../../model/errors.ts';
import type { Acceptance } from '../../model/handover/assessment.ts';
import { parseJson } from '../text/parse-json.ts';
import { type JsonRecord, isRecord, toRecord, toRecords, toText, toTexts } from '../../shared/json-shapes.ts';

/** Our own key in a statement: who accepted, when, and until when. Readers of OpenVEX pass over what they do not know. */
export const acceptanceKey = 'tre-container:acceptance';

/** A statement as it stands in the file, with what it says. */
export interface VexStatement {
  readonly source: JsonRecord;
  /** Absent: it accepts nothing, as `affected` and `under_investigation` do not. */
  readonly acceptance?: Acceptance;
}

/** An OpenVEX document. */
export interface VexDocument {
  readonly source: JsonRecord;
  readonly statements: readonly VexStatement[];
}

const advice = {
  why: 'A statement that cannot be read would accept nothing, or too much.',
  fix: `see ${docsPages}/assess.md for the form of a statement, https://github.com/openvex/spec for all of OpenVEX`,
};
const date = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

/**
 * Reads an OpenVEX document (https://openvex.dev/ns/v0.2.0). Throws one UserError with everything that is wrong with it: a statement
 * without a vulnerability, an unknown status, a date that is none.
 */
export function parseOpenVex(text: string, where: string): VexDocument {
  const source = parseJson(text, where, advice);
  if (
    !isRecord(source) ||
    !toText(source['@context']).startsWith('https://openvex.dev/ns') ||
    !Array.isArray(source['statements'])
  ) {
    throw new UserError({
      where,
      what: 'is not an OpenVEX document: it has no "@context" of https://openvex.dev/ns and no "statements"',
      ...advice,
    });
  }
  const problems = source['statements'].flatMap((statement, index) => {
    const what = findFault(statement);
    return what === undefined ? [] : [{ where: `${where}: statement ${String(index + 1)}`, what, ...advice }];
  });
  const [first, ...others] = problems;
  if (first !== undefined) throw new UserError(first, ...others);
  return {
    source,
    statements: toRecords(source['statements']).map((statement) => ({
      source: statement,
      ...readAcceptance(statement, source),
    })),
  };
}

const states = ['not_affected', 'affected', 'fixed', 'under_investigation'];

function findFault(statement: unknown): string | undefined {
  if (!isRecord(statement)) return 'is not a mapping';
  if (idsOf(statement).length === 0) return 'names no vulnerability';
  if (!states.includes(toText(statement['status'])))
    return `has the status ${JSON.stringify(statement['status'])}, which is none of ${states.join(', ')}`;
  const until = toRecord(statement[acceptanceKey])['until'];
  if (until !== undefined && until !== '' && (typeof until !== 'string' || !date.test(until)))
    return `"until" is ${JSON.stringify(until)}, not a date such as 2027-01-31`;
  return undefined;
}

function idsOf(statement: JsonRecord): readonly string[] {
  const named = statement['vulnerability'];
  if (typeof named === 'string') return [named];
  const record = toRecord(named);
  return [toText(record['name']) || toText(record['@id']), ...toTexts(record['aliases'])].filter((id) => id !== '');
}

function readAcceptance(statement: JsonRecord, document: JsonRecord): { readonly acceptance?: Acceptance } {
  const status = toText(statement['status']);
  if (status !== 'not_affected' && status !== 'fixed') return {};
  const own = toRecord(statement[acceptanceKey]);
  return {
    acceptance: {
      ids: idsOf(statement),
      packages: toRecords(statement['products']).flatMap(packagesOf),
      reason:
        toWords(statement['impact_statement']) ||
        toWords(statement['justification']) ||
        toWords(statement['status_notes']),
      // The author of the file is who wrote it, a supplier for one: not who accepts.
      by: toWords(own['by']),
      date: toText(own['date']) || toText(statement['timestamp']) || toText(document['timestamp']),
      until: toText(own['until']),
    },
  };
}

/** A text that says something: of blanks, of what is not seen and of marks alone nobody can be named. */
function toWords(value: unknown): string {
  const text = toText(value).trim();
  return /\p{L}/u.test(text) ? text : '';
}

/** Of an image with parts, the parts are meant; of anything else, itself. */
function packagesOf(product: JsonRecord): readonly string[] {
  const parts = toRecords(product['subcomponents'])
    .map(purlOf)
    .filter((purl) => purl !== '');
  return parts.length > 0 ? parts : [purlOf(product)].filter((purl) => purl !== '' && !purl.startsWith('pkg:oci/'));
}

function purlOf(item: JsonRecord): string {
  return toText(item['@id']) || toText(toRecord(item['identifiers'])['purl']);
}
