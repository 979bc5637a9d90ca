import type { Finding } from '../../model/check/rule.ts';
import type { DockerfileFacts, FinalImage } from '../../model/dockerfile/dockerfile-facts.ts';
import type { Reach } from '../../model/programs/reach.ts';
import type { ProjectFacts } from '../../model/sources/facts.ts';
import { findAbsentEnvironment } from './commands/absent-environments.ts';
import { findAbsentInstallers } from './commands/absent-installers.ts';
import { findAbsentInterpreters } from './commands/absent-interpreters.ts';
import { findMisspeltOptions } from './commands/misspelt-options.ts';
import { findMisspeltWords } from './commands/misspelt-words.ts';
import { findSwallowed } from './commands/swallowed-instructions.ts';
import { findMisnamedLists } from './dependencies/misnamed-lists.ts';
import { findUnreadableCopies } from './users/unreadable-copies.ts';
import { findBrokenLists, findOneWord, findUnexpanded } from './image/broken-json.ts';
import { findLateCopies } from './image/late-copies.ts';
import { findImpossibleStarts } from './starts/impossible-starts.ts';

/** Instructions at which the build stops, or after which nothing starts, whatever the files of the project are. */
export function findWrongInstructions(
  image: FinalImage,
  dockerfile: DockerfileFacts,
  reach: Reach | undefined,
  facts: ProjectFacts,
): readonly Finding[] {
  return [
    ...findLateCopies(image, dockerfile),
    ...findAbsentInstallers(image, dockerfile),
    ...findSwallowed(image, dockerfile),
    ...findMisspeltWords(image, dockerfile),
    ...findMisspeltOptions(image, dockerfile),
    ...findAbsentInterpreters(image, dockerfile),
    ...findMisnamedLists(image, dockerfile),
    ...findBrokenLists(image, dockerfile),
    ...findUnexpanded(image, dockerfile),
    ...findOneWord(image, dockerfile),
    ...findImpossibleStarts(image, dockerfile, reach),
    ...findUnreadableCopies(image, dockerfile, reach),
    ...findAbsentEnvironment(image, dockerfile.path, reach, facts),
  ];
}
