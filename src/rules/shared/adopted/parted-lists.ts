import type { Adoption } from '../../../model/adopt/adoption.ts';
import type { Finding } from '../../../model/check/rule.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import { pipName } from '../../../parse/packages/read-pip-list.ts';
import { listSome } from '../../../shared/list-some.ts';
import { type Named, nameOf, readPackageList } from '../dependencies/package-lists.ts';
import { pythonOf } from '../dependencies/refused-python.ts';
import { isLeftOut } from '../dependencies/unsettled-names.ts';
import { isKnown, knownPackages } from '../image/known-packages.ts';

/** Files that name what a project needs, and of which adopt writes the lines into a list of its own. */
const sources = /(?:^|\/)(?:pyproject\.toml|setup\.py|setup\.cfg)$/;
const locks = /(?:^|\/)(?:poetry|uv|pdm)\.lock$/;

/**
 * Packages that were added to the project's own list since adopt copied it: the image installs the copy, `packages.txt`, and lacks them.
 * @param folder that adopt wrote, with its closing slash; empty where the project is that folder itself
 */
export function findPartedLists(
  facts: ProjectFacts,
  folder: string,
  { list, tool, from }: Adoption['packages'],
): readonly Finding[] {
  if (list !== undefined || tool !== 'pip') return [];
  const named = /^[^\s,]+/.exec(from)?.[0] ?? '';
  const source = locks.test(named) ? `${named.slice(0, named.lastIndexOf('/') + 1)}pyproject.toml` : named;
  const copy = `${folder}packages.txt`;
  const dockerfile = facts.dockerfiles.find(({ path }) => path === `${folder}Dockerfile`);
  if (!sources.test(source) || dockerfile?.final === undefined || facts.byPath.get(copy)?.text === undefined) return [];
  const packages = knownPackages({ image: dockerfile.final, dockerfile, facts });
  const python = pythonOf(dockerfile.final);
  const parted = readPackageList(source, facts.byPath, 'pip').packages.filter(
    ({ text }) => pipName(text) !== undefined && !isLeftOut(text, python) && !isKnown(nameOf(text), packages),
  );
  const [first] = parted;
  return first === undefined ? [] : [describe(first, parted, copy)];
}

function describe({ file, line }: Named, parted: readonly Named[], copy: string): Finding {
  const names = listSome([...new Set(parted.map(({ text }) => nameOf(text)))]);
  return {
    message: `${file} names ${names}, and ${copy}, which the image installs, does not`,
    location: { file, line },
    fix: 'take it over, which keeps your edits: tre-container adopt',
  };
}
