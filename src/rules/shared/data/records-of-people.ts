import { judgeTable, leastRecords, nameOfPeople, personal, type Records } from './tables-of-people.ts';

/** Characters at the beginning of a text that are looked at. */
const looked = 64 * 1024;
/** The same as a key of JSON or YAML, or a tag. */
const personalKey =
  /["'<\s](nhs_?(?:no|num|number)|chi_?(?:no|number)|mrn|patient_?(?:id|no|name)|participant_?(?:id|no)|subject_?(?:id|no)|person_?id|dob|date_?of_?birth|birth_?date|surname|forename|postcode)["'>]?[ \t]{0,2}[:>]/gi;

/** Programs and pages speak of such keys without holding a record. */
const ofPrograms: ReadonlySet<string> = new Set(
  'bash bat c cc cfg cpp css cu cwl do go h hpp ini java jl js jsx kt lua m mjs nf php pl ps1 py pyi qmd r rb rmd rs sas scala scss sh sps stan tex toml ts tsx wdl'.split(
    ' ',
  ),
);

/**
 * Whether a text holds records of people by how it reads, whatever it is called: a table with such columns, objects with such keys, rows for a database,
 * or of a notebook a table that it shows. Of a few records nobody can tell whether they are an example. `ending`: of its name, in small letters.
 */
export function judgeRecords(text: string, ending: string): Records {
  const head = text.slice(0, looked);
  const table = judgeTable(head);
  if (table === 'people' || (ending === 'ipynb' && showsTable(text))) return 'people';
  if (ofPrograms.has(ending)) return undefined;
  const repeated = judgeKeys(head);
  const inserted = judgeRows(head);
  if (repeated === 'people' || inserted === 'people') return 'people';
  return table ?? repeated ?? inserted;
}

/** Rows that make a table which a notebook shows: it leaves most of a longer one out. */
const leastShown = 5;

/** Lines of an output that begin with two or more such columns, and go on with as many cells or more. */
function showsTable(text: string): boolean {
  // Also of a notebook that is written without a line break.
  const lines = text.slice(0, 16 * looked).split(/\\n|\n/, 20_000);
  let [cells, rows] = [0, 0];
  for (const line of lines) {
    // Of a text in quotes what stands in them; what is left of one that ends there is no line.
    const ended = /"[\s,\]}]{0,8}$/.exec(line)?.index ?? line.length;
    const words = line
      .slice(line.lastIndexOf('"', ended - 1) + 1, ended)
      .split(/[ \t]+/)
      .filter(Boolean);
    if (words.length === 0 && line !== '') continue;
    if (words.filter((word) => personal.test(word)).length > 1) [cells, rows] = [words.length, 0];
    else if (cells > 0) {
      rows = words.length >= cells ? rows + 1 : 0;
      if (rows >= leastShown) return true;
      if (rows === 0) cells = 0;
    }
  }
  return false;
}

/** Records of which two such keys are known, each with a value behind it, may be of people. */
const fewRecords = 3;

/** One such key twenty times, each time anew; or two of them, with values, a few times. */
function judgeKeys(text: string): Records {
  const counts = new Map<string, number>();
  const valued = new Map<string, number>();
  for (const { 0: found, 1: key = '', index } of text.matchAll(personalKey)) {
    const count = (counts.get(key) ?? 0) + 1;
    if (count >= leastRecords) return 'people';
    counts.set(key, count);
    const behind = text.slice(index + found.length, index + found.length + 8);
    if (found.endsWith(':') && /^[ \t]{0,2}["'\d]/.test(behind)) valued.set(key, (valued.get(key) ?? 0) + 1);
  }
  return [...valued.values()].filter((count) => count >= fewRecords).length > 1 ? 'perhaps' : undefined;
}

/** Rows that a database is filled with. */
function judgeRows(text: string): Records {
  const first = /^(?:INSERT INTO|COPY)\s[^\n;]{0,400}/im.exec(text)?.[0];
  if (first === undefined || !/\w/.test(first)) return undefined;
  const rows = text.split('\n').filter((line) => /^(?:INSERT INTO\b|\s{0,8}\(|\S{1,80}\t)/i.test(line));
  if (rows.length >= leastRecords) return 'people';
  return isOfPeople(first) ? 'perhaps' : undefined;
}

/** Whether what a statement fills is called after people, or has a column of theirs. */
function isOfPeople(statement: string): boolean {
  const words = statement.split(/[^\w]+/);
  return (
    words.some((word) => personal.test(word)) || words.slice(1, 5).some((word) => nameOfPeople.test(word.toLowerCase()))
  );
}
