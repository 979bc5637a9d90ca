import { defineRule, type Finding } from '../model/check/rule.ts';
import { buildGuide } from '../model/check/sources.ts';
import { judge, notApplicable, onImages, unknown } from '../model/check/verdicts.ts';
import { countOf } from '../shared/count-of.ts';
import { groupBy } from '../shared/group-by.ts';
import { findDependencies } from './shared/dependencies/find-dependencies.ts';
import type { Named } from './shared/dependencies/package-lists.ts';

export default defineRule({
  kind: 'checked',
  id: 'dependencies-pinned',
  group: 'software',
  severity: 'note',
  force: 'may',
  summary: 'Every package that is installed has a version, or an upper bound at least',
  rationale:
    'A package without a version is another one next month: what was tested and approved cannot be built again. Repositories are named at a commit.',
  source: buildGuide('1.1'),
  check: onImages((image, dockerfile, facts) => {
    const { named, locks, dated, missing } = findDependencies({ image, dockerfile, facts });
    const findings = describeUnpinned(named.filter(({ pinned, refused }) => !pinned && refused === undefined));
    const [absent] = missing;
    if (findings.length === 0 && absent !== undefined)
      return unknown(
        `what ${absent.path} lists could not be looked at: there is no such file among what is copied`,
        absent.location,
      );
    if (named.length + locks.length + dated.length === 0)
      return notApplicable(
        'no package is installed by name with the package managers of Python, R, Julia or conda, and no repository is cloned',
      );
    const fixed = [
      ...(named.length === 0 ? [] : [`${countOf(named.length, 'package')} with a version, bound or dated repository`]),
      ...locks.map((path) => `what ${path} locks`),
      ...dated.map(({ file }) => `what ${file} lists, from a repository of one day`),
    ];
    const [first] = [...named, ...dated];
    const location =
      first === undefined
        ? { file: dockerfile.path, line: image.stage.line }
        : { file: first.file, line: first.line ?? 1 };
    return judge(findings, { text: fixed.join('; '), location }, 'file');
  }),
  good: [
    {
      title: 'versions',
      files: {
        Dockerfile:
          'FROM docker.io/library/python:3.13\nCOPY requirements.txt /tmp/\nRUN pip install -r /tmp/requirements.txt scipy==1.17.0\n',
        'requirements.txt': 'pandas==3.0.6\n',
      },
    },
  ],
  bad: [
    {
      title: 'in the Dockerfile',
      files: { Dockerfile: 'FROM docker.io/library/python:3.13\nRUN pip install pandas\n' },
    },
    {
      title: 'in the requirements',
      files: {
        Dockerfile:
          'FROM docker.io/library/python:3.13\nCOPY requirements.txt /tmp/\nRUN pip install -r /tmp/requirements.txt\n',
        'requirements.txt': 'pandas>=2\n',
      },
    },
    {
      title: 'a clone of whatever is newest',
      files: {
        Dockerfile: 'FROM docker.io/library/python:3.13\nRUN git clone https://github.com/org/tool /opt/tool\n',
      },
    },
    {
      title: 'a repository without a commit',
      files: { Dockerfile: 'FROM docker.io/library/python:3.13\nRUN pip install git+https://github.com/org/tool\n' },
    },
  ],
});

/** More than these of one file or command are one finding. */
const shown = 3;

/** Packages of one command, or many of one list, are said once, with their number. */
function describeUnpinned(named: readonly Named[]): readonly Finding[] {
  const places = groupBy(named, ({ file, line }) => `${file}:${String(line)}`);
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
  const isClone = /^\w+:\/\/|^git@/.test(first ?? '');
  return {
    message: isClone
      ? `${first ?? ''} is cloned without a version`
      : `${first ?? ''}${rest} ${others.length === 0 ? 'has' : 'have'} neither a version nor an upper bound`,
    location: { file, line },
    fix: isClone
      ? 'check out a commit or tag of it in the same RUN'
      : `name ${wayToPin(file)}, or install from a lock file`,
  };
}

/** As the file that names the package has it. */
function wayToPin(file: string): string {
  if (/\.ya?ml$/.test(file)) return 'the version (name=1.2, below pip: name==1.2)';
  if (/\.(?:txt|in|toml|cfg|py)$/.test(file)) return 'the version (name==1.2)';
  if (/(?:\.[Rr]|DESCRIPTION)$/.test(file)) return 'the version (remotes::install_version) or a dated CRAN';
  if (file.endsWith('.jl')) return 'the version (Pkg.add(name = "Name", version = "1.2"))';
  return 'the version (name==1.2 with pip, name=1.2 with conda, a commit of a repository, a dated CRAN with R)';
}
