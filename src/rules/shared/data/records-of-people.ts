/** Characters at the beginning of a text that are looked at. */
const looked = 64 * 1024;
/** Records before a text counts as data: fewer are an example. */
const leastRecords = 20;

/** What columns and keys about people are called. */
const personal =
  /^(?:nhs_?(?:no|num|number)?|chi_?(?:no|number)?|mrn|patient_?(?:id|no|name)?|participant_?(?:id|no)?|subject_?(?:id|no)?|person_?id|eid|hospital_?(?:no|number|id)|dob|date_?of_?birth|birth_?date|surname|forename|first_?name|last_?name|full_?name|post_?code|admission_?date|discharge_?date|date_?of_?death|diagnosis)$/i;
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
 * or of a notebook a table that it shows. `ending`: of its name, in small letters.
 */
export function holdsRecords(text: string, ending: string): boolean {
  const head = text.slice(0, looked);
  if (isTableOfPeople(head)) return true;
  if (ending === 'ipynb' && showsTable(text)) return true;
  return !ofPrograms.has(ending) && (repeatsKeys(head) || insertsRows(head));
}

/** Rows that make a table which a notebook shows: it leaves most of a longer one out. */
const leastShown = 5;

/** Lines of an output that begin with two or more such columns, and go on with as many cells or more. */
function showsTable(text: string): boolean {
  const lines = text.slice(0, 16 * looked).split('\n', 20_000);
  let [cells, rows] = [0, 0];
  for (const line of lines) {
    const words = line
      .trim()
      .replace(/^"/, '')
      .replace(/(?:\\n)?",?$/, '')
      .split(/[ \t]+/)
      .filter(Boolean);
    if (words.filter((word) => personal.test(word)).length > 1) [cells, rows] = [words.length, 0];
    else if (cells > 0) {
      rows = words.length >= cells ? rows + 1 : 0;
      if (rows >= leastShown) return true;
      if (rows === 0) cells = 0;
    }
  }
  return false;
}

/** A first line with two or more such columns, and at least twenty lines with as many cells. */
function isTableOfPeople(text: string): boolean {
  const lines = text.split('\n', leastRecords + 1);
  const [first = ''] = lines;
  if (lines.length <= leastRecords || first.length > 4096) return false;
  return ['\t', ',', ';', '|'].some((separator) => {
    const names = first.split(separator).map((cell) => cell.trim().replaceAll(/^["']|["']$/g, ''));
    return (
      names.length > 2 &&
      names.filter((name) => personal.test(name)).length > 1 &&
      lines.slice(1, leastRecords).every((line) => line.split(separator).length >= names.length)
    );
  });
}

/** One such key twenty times, each time anew. */
function repeatsKeys(text: string): boolean {
  const counts = new Map<string, number>();
  for (const [, key = ''] of text.matchAll(personalKey)) {
    const count = (counts.get(key) ?? 0) + 1;
    if (count >= leastRecords) return true;
    counts.set(key, count);
  }
  return false;
}

/** Rows that a database is filled with. */
function insertsRows(text: string): boolean {
  const first = /^(?:INSERT INTO|COPY)\s[^\n;]{0,400}/im.exec(text)?.[0];
  if (first === undefined || !/\w/.test(first)) return false;
  const rows = text.split('\n').filter((line) => /^(?:INSERT INTO\b|\s{0,8}\(|\S{1,80}\t)/i.test(line));
  return rows.length >= leastRecords;
}
