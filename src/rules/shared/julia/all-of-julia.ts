import type { Call } from '../../../model/programs/program-facts.ts';
import { textOf, type Value } from '../../../model/programs/value.ts';
import { findDependencies, type Subject } from '../dependencies/find-dependencies.ts';
import { once } from '../once.ts';

/** Whether an image has no package of Julia but those that are named: Julia loads by its name what a project or an environment names, and not what others bring. */
export function isAllOfJulia(subject: Subject, isPlain: boolean): boolean {
  const { image, dockerfile, facts } = subject;
  const isAlone = image.from.named?.canonicalRepository === 'library/julia' && dockerfile.stages.length === 1;
  if (!isPlain && !isAlone) return false;
  const reach = facts.reach.get(dockerfile.path);
  return once(
    dockerfile,
    'all of Julia is known',
    () =>
      reach?.unfollowed.every((each) => each.class !== 'built') === true &&
      reach.unseen.length === 0 &&
      findDependencies(subject).missing.length === 0 &&
      // A package of the project names in its own Project.toml what it needs.
      dockerfile.context.copied.filter(({ path }) => /(?:^|\/)Project\.toml$/.test(path)).length < 2 &&
      !reach.programs.some(({ program: { names } }) => names.has('LOAD_PATH') || names.has('develop')) &&
      !reach.programs.some(({ program: { calls } }) => calls.some(addsUnnamed)) &&
      !/\bdevelop\b|LOAD_PATH|\bpkg"|Conda\.|\burl\s?=|\bpath\s?=/.test(dockerfile.text) &&
      // A script of the start sets it.
      !facts.files.some(({ text }) => text?.includes('LOAD_PATH') === true),
  );
}

const isNamed = (value: Value): boolean =>
  value.kind === 'list' ? value.items.every(isNamed) : textOf(value) !== undefined;

/** `Pkg.add(readlines("packages.txt"))`: which packages that adds, the call does not tell. */
function addsUnnamed({ callee, positional, spread }: Call): boolean {
  return /^Pkg\.add\.?$/.test(callee) && (spread || !positional.every(isNamed));
}
