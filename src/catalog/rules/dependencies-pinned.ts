import { defineRule, type Finding } from '../../model/rule.ts';
import { buildGuide } from '../../model/sources.ts';
import type { ShellCommand } from '../../model/source-facts.ts';
import { couldNotRead, judge, notApplicable, onImages } from '../../model/verdicts.ts';

const options = /^(?:-[tciuefrnp]|--(?:index-url|extra-index-url|find-links|target|prefix|platform|python-version|constraint|requirement|channel|name|file|timeout|retries|trusted-host|root-user-action|progress-bar))$/;

export default defineRule({
  kind: 'checked',
  id: 'dependencies-pinned',
  group: 'software',
  severity: 'note',
  force: 'may',
  summary: 'Every package that is installed has a version, or an upper bound at least',
  rationale: 'A package without a version is another one next month: what was tested and approved cannot be built again. Repositories are named at a commit.',
  source: buildGuide('1.1'),
  check: onImages((image, dockerfile, facts) => {
    const findings: Finding[] = [];
    let named = 0;
    for (const { commands, keyword } of image.instructions) {
      for (const command of keyword === 'RUN' ? commands : []) {
        for (const text of packagesOf(command)) {
          named += 1;
          if (!isPinned(text, command.program)) findings.push({ message: `${text} is installed without a version`, location: { file: dockerfile.path, line: command.line }, fix: `write ${command.program === 'pip' ? `${text}==VERSION` : `${text}=VERSION`}` });
        }
      }
    }
    const copied = new Set(dockerfile.context.copied.map(({ path }) => path));
    for (const file of facts.requirements.filter(({ path }) => copied.has(path))) {
      if (file.unread !== undefined) return couldNotRead(file.path, file.unread);
      // R has no versions in its own package commands; a dated snapshot fixes them, as the versioned Rocker images do.
      if (file.tool === 'r') continue;
      named += file.packages.length;
      for (const { text, line, pinned } of file.packages) if (!pinned) findings.push({ message: `${text} has neither a version nor an upper bound`, location: { file: file.path, line }, fix: file.tool === 'pip' ? 'write name==version, or let pip-compile write the file' : 'write name=version' });
    }
    if (named === 0) return notApplicable('no package is installed by name with pip, conda or mamba');
    return judge(findings, { text: `${String(named)} packages, each with a version or bound`, location: { file: dockerfile.path, line: image.stage.line } });
  }),
  good: [{ title: 'versions', files: { Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY requirements.txt /tmp/\nRUN pip install -r /tmp/requirements.txt scipy==1.17.0\n', 'requirements.txt': 'pandas==3.0.6\n' } }],
  bad: [
    { title: 'in the Dockerfile', files: { Dockerfile: 'FROM docker.io/library/python:3.13\nRUN pip install pandas\n' } },
    { title: 'in the requirements', files: { Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY requirements.txt /tmp/\nRUN pip install -r /tmp/requirements.txt\n', 'requirements.txt': 'pandas>=2\n' } },
    { title: 'a repository without a commit', files: { Dockerfile: 'FROM docker.io/library/python:3.13\nRUN pip install git+https://github.com/org/tool\n' } },
  ],
});

function packagesOf({ program, words }: ShellCommand): readonly string[] {
  const at = words.indexOf('install');
  if (at < 0 || !/^(?:pip|conda|mamba|micromamba)$/.test(program)) return [];
  return words.slice(at + 1).filter((word, index, rest) => !word.startsWith('-') && !options.test(rest[index - 1] ?? '') && !/^(?:[./~$]|.*\.(?:whl|txt|ya?ml|tar\.gz)$)/.test(word) && !/^(?:pip|setuptools|wheel)$/.test(word));
}

function isPinned(text: string, program: string): boolean {
  if (/git\+/.test(text)) return /@[0-9a-f]{7,40}(?:#|$)|@\$|@v?\d/.test(text);
  if (/\$/.test(text)) return true;
  return program === 'pip' ? /[=~]=|<|@\s*\S+/.test(text) : /=\s*\d|</.test(text);
}
