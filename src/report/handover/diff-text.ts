import { countOf } from '../../shared/count-of.ts';
import type { BundleDiff } from '../../model/handover/bundle-diff.ts';
import { inert } from '../../model/text/inert.ts';
import { joinLines } from '../terminal/join-lines.ts';
import { markdownCell } from './markdown-cell.ts';

/** What else the text of a comparison says, and in which form. */
interface DiffView {
  /** Files of the bundles that differ. */
  readonly files: readonly string[];
  /** Bundles that another version of the program packed. */
  readonly otherVersions: readonly string[];
  readonly unchanged: boolean;
  readonly imagesKnown: boolean;
  readonly markdown: boolean;
}

/** What differs between two bundles, for people. `lines`: of each fact that changed, what is new and what is gone. */
export function formatDiff(
  { older, newer, sameImage, changes, void: ended, answered }: BundleDiff,
  lines: readonly { readonly fact: string; readonly lines: readonly string[] }[],
  { files, otherVersions, unchanged, imagesKnown, markdown }: DiffView,
): string {
  const print = markdown ? markdownCell : inert;
  const image = sameImage
    ? 'the same image'
    : imagesKnown
      ? 'another image'
      : 'whether it is the same image is not known';
  const heading = (text: string): string[] => ['', markdown ? `### ${text}` : text, ...(markdown ? [''] : [])];
  const item = (text: string): string => (markdown ? `- ${print(text)}` : `  ${print(text)}`);
  const unseen = otherVersions.flatMap((name) => [
    '',
    print(
      `Not looked at, since another version packed it: whether summary.html, verify.sh and digests.txt of ${name} say what its summary.json says.`,
    ),
  ]);
  if (unchanged)
    return joinLines([print(`Nothing changed: ${newer} is the image of ${older}, with the same answers.`), ...unseen]);
  return joinLines([
    print(
      `${newer} beside ${older}: ${image}; ${countOf(changes.length, 'thing')} that answers rest on changed; ${countOf(ended.length, 'earlier answer')} void.`,
    ),
    ...lines.flatMap(({ fact, lines: own }) => [
      ...heading(fact),
      ...own.map((line) => item(line.slice(fact.length + 2))),
    ]),
    ...(ended.length === 0
      ? []
      : [
          ...heading('Answers that are void, and must be given again'),
          ...ended.map(({ question, who, text, because }) =>
            item(
              `${question} (${who}; it was: ${text === '' ? 'ticked' : text}), since it rests on ${because.join(', ')}`,
            ),
          ),
        ]),
    ...(answered.length === 0 ? [] : [...heading('Answers that are new, or given otherwise'), ...answered.map(item)]),
    ...formatFiles(files, changes.length === 0, heading, item),
    ...unseen,
  ]);
}

function formatFiles(
  files: readonly string[],
  sayTheSame: boolean,
  heading: (text: string) => readonly string[],
  item: (text: string) => string,
): readonly string[] {
  if (files.length === 0) return [];
  const head = 'Files that differ';
  return [
    ...heading(sayTheSame ? `${head}, though the summaries say the same of the image: look at them` : head),
    ...files.map(item),
  ];
}
