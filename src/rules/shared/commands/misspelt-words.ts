import type { Finding } from '../../../model/check/rule.ts';
import type { DockerfileFacts, FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';
import { editDistance } from '../../../shared/edit-distance.ts';
import { mustSucceed } from '../image/must-succeed.ts';

/** Programs that take one of these words first and no other: they have no abbreviations, and nobody can add one. */
const firstWords: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    pip: 'install uninstall download freeze inspect list show check config search cache index wheel hash completion debug help lock',
    'apt-get':
      'install update upgrade remove purge autoremove autopurge clean autoclean distclean dist-upgrade dselect-upgrade full-upgrade source build-dep check download changelog satisfy indextargets markauto unmarkauto reinstall',
    apt: 'install update upgrade remove purge autoremove autopurge clean autoclean distclean full-upgrade dist-upgrade list search show edit-sources satisfy source build-dep download changelog depends rdepends policy reinstall help moo showsrc hold unhold',
    apk: 'add del fix update upgrade cache info list dot policy search index fetch manifest verify audit stats version mkndx extract query adbdump adbsign adbgen convndx mkpkg',
  }).map(([program, words]) => [program, new Set(words.split(' '))] as const),
);

/** Words of a RUN that are nearly one of those that its program knows, and none of them: the build stops there. */
export function findMisspeltWords(image: FinalImage, { path }: DockerfileFacts): readonly Finding[] {
  return image.instructions.flatMap((instruction) =>
    !mustSucceed(instruction)
      ? []
      : instruction.commands.flatMap(({ program, words, line }): readonly Finding[] => {
          const known = firstWords.get(program);
          const word = wordsAfter(program, words).find((each) => !each.startsWith('-')) ?? '';
          if (known === undefined || known.has(word) || !/^[a-z][a-z-]{2,}$/.test(word)) return [];
          const near = [...known].find((each) => each.length > 3 && editDistance(word, each) === 1);
          return near === undefined
            ? []
            : [
                {
                  message: `${program} knows no "${word}": the image does not build`,
                  location: { file: path, line },
                  fix: `did you mean ${program} ${near}?`,
                },
              ];
        }),
  );
}

/** `instal x` of `pip instal x`, and of `python -m pip instal x`. */
export function wordsAfter(program: string, words: readonly string[]): readonly string[] {
  return words.slice(words[1] === '-m' && words[2]?.startsWith(program) === true ? 3 : 1);
}
