import { bases } from '../../catalog/bases.ts';
import {
  exactVersion,
  hasSameVersion,
  type NamedPackage,
  readListed,
  readPackage,
} from '../../engine/changes/listed-packages.ts';
import { listPackages } from '../../engine/render/view-software.ts';
import type { ProjectFiles } from '../../model/ports.ts';
import type { Past } from '../create/plan-project.ts';
import type { KeptPackages } from './keep-used-packages.ts';

/**
 * The answers with the versions that a person wrote into the list of packages, of what a base, models or documents bring in another one: their line
 * stands, wherever the package is installed from. They are answers from then on, so that no later run takes them for the template's. `isGiven`: this run
 * names the packages, and what it names counts.
 */
export async function keepOwnVersions(
  { state, baseline }: Past,
  { answers, said }: KeptPackages,
  project: Pick<ProjectFiles, 'read'>,
  isGiven: boolean,
): Promise<KeptPackages> {
  const base = bases[answers.base];
  const list = base.packageFile;
  if (state === undefined || state.adopted !== undefined || baseline === undefined) return { answers, said };
  const before = new Set([state.answers['packages'] ?? []].flat().map(String));
  const named = new Set(answers.packages.filter((entry) => isGiven || before.has(entry)).map(nameOf));
  const written = readListed(list, baseline.files.get(list)?.text ?? '');
  const own = readListed(list, (await project.read([list])).get(list)?.text ?? '');
  const kept = listPackages(answers, base).flatMap((entry) => {
    const brought = readPackage(entry);
    const mine = own.find(({ name }) => name === brought?.name);
    return brought === undefined || mine === undefined || named.has(brought.name) || !isChosen(mine, brought, written)
      ? []
      : [{ entry, mine: mine.written }];
  });
  // What the answers name in this run by itself, as a base's own, is replaced where it stands.
  const replaced = new Map(kept.map(({ entry, mine }) => [entry, mine]));
  const packages = answers.packages.map((entry) => replaced.get(entry) ?? entry);
  const added = kept.filter(({ entry }) => !answers.packages.includes(entry)).map(({ mine }) => mine);
  if (kept.length === 0) return { answers, said };
  return {
    answers: { ...answers, packages: [...packages, ...added] },
    said: [
      ...said,
      ...kept.map(
        ({ entry, mine }) =>
          `packages: ${mine} stays as you wrote it into ${list}, in the answers too; the template would have taken ${entry}`,
      ),
    ],
  };
}

/** One version, another one than is brought, and no line that was rendered. */
function isChosen(mine: NamedPackage, brought: NamedPackage, written: readonly NamedPackage[]): boolean {
  return (
    exactVersion(mine) !== undefined &&
    !mine.written.includes('[') &&
    !mine.written.includes(';') &&
    !hasSameVersion(mine, brought) &&
    !written.some((line) => line.name === mine.name && hasSameVersion(line, mine))
  );
}

function nameOf(entry: string): string {
  return readPackage(entry)?.name ?? entry;
}
