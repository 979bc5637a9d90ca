import type { Adoption } from '../../../model/adopt/adoption.ts';
import type { Answers } from '../../../model/answers/answers.ts';
import { printValue } from '../../render/escape.ts';
import { editsFor } from '../copy/named-image.ts';

const text = (value: string): string => printValue('markdown', value);

/** What became of the Dockerfile that was there. */
export function describeOriginal(
  original: Adoption['original'],
  { systemPackages, image }: Pick<Answers, 'systemPackages' | 'image'>,
): readonly string[] {
  if (original === undefined) return [];
  const path = text(original.path);
  const { copy, newBecause } = original;
  const list = editsFor(original, image).map((what) => `- ${text(what)}`);
  if (copy !== undefined)
    return [
      '',
      `The Dockerfile of this folder is a copy of your ${path}${list.length === 0 ? ', as it is.' : ', with these edits:'}`,
      ...(list.length === 0 ? [] : ['', ...list]),
    ];
  const why =
    newBecause === undefined ? [] : ['', `The Dockerfile is new, and no copy of ${path}: ${text(newBecause)}.`];
  return [
    ...why,
    '',
    systemPackages.length === 0
      ? `Not taken over from ${path}:`
      : `From ${path} the packages of the system were taken over. Not taken:`,
    '',
    ...list,
  ];
}
