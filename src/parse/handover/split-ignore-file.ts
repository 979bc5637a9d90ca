import { isMap, isSeq, parseDocument, type YAMLMap } from 'yaml';
import type { Acceptance } from '../../model/handover/assessment.ts';
import { isRecord, toText } from '../../shared/json-shapes.ts';
import { refuseYaml } from '../text/yaml-limits.ts';
import { parseIgnoreFile } from './ignore-file.ts';

/** A `.trivyignore.yaml` without the vulnerabilities that a statement of OpenVEX can say. */
export interface SplitIgnoreFile {
  readonly taken: readonly Acceptance[];
  readonly rest: string;
  /** Ids of those that hold for named paths only, which no statement can say: they stay. */
  readonly left: readonly string[];
}

/**
 * Takes the accepted vulnerabilities out of it; comments beside them become part of their reasons. Nothing where it has none, or is no YAML that
 * could be changed without a loss.
 */
export function splitIgnoreFile(text: string, where: string): SplitIgnoreFile | undefined {
  if (refuseYaml(text) !== undefined) return undefined;
  const document = parseDocument(text);
  const list = isMap(document.contents) ? document.get('vulnerabilities', true) : undefined;
  if (document.errors.length > 0 || !isSeq(list)) return undefined;
  const entries = list.items.filter((item) => isMap(item));
  if (entries.length !== list.items.length) return undefined;
  const comments = entries.map((entry, index) => [
    ...(index === 0 ? [list.commentBefore] : []),
    entry.commentBefore,
    ...entry.items.flatMap(({ key, value }) => [commentOf(key), commentOf(value)]),
    entry.comment,
    ...(index === entries.length - 1 ? [list.comment] : []),
  ]);
  const acceptances = entries.flatMap((entry, index) =>
    isTaken(entry)
      ? parseIgnoreFile(JSON.stringify({ vulnerabilities: [entry.toJSON()] }), where).map((found) => ({
          ...found,
          reason: join([found.reason, ...(comments[index] ?? [])]),
        }))
      : [],
  );
  if (acceptances.length === 0) return undefined;
  const left = entries.filter((entry) => !isTaken(entry));
  list.items = left;
  list.flow = left.length === 0;
  list.commentBefore = null;
  list.comment = null;
  return {
    taken: acceptances,
    rest: document.toString({ lineWidth: 0 }),
    left: left.map((entry) => toText(entry.get('id'))),
  };
}

function isTaken(entry: YAMLMap): boolean {
  const paths = entry.get('paths');
  return toText(entry.get('id')) !== '' && !(isSeq(paths) && paths.items.length > 0);
}

function commentOf(node: unknown): string | null | undefined {
  return isRecord(node) ? join([text(node['commentBefore']), text(node['comment'])]) : undefined;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function join(parts: readonly (string | null | undefined)[]): string {
  return parts
    .map((part) => (part ?? '').replaceAll(/\s+/g, ' ').trim())
    .filter((part) => part !== '')
    .join('; ');
}
