import { atlas } from '../../src/catalog/atlas.ts';
import { languages } from '../../src/catalog/languages.ts';
import type { AtlasEntry } from '../../src/model/atlas/atlas-entry.ts';
import type { ReachedProgram } from '../../src/model/programs/reach.ts';
import { findUses, type Use } from '../../src/rules/shared/atlas/find-uses.ts';
import { glanceAt } from '../../src/parse/programs/glance/glance.ts';
import { programsOf } from './programs.ts';

const fileOf = (language: AtlasEntry['language']): string =>
  language === 'program' ? 'run.sh' : languages[language].starter;

/** What the atlas says of programs that an image starts, with variables of the image. */
export async function usesOf(
  programs: Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string>> = {},
): Promise<readonly Use[]> {
  const read = await programsOf(programs);
  const glances = Object.entries(programs).flatMap(
    ([path, text]) => glanceAt({ path, text, arguments: [], paths: new Set() }) ?? [],
  );
  const reached = [...read.values(), glances].flat().map((program): ReachedProgram => ({
    program,
    class: 'started',
    way: [],
    environment: new Map(Object.entries(environment)),
  }));
  const reach = {
    programs: reached,
    notReached: [],
    unfollowed: [],
    places: new Map(),
    unseen: [],
    byFolder: [],
    installed: [],
  };
  return findUses(
    { ...reach, startsProject: true },
    atlas,
    () => false,
    () => undefined,
  );
}

/** The same of an example of an entry; a line without a call is a command. */
export async function usesOfExample(
  { name, language }: AtlasEntry,
  text: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<readonly Use[]> {
  const isCommand = language === 'python' && !/\bimport\b|\(/.test(text);
  if (name === 'stata') return usesOf({ 'main.do': `${text}\n` }, environment);
  return usesOf({ [fileOf(isCommand ? 'program' : language)]: `${text}\n` }, environment);
}
