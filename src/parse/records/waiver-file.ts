import { LineCounter, isMap, isScalar, isSeq, parseDocument, type YAMLMap, type YAMLParseError } from 'yaml';
import type { Location } from '../../model/check/rule.ts';
import { type Waiver, waiverExample, type WaiverFacts } from '../../model/check/waiver.ts';
import { nearestWord } from '../../shared/nearest-word.ts';
import { refuseYaml } from '../text/yaml-limits.ts';

const required = ['rule', 'reason', 'by', 'date'] as const;
const optional = ['path'] as const;
const form = 'needs rule, reason, by and date (YYYY-MM-DD); path is optional';

/** Reads the list `waivers:` of `.tre-container.yml`. */
export function readWaiverFile(path: string, text: string): WaiverFacts {
  const refused = refuseYaml(text);
  if (refused !== undefined)
    return {
      waivers: [],
      problems: [{ what: `is not read, so none of its waivers counts: ${refused}`, location: { file: path } }],
    };
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const waivers: Waiver[] = [];
  const problems: WaiverFacts['problems'][number][] = [];
  const [broken] = document.errors;
  const lineOf = (offset: number | undefined): Location => ({ file: path, line: lines.linePos(offset ?? 0).line });
  if (broken !== undefined)
    return {
      waivers,
      problems: [
        {
          what: `is not valid YAML (${describeBroken(broken)}), so none of its waivers counts`,
          location: lineOf(broken.pos[0]),
        },
      ],
    };
  problems.push(...findUnknownKeys(document.contents, lineOf));
  const list = isMap(document.contents) ? document.contents.get('waivers', true) : undefined;
  if (list === undefined) return { waivers, problems };
  if (!isSeq(list)) return { waivers, problems: [{ what: '"waivers" is not a list', location: { file: path } }] };
  for (const item of list.items) {
    const location = isMap(item) ? lineOf(item.range?.[0]) : { file: path };
    const found = isMap(item) ? readWaiver(item, location) : { error: `is not a mapping; a waiver ${form}` };
    if ('error' in found) {
      const { error, rule } = { rule: undefined, ...found };
      problems.push({ what: `waiver ${error}`, location, ...(rule === undefined ? {} : { rule }) });
    } else waivers.push(found);
  }
  return { waivers, problems };
}

/** The parser's own words are for those who write parsers: most slips are of columns. */
function describeBroken({ code, message }: YAMLParseError): string {
  if (/block-seq-ind|BLOCK_AS_IMPLICIT_KEY/.test(`${message} ${code}`))
    return 'what begins with "- " stands on a line of its own, below its key';
  if (/^(?:BAD_INDENT|BLOCK_IN_FLOW|MISSING_CHAR|TAB_AS_INDENT|UNEXPECTED_TOKEN)$/.test(code))
    return 'every key of a waiver begins in the same column, with blanks and no tab before it, and a value that holds ": " stands in quotation marks';
  return message.split('\n')[0] ?? '';
}

/** What stands beside the list and means nothing: a slip (`waiver:`) makes that no waiver counts. */
function findUnknownKeys(contents: unknown, lineOf: (offset: number | undefined) => Location): WaiverFacts['problems'] {
  if (!isMap(contents)) return [];
  return contents.items.flatMap(({ key }) => {
    const name = isScalar(key) ? String(key.value) : '';
    if (name === 'waivers') return [];
    const near = nearestWord(name, ['waivers']);
    const what = `has the unknown key "${name}", and what is below it counts for nothing: ${near === undefined ? 'its one key is "waivers"' : `did you mean "${near}"?`}`;
    return [{ what, location: lineOf(isScalar(key) ? key.range?.[0] : undefined) }];
  });
}

/** A waiver, or all that keeps it from being one. */
function readWaiver(
  item: YAMLMap,
  location: Location,
): Waiver | { readonly error: string; readonly rule?: string | undefined } {
  const values: Record<string, string> = {};
  const unknown: string[] = [];
  for (const { key, value } of item.items) {
    const name = isScalar(key) ? String(key.value) : '';
    if (![...required, ...optional].some((known) => known === name)) unknown.push(name);
    // A date without quotes is a plain string here: the core schema has no dates.
    values[name] =
      isScalar(value) && (typeof value.value === 'string' || typeof value.value === 'number')
        ? String(value.value).trim()
        : '';
  }
  const missing = required.filter((key) => (values[key] ?? '') === '');
  const { rule = '', reason = '', by = '', date = '', path } = values;
  const isDated = date === '' || /^\d{4}-\d{2}-\d{2}$/.test(date);
  const copied = (['reason', 'by'] as const).filter((key) => values[key] === waiverExample[key]);
  const faults = [
    ...(unknown.length === 0 ? [] : [`has the unknown ${describeKeys(unknown)}`]),
    ...(missing.length === 0 ? [] : [`has no ${missing.join(', ')}`]),
    ...(copied.length === 0 ? [] : [`has the words of the example as ${copied.join(' and ')}: write your own`]),
    ...(isDated ? [] : [`has the date "${date}" (write it as YYYY-MM-DD)`]),
  ];
  const others = unknown.length + missing.length === 0 ? '' : `; it ${form}`;
  if (faults.length > 0)
    return { error: `${rule === '' ? '' : `for "${rule}" `}${faults.join(', and ')}${others}`, rule: values['rule'] };
  if (path === undefined || path === '') return { rule, reason, by, date, location };
  return { rule, reason, by, date, location, ...(path.endsWith('/') ? { below: path } : { path }) };
}

function describeKeys(names: readonly string[]): string {
  return `${names.length === 1 ? 'key' : 'keys'} ${names.map((name) => `"${name}"`).join(', ')}`;
}
