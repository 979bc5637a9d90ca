/** Records before a text counts as data: of fewer a person tells whether they are an example. */
export const leastRecords = 20;

/** What a text may be: records of people, what may be some, or neither. */
export type Records = 'people' | 'perhaps' | undefined;

/** What columns and keys about people are called. */
export const personal =
  /^(?:nhs_?(?:no|num|number)?|chi_?(?:no|number)?|mrn|patient_?(?:id|no|name)?|participant_?(?:id|no)?|subject_?(?:id|no)?|person_?id|eid|hospital_?(?:no|number|id)|dob|date_?of_?birth|birth_?date|surname|forename|first_?name|last_?name|full_?name|post_?code|admission_?date|discharge_?date|date_?of_?death|diagnosis)$/i;
/** What else is said of a person, and of other things too. */
const attribute =
  /^(?:age(?:_\w{1,20}|yrs?)?|sex|gender|ethnic(?:ity|_?group)|bmi|height|weight|smok(?:er|ing)(?:_?status)?|(?:birth|death)(?:_?year)?|year_?of_?birth|yob|marital_?status|occupation|phone|email|address)$/i;
/** What numbers the rows: of people as of anything else. `FID`, `IID`: of plink. */
const number = /^(?:id|[fi]id|pid|sid|uid|id_?no|id_?number|\w{1,20}_id)$/i;

/** What may stand between two cells; blanks come last, since cells may hold them. */
const separators: readonly (string | RegExp)[] = ['\t', ',', ';', '|', /[ \t]+/];

/** Judges a text by a first line that names its columns, and by the lines below it. */
export function judgeTable(text: string): Records {
  const [first = '', ...rows] = linesOf(text);
  if (first.length > 4096) return undefined;
  let found: Records;
  for (const separator of separators) {
    const names = cellsOf(first, separator);
    const told = names.filter((name) => personal.test(name)).length;
    const also = names.filter((name) => attribute.test(name)).length;
    const numbered = names.some((name) => number.test(name)) ? 1 : 0;
    if (names.length < 2 || told + also === 0) continue;
    // Lines that only repeat such names list variables; records have a figure somewhere.
    const isTable = rows.length > 0 && rows.every((row) => /\d/.test(row) && fits(row, separator, names.length));
    const isLong = rows.length >= leastRecords - 1 && names.length > 2 && typeof separator === 'string';
    if (isTable && isLong && (told > 1 || (told > 0 && also > 0 && numbered > 0))) return 'people';
    // Words of a sentence are no columns, unless the lines below have as many.
    if (isTable && (rows.length > 1 || typeof separator === 'string') && (told > 0 || also + numbered > 1))
      found = 'perhaps';
  }
  return found;
}

/** Whether a line has a cell for each column; between blanks no more than these and the name of a row, or it is a sentence. */
function fits(row: string, separator: string | RegExp, columns: number): boolean {
  const cells = cellsOf(row, separator).length;
  return cells >= columns && (typeof separator === 'string' || cells <= columns + 1);
}

/** What files of people are called. */
export const nameOfPeople =
  /(?:^|[^a-z])(?:babies|children|cohorts?|donors?|individuals?|mothers?|participants?|patients?|people|persons?|probands?|pupils?|respondents?|subjects?)(?:[^a-z]|$)/;

/** Whether a file that is called after people holds rows: two or more with as many cells each, or a name or number a line. `name`: in small letters. */
export function listsPeople(name: string, text: string): boolean {
  const rows = linesOf(text);
  if (!nameOfPeople.test(name) || rows.length < 2) return false;
  return separators.some((separator) => {
    const counts = new Set(rows.map((row) => cellsOf(row, separator).length));
    return counts.size === 1 && (separator instanceof RegExp || !counts.has(1));
  });
}

/** The first lines, without what only remarks on them. */
function linesOf(text: string): readonly string[] {
  const lines = text.split('\n', leastRecords + 11);
  if (text.length > 0 && lines.length === leastRecords + 11) lines.pop();
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^#\s|^(?:\/\/|%|")\s/.test(line))
    .slice(0, leastRecords);
}

function cellsOf(line: string, separator: string | RegExp): readonly string[] {
  return line.split(separator).map((cell) => cell.trim().replaceAll(/^["'#]|["']$/g, ''));
}
