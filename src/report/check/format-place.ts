import type { Location } from '../../model/check/rule.ts';

/** `file:line`, as terminals and editors know it. */
export function formatPlace({ file, line }: Location): string {
  return line === undefined ? file : `${file}:${String(line)}`;
}
