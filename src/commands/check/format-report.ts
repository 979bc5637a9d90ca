import type { CheckReport } from '../../model/check/check-report.ts';
import type { Rule } from '../../model/check/rule.ts';

/** Values of `check --format`. */
export type Format = 'text' | 'json' | 'sarif' | 'markdown' | 'github' | 'junit';

/** What a report needs beside the verdicts. */
export interface FormatOptions {
  readonly rules: readonly Rule[];
  readonly version: string;
  readonly colour: boolean;
  readonly verbose: boolean;
}

/** Prints reports as they come, in pieces; nothing where there is none. Only the code of the wanted format is loaded. */
export async function* formatReport(
  reports: AsyncIterable<CheckReport>,
  format: Format,
  options: FormatOptions,
): AsyncGenerator<string> {
  const rest = reports[Symbol.asyncIterator]();
  const first = await rest.next();
  if (first.done === true) return;
  async function* all(): AsyncGenerator<CheckReport> {
    yield first.value;
    yield* { [Symbol.asyncIterator]: () => rest };
  }
  yield* await choose(all(), format, options);
}

async function choose(
  reports: AsyncIterable<CheckReport>,
  format: Format,
  { rules, version, colour, verbose }: FormatOptions,
): Promise<AsyncGenerator<string>> {
  switch (format) {
    case 'json':
      return (await import('../../report/check/findings-json.ts')).formatFindingsJson(reports);
    case 'sarif':
      return (await import('../../report/check/findings-sarif.ts')).formatFindingsSarif(reports, rules, version);
    case 'markdown':
      return (await import('../../report/check/findings-markdown.ts')).formatFindingsMarkdown(reports);
    case 'github':
      return (await import('../../report/check/findings-github.ts')).formatFindingsGithub(reports);
    case 'junit':
      return (await import('../../report/check/findings-junit.ts')).formatFindingsJunit(reports);
    default:
      return (await import('../../report/check/findings-text.ts')).formatFindingsText(reports, { colour, verbose });
  }
}
