import type { Finding } from '../../../model/check/rule.ts';
import { findDependencies, type Subject } from './find-dependencies.ts';
import { findAbsentLists } from './misnamed-lists.ts';

/** What installs are told to take and is not there. */
export const findAbsentSources = (subject: Subject): readonly Finding[] => [
  ...findAbsentFolders(subject),
  ...findAbsentLists(subject),
];

/** Requirements of pip that name a folder of the machine where the list was made (`pip freeze` in an environment of conda): pip ends the build at the first. */
function findAbsentFolders(subject: Subject): readonly Finding[] {
  const { image, dockerfile } = subject;
  // What an image that nobody knows brings may lie there.
  if (image.known === undefined) return [];
  const said = dockerfile.instructions.filter(({ keyword }) => keyword !== 'FROM').map(({ text }) => text);
  const absent = findDependencies(subject).named.flatMap((each) => {
    const [, path = '', top = ''] = /@ ?file:\/\/(?:localhost)?((\/[^/\s;#]+)[^\s;#]*)/.exec(each.text) ?? [];
    return top === '' || said.some((text) => text.includes(top)) ? [] : [{ ...each, path }];
  });
  const [first] = absent;
  if (first === undefined) return [];
  const more = absent.length === 1 ? '' : ` (and ${String(absent.length - 1)} more like it)`;
  return [
    {
      message: `${first.text.replace(/ ?@.*/s, '')} is to come from ${first.path}${more}, a folder of the machine where the list was made: pip ends the build there`,
      location: { file: first.file, line: first.line },
      fix: 'write NAME==VERSION for each; pip list --format=freeze prints them so',
    },
  ];
}
