import { parse } from 'yaml';
import { UserError } from '../../model/errors.ts';
import type { Acceptance } from '../../model/handover/assessment.ts';
import { refuseYaml } from '../text/yaml-limits.ts';
import { isRecord, toRecords, toText, toTexts } from '../../shared/json-shapes.ts';

const fix = 'see https://trivy.dev/docs/latest/configuration/filtering/ for its form';

/**
 * The vulnerabilities that an older `.trivyignore.yaml` or `.trivyignore` leaves out. Who accepted them stands in neither.
 * Throws a UserError where the text is neither.
 */
export function parseIgnoreFile(text: string, where: string): readonly Acceptance[] {
  if (!/\.ya?ml$/.test(where)) return text.split(/\r?\n/).flatMap(readLine);
  const refused = refuseYaml(text);
  if (refused !== undefined) throw new UserError({ where, what: `is not read: ${refused}`, fix });
  let data: unknown;
  try {
    data = parse(text, { maxAliasCount: 0 });
  } catch (error) {
    throw new UserError({
      where,
      what: `is not YAML: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : ''}`,
      fix,
    });
  }
  if (data === null || data === undefined) return [];
  if (!isRecord(data)) throw new UserError({ where, what: 'is not a file of what Trivy leaves out', fix });
  return toRecords(data['vulnerabilities']).flatMap((entry) => {
    const id = toText(entry['id']);
    return id === ''
      ? []
      : [
          {
            ids: [id],
            packages: toTexts(entry['purls']),
            reason: toText(entry['statement']),
            by: '',
            date: '',
            until: dateOf(entry['expired_at']),
          },
        ];
  });
}

/** `CVE-2026-1234 exp:2027-01-31 # why`. */
function readLine(line: string): readonly Acceptance[] {
  const [words = '', ...comment] = line.split('#');
  const [id = '', ...options] = words.trim().split(/\s+/);
  if (!/^(?:CVE|GHSA|[A-Z]+)-[\w-]+$/.test(id)) return [];
  const until = options.find((option) => option.startsWith('exp:'))?.slice('exp:'.length);
  return [{ ids: [id], packages: [], reason: comment.join('#').trim(), by: '', date: '', until: dateOf(until) }];
}

function dateOf(value: unknown): string {
  return /^\d{4}-\d{2}-\d{2}/.exec(toText(value))?.[0] ?? '';
}
