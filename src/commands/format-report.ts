import type { CheckReport } from '../model/check-report.ts';
import type { Rule } from '../model/rule.ts';

/** Values of `check --format`. */
export type Format = 'text' | 'json' | 'sarif' | 'markdown' | 'github' | 'junit';

/** What a report needs beside the verdicts. */
export interface FormatOptions {
  readonly rules: readonly Rule[];
  readonly version: string;
  readonly colour: boolean;
  readonly verbose: boolean;
}

/** Prints a report; only the code of the wanted format is loaded. */
export async function formatReport(report: CheckReport, format: Format, { rules, version, colour, verbose }: FormatOptions): Promise<string> {
  switch (format) {
    case 'json':
      return (await import('../report/findings-json.ts')).formatFindingsJson(report);
    case 'sarif':
      return (await import('../report/findings-sarif.ts')).formatFindingsSarif(report, rules, version);
    case 'markdown':
      return (await import('../report/findings-markdown.ts')).formatFindingsMarkdown(report);
    case 'github':
      return (await import('../report/findings-github.ts')).formatFindingsGithub(report);
    case 'junit':
      return (await import('../report/findings-junit.ts')).formatFindingsJunit(report);
    default:
      return (await import('../report/findings-text.ts')).formatFindingsText(report, { colour, verbose });
  }
}
