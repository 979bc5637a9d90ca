import { defineRule, type Finding } from '../model/check/rule.ts';
import { buildGuide } from '../model/check/sources.ts';
import type { ShellCommand } from '../model/sources/source-facts.ts';
import { couldNotRead, judge, notApplicable, onImages, unknown } from '../model/check/verdicts.ts';

const options =
  /^(?:-[tciuefrnp]|--(?:index-url|extra-index-url|find-links|target|prefix|platform|python-version|constraint|requirement|channel|name|file|timeout|retries|trusted-host|root-user-action|progress-bar))$/;

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
    const findings: Finding[] = [];
    let named = 0;
    for (const { commands, keyword } of image.instructions) {
      for (const command of keyword === 'RUN' ? commands : []) {
        const clone = clonedFrom(command);
        if (clone !== undefined) {
          named += 1;
          if (!commands.some(checksOut))
            findings.push({
              message: `${clone} is cloned without a version`,
              location: { file: dockerfile.path, line: command.line },
              fix: 'check out a commit or tag of it in the same RUN',
            });
        }
        for (const text of packagesOf(command)) {
          named += 1;
          if (!isPinned(text, isPip(command)))
            findings.push({
              message: `${text} is installed without a version`,
              location: { file: dockerfile.path, line: command.line },
              fix: `write ${isPip(command) ? `${text}==VERSION` : `${text}=VERSION`}`,
            });
        }
      }
    }
    const copied = new Set(dockerfile.context.copied.map(({ path }) => path));
    for (const file of facts.requirements.filter(({ path }) => copied.has(path))) {
      if (file.unread !== undefined) return couldNotRead(file.path, file.unread);
      // R has no versions in its own package commands; a dated snapshot fixes them, as the versioned Rocker images do.
      if (file.tool === 'r') continue;
      named += file.packages.length;
      for (const { text, line, pinned } of file.packages)
        if (!pinned)
          findings.push({
            message: `${text} has neither a version nor an upper bound`,
            location: { file: file.path, line },
            fix: file.tool === 'pip' ? 'write name==version, or let pip-compile write the file' : 'write name=version',
          });
    }
    const absent = dockerfile.context.missing.find(({ path }) =>
      /(?:^|\/)(?:[\w.-]*requirements[\w.-]*\.txt|(?:conda-)?env(?:ironment)?\.ya?ml)$/.test(path),
    );
    if (findings.length === 0 && absent !== undefined)
      return unknown(`what ${absent.path} lists could not be looked at: there is no such file here`, {
        file: dockerfile.path,
        line: absent.instruction.line,
      });
    if (named === 0)
      return notApplicable('no package is installed by name with pip, uv, conda or mamba, and no repository is cloned');
    return judge(
      findings,
      {
        text: `${String(named)} packages, each with a version or bound`,
        location: { file: dockerfile.path, line: image.stage.line },
      },
      'file',
    );
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

function isPip({ program, words }: ShellCommand): boolean {
  return program === 'pip' || (program === 'uv' && words[1] === 'pip');
}

function packagesOf(command: ShellCommand): readonly string[] {
  const { program, words } = command;
  const at = words.indexOf('install');
  if (at < 0 || !(isPip(command) || /^(?:conda|mamba|micromamba)$/.test(program))) return [];
  return words
    .slice(at + 1)
    .filter(
      (word, index, rest) =>
        !word.startsWith('-') &&
        !options.test(rest[index - 1] ?? '') &&
        !/^(?:[./~$]|.*\.(?:whl|txt|ya?ml|tar\.gz)$)/.test(word) &&
        !/^(?:pip|setuptools|wheel)$/.test(word),
    );
}

function isPinned(text: string, pip: boolean): boolean {
  if (/git\+/.test(text)) return /@[0-9a-f]{7,40}(?:#|$)|@\$|@v?\d/.test(text);
  if (/\$/.test(text)) return true;
  return pip ? /[=~]=|<|@\s*\S+/.test(text) : /=\s*\d|</.test(text);
}

function clonedFrom({ program, words }: ShellCommand): string | undefined {
  return program === 'git' && words.includes('clone')
    ? words.find((word) => /^(?:https?:|git@|ssh:)/.test(word))
    : undefined;
}

/** Whatever it names is taken for a version: a branch is seen by nobody but git. */
function checksOut({ program, words }: ShellCommand): boolean {
  return (
    program === 'git' && words.some((word) => /^(?:-b|--branch|--revision|checkout|reset|switch)(?:=|$)/.test(word))
  );
}
