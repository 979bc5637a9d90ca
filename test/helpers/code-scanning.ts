import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import type { Log } from 'sarif';
import { rules } from '../../src/rules/index.ts';
import type { CheckReport } from '../../src/model/check/check-report.ts';
import { formatFindingsSarif } from '../../src/report/check/findings-sarif.ts';
import { printed } from './printed.ts';

const {
  $schema: _,
  id: __,
  ...schema
} = JSON.parse(
  readFileSync(
    createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'),
    'utf8',
  ),
) as Record<string, unknown>;
/** The official schema of SARIF 2.1.0; it is of draft 4, whose two keywords for itself later drafts do not know. */
export const isSarif = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);

/** A report as `check --format sarif` prints it. */
export async function printSarif(report: CheckReport): Promise<Log> {
  async function* reports(): AsyncGenerator<CheckReport> {
    yield report;
  }
  return JSON.parse(await printed(formatFindingsSarif(reports(), rules, '1.2.3'))) as Log;
}

/** Faults of a log by what GitHub says that it takes: https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning */
export function refusedByCodeScanning({ runs }: Log): string[] {
  const faults: string[] = [];
  const must = (holds: boolean, fault: string): void => void (holds || faults.push(fault));
  must(runs.length === 1, 'one run');
  for (const { tool, results = [] } of runs) {
    const described = tool.driver.rules ?? [];
    must(results.length <= 5000, 'more results than are shown');
    for (const { id, shortDescription, fullDescription, help, defaultConfiguration, properties } of described) {
      must(
        id.length <= 255 &&
          (shortDescription?.text.length ?? 9999) <= 1024 &&
          (fullDescription?.text.length ?? 9999) <= 1024,
        `texts of ${id}`,
      );
      must((help?.text ?? '') !== '' && (help?.markdown ?? '') !== '', `help of ${id}`);
      must(['error', 'warning', 'note'].includes(defaultConfiguration?.level ?? ''), `level of ${id}`);
      must((properties?.tags?.length ?? 99) <= 10, `tags of ${id}`);
    }
    for (const { ruleId, ruleIndex = -1, message, level, locations = [] } of results) {
      must(described[ruleIndex]?.id === ruleId, `rule of ${ruleId ?? ''}`);
      must(
        (message.text ?? '') !== '' && ['error', 'warning', 'note', 'none'].includes(level ?? ''),
        `message and level of ${ruleId ?? ''}`,
      );
      // Without a file and a line nothing is shown in the code; an absolute path is not one of the repository.
      const place = locations[0]?.physicalLocation;
      must(
        locations.length === 1 &&
          (place?.region?.startLine ?? 0) >= 1 &&
          /^[^/:][^:]*$/.test(place?.artifactLocation?.uri ?? ''),
        `place of ${ruleId ?? ''}`,
      );
    }
  }
  return faults;
}
