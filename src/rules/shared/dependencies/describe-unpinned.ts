import type { Finding } from '../../../model/check/rule.ts';
import { groupBy } from '../../../shared/group-by.ts';
import type { Named } from './package-lists.ts';

/** More than these of one file or command are one finding. */
const shown = 3;

/** Packages of one command, or many of one list, are said once, with their number. */
export function describeUnpinned(named: readonly Named[]): readonly Finding[] {
  // A list that two commands name is one list.
  const once = new Map(named.map((each) => [`${each.file}:${String(each.line)} ${each.text}`, each]));
  const places = groupBy([...once.values()], ({ file, line, way }) => `${file}:${String(line)} ${way ?? ''}`);
  const files = groupBy([...places.values()], ([{ file }]) => file);
  return [...files.values()].flatMap((groups) => {
    const all = groups.flat();
    return groups.length > shown ? [describe(all)] : groups.map(describe);
  });
}

function describe(named: readonly Named[]): Finding {
  const [first, ...others] = named.map(({ text }) => text);
  const { file, line } = named[0] ?? { file: '', line: 1 };
  const rest =
    others.length === 0 ? '' : others.length < shown ? `, ${others.join(', ')}` : ` and ${String(others.length)} more`;
  const ways = new Set(named.map((each) => each.way));
  const [way] = ways.size === 1 ? ways : [];
  return {
    message:
      way === undefined
        ? `${first ?? ''}${rest} ${others.length === 0 ? 'has' : 'have'} neither a version nor an upper bound`
        : `${first ?? ''}${rest} ${others.length === 0 ? 'is' : 'are'} ${way} without a version`,
    location: { file, line },
    fix:
      way !== undefined
        ? remedies[way]
        : named.every(({ text }) => ofRepository.test(text))
          ? 'name a commit instead of a branch or tag (...@ and its 40 digits); pip needs git in the image for it'
          : `name ${wayToPin(file)}, or install from a lock file`,
  };
}

const remedies = {
  cloned: 'check out a commit or tag of it in the same RUN',
  run: 'fetch a release that its address names by its version, compare it with its checksum (sha256sum -c) in the same RUN, and run it then',
  fetched:
    'name a release by its version in the address, or compare what comes with its checksum (sha256sum -c) in the same RUN',
};

/** An address of a repository, as pip takes it. */
const ofRepository = /(?:^|[@\s])(?:git|hg|svn|bzr)\+\w+:\/\//;

/** As the file that names the package has it. */
function wayToPin(file: string): string {
  if (file.endsWith('Project.toml')) return 'its version below [compat] (Name = "1.2")';
  if (/\.ya?ml$/.test(file)) return 'the version (name=1.2, below pip: name==1.2)';
  if (/\.(?:txt|in|toml|cfg|py)$/.test(file)) return 'the version (name==1.2)';
  if (/(?:\.[Rr]|DESCRIPTION)$/.test(file)) return 'the version (remotes::install_version) or a dated CRAN';
  if (file.endsWith('.jl'))
    return 'the version (in a list PackageSpec(name = "Name", version = "1.2"), by itself Pkg.add(name = "Name", version = "1.2"))';
  return 'the version (name==1.2 with pip, name=1.2 with conda, a commit of a repository, a dated CRAN with R)';
}
