import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mergeFile } from '../../../src/engine/upgrade/merge-file.ts';

const golden = join(import.meta.dirname, '../../golden/python-full');
const file = (text: string): { readonly text: string; readonly executable: false } => ({ text, executable: false });
const change = (text: string): string =>
  text
    .replace(/^Compares clinical notes.*$/m, 'Ours & costs &#36;5')
    .replace(/(?<=\| Answers for the image \| ).*(?= \|)/, 'Grace');
/** As pages were spelt when every mark was a reference. */
const formerly = (text: string): string =>
  text
    .replaceAll('costs `$0`', 'costs &#36;0')
    .replaceAll('`<ada@example.org>`', '&#60;ada&#64;example.org&#62;')
    .replaceAll('["', '&#91;"')
    .replaceAll('"]', '"&#93;');

test.each(['README.md', 'CHECKLIST.md'])(
  'a line of %s that a person changed stays, though its marks are spelt anew',
  (path) => {
    const theirs = readFileSync(join(golden, path), 'utf8');
    const base = formerly(theirs);
    expect(base).not.toBe(theirs);
    const untouched = mergeFile(path, file(base), file(base), file(theirs));
    expect([untouched.conflict, untouched.next?.text]).toEqual([false, theirs]);
    const mine = mergeFile(path, file(base), file(change(base)), file(theirs));
    expect([mine.conflict, mine.next?.text]).toEqual([false, change(theirs)]);
  },
);
