import { createColors } from 'picocolors';
import { inert } from '../../model/text/inert.ts';

/** A file with what changes in it; lines count from 1. */
export interface ShownFix {
  readonly path: string;
  readonly hunks: readonly {
    readonly line: number;
    readonly removed: readonly string[];
    readonly added: readonly string[];
  }[];
}

/** What fixing changes, file by file, as a difference without context. */
export function formatFixes(fixes: readonly ShownFix[], colour: boolean): string {
  const { bold, cyan, red, green } = createColors(colour);
  return fixes
    .map(({ path, hunks }) =>
      [
        bold(inert(path)),
        ...hunks.flatMap(({ line, removed, added }) => [
          cyan(`@@ line ${String(line)} @@`),
          ...removed.map((text) => red(`-${inert(text)}`)),
          ...added.map((text) => green(`+${inert(text)}`)),
        ]),
        '',
      ].join('\n'),
    )
    .join('\n');
}
