import { fitLine } from '../terminal/fit-lines.ts';

/** What parts a finding from its fix, with the colour that begins there. */
const parting = new RegExp(String.raw` (?=(?:${'\u001B'}\[\d{1,3}m)?${'→'} )`);

/**
 * The lines of a report as a screen shows them: each finding begins with its place, what it says goes on below it, and its fix has rows of its own. What fits
 * into one row stays there. Where `columns` is too small to be one, each finding is one line.
 */
export function layFindings(text: string, columns: number): string {
  if (columns < 20) return text;
  return text
    .split('\n')
    .map((line) => layFinding(line, columns))
    .join('\n');
}

function layFinding(line: string, columns: number): string {
  const fitted = fitLine(line, columns);
  const at = line.startsWith('  ') ? line.search(parting) : -1;
  if (at < 0 || fitted === line) return fitted;
  return `${fitLine(line.slice(0, at), columns)}\n${fitLine(`    ${line.slice(at + 1)}`, columns)}`;
}
