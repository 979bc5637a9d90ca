import { securityReleases } from '../../../catalog/releases.ts';
import type { Finding } from '../../../model/check/rule.ts';
import type { FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';
import { readToml } from '../../../parse/packages/read-python-project.ts';
import { toRecord } from '../../../shared/json-shapes.ts';
import { readInstall } from '../../../parse/shell/installs.ts';
import { trimEnd } from '../../../shared/trim-end.ts';
import { compareRelease, isOfLine, versionOfTag } from '../image/compare-release.ts';
import type { Subject } from './find-dependencies.ts';
import { locateFile } from './locate-file.ts';

/** Installers that end where the project wants another Python than they run with; uv and pdm fetch one. */
const strict: ReadonlySet<string> = new Set(['pip', 'pip3', 'poetry', 'pipenv']);
/** Another Python may be there than that of the base. */
const brings = /conda|mamba|pyenv|\buv\b|virtualenv|--python\b|python\d\.\d|ignore-requires-python|deadsnakes/i;

/** A project that the image installs and that does not take the Python of its base: the build ends there. */
export function findRefusedPython(subject: Subject): readonly Finding[] {
  const { image, dockerfile, facts } = subject;
  const has = pythonOf(image);
  if (has === undefined || brings.test(dockerfile.text)) return [];
  return image.instructions.flatMap((run) =>
    (run.keyword === 'RUN' ? run.commands : []).flatMap((command) => {
      const install = readInstall(command);
      const tool = install?.manager.split(' ')[0] ?? '';
      if (install === undefined || !strict.has(tool)) return [];
      // pipenv only warns if it is not told to keep to the lock.
      const isLoose = tool === 'pipenv' && !command.words.includes('--deploy');
      const folders = [...install.projects, ...(install.ownProject && !isLoose ? ['.'] : [])];
      const names = tool === 'pipenv' ? ['Pipfile'] : ['pyproject.toml', 'setup.py', 'setup.cfg'];
      return folders.flatMap((folder) => {
        const files = names.flatMap((name) => locateFile(`${trimEnd(folder, '/')}/${name}`, run, subject) ?? []);
        return files.flatMap((file) => judgeFile(file, facts.byPath.get(file)?.text ?? '', has, tool)).slice(0, 1);
      });
    }),
  );
}

function judgeFile(file: string, text: string, has: string, tool: string): readonly Finding[] {
  const name = file.slice(file.lastIndexOf('/') + 1);
  const wanted = wantedBy(name, text);
  if (wanted === undefined || takes(wanted, has)) return [];
  return [
    {
      message: `${name} wants Python ${wanted}, and the base has ${has}: ${tool} ends the build there`,
      location: { file, line: text.slice(0, text.indexOf(wanted)).split('\n').length },
      fix: `start from an image with such a Python, or let ${name} take ${has}`,
    },
  ];
}

/** The version that the tag of an image names which is one of Python: `3.13` or `3.13.2`. */
export function pythonOf({ from: { image } }: FinalImage): string | undefined {
  const name = `${image?.canonicalRegistry ?? ''}/${image?.canonicalRepository ?? ''}`;
  const known = securityReleases.find(({ repositories }) => repositories.includes(name));
  if (known?.program !== 'Python' || known.inTag !== undefined) return undefined;
  const version = versionOfTag(image?.tag ?? '');
  return version?.includes('.') === true ? version : undefined;
}

/** The Python that a project wants, by the file of it that says so. */
function wantedBy(name: string, text: string): string | undefined {
  if (name.startsWith('setup')) return /^[ \t]*python_requires ?= ?["']?([\d<>=!~][^"'\n]*)/m.exec(text)?.[1]?.trim();
  const found = readToml(text) ?? {};
  if (name === 'Pipfile') {
    const { python_full_version: full, python_version: line } = toRecord(found['requires']);
    return asText(full) ?? asText(line);
  }
  const { poetry } = toRecord(found['tool']);
  return (
    asText(toRecord(found['project'])['requires-python']) ??
    asText(toRecord(toRecord(poetry)['dependencies'])['python'])
  );
}

const asText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Whether some release of a line of Python fits what is wanted, as pip and poetry write it; true where the notation is not known. */
function takes(wanted: string, line: string): boolean {
  return wanted.split(',').every((clause) => {
    const [, operator = '', bound = ''] = /^(~=|===?|[<>]=?|[~^])? ?(\d[\d.]*)(?:\.\*)?$/.exec(clause.trim()) ?? [];
    const standing = compareRelease(line, bound);
    const above = bound.split('.').slice(0, operator === '^' ? 1 : 2);
    if (bound === '') return true;
    switch (operator) {
      case '>=':
        return standing !== 'older';
      case '>':
        return standing !== 'older' && (standing !== 'same' || line === above.join('.'));
      case '<':
        return standing === 'older' || standing === 'moves';
      case '<=':
        return standing !== 'newer' || isOfLine(line, bound);
      case '~':
      case '^':
        return standing !== 'older' && isOfLine(line, above.join('.'));
      case '~=':
        return standing !== 'older' && isOfLine(line, bound.slice(0, bound.lastIndexOf('.')));
      default:
        return isOfLine(line, bound) || standing === 'moves' || standing === 'reaches';
    }
  });
}
