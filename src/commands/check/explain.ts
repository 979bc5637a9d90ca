import { languages } from '../../catalog/languages.ts';
import { UserError } from '../../model/errors.ts';
import { formatLibraryDoc } from '../../report/atlas/library-doc.ts';
import { formatRuleDoc } from '../../report/check/rule-doc.ts';
import { rules } from '../../rules/index.ts';
import { nearestWord } from '../../shared/nearest-word.ts';
import { loadAtlas } from './load-atlas.ts';
import { foldName } from '../../shared/fold-name.ts';

/** The page of a rule, or of what the atlas has under a name: of a library, its package or its import. Throws UserError for another name. */
export async function explain(name: string): Promise<string> {
  const rule = rules.find(({ id }) => id === name);
  if (rule !== undefined) return formatRuleDoc(rule);
  const atlas = await loadAtlas();
  const wanted = foldName(name);
  const own = atlas.filter((entry) => foldName(entry.name) === wanted);
  const found =
    own.length > 0
      ? own
      : atlas.filter(({ imports, packages }) =>
          [...imports, ...Object.values(packages).flat()].some((each) => foldName(each) === wanted),
        );
  if (found.length > 0) return found.map((entry) => formatLibraryDoc(entry, languages)).join('\n');
  const ids = rules.map(({ id }) => id);
  const near = nearestWord(name, [...ids, ...atlas.map((entry) => entry.name)]);
  throw new UserError({
    what: `there is no rule "${name}", and no library of that name in the atlas`,
    where: '--explain',
    why: 'That a library is not in the atlas says nothing of what it does: a rehearsal shows what it asks for.',
    fix: near === undefined ? `name one of the rules: ${ids.join(', ')}` : `did you mean --explain ${near}?`,
  });
}
