import type { FileEntry } from '../../src/model/file-tree.ts';

/** What a person changed in a project: a path and its new text, nothing where the project has no such place. */
export interface ResearcherEdit {
  readonly name: string;
  readonly path: string;
  readonly change: (text: string) => string | undefined;
}

const replace =
  (from: string | RegExp, to: string) =>
  (text: string): string | undefined => {
    const changed = text.replace(from, to);
    return changed === text ? undefined : changed;
  };
const append =
  (lines: string) =>
  (text: string): string =>
    text + lines;
const dockerfile = (name: string, change: ResearcherEdit['change']): ResearcherEdit => ({
  name,
  path: 'Dockerfile',
  change,
});
const checklist = (name: string, change: ResearcherEdit['change']): ResearcherEdit => ({
  name,
  path: 'CHECKLIST.md',
  change,
});
const workflow = (name: string, change: ResearcherEdit['change']): ResearcherEdit => ({
  name,
  path: '.github/workflows/container.yml',
  change,
});

/** Ticks every open box, as a person does after a meeting. */
const tickAll = (text: string): string => text.replaceAll(/^\| \[ \]/gm, '| [x]');

/** The edits that people make to container projects, one at a time. */
export const researcherEdits: readonly ResearcherEdit[] = [
  {
    name: 'adds Python packages',
    path: 'requirements.txt',
    change: append('scikit-learn==1.7.2\nlifelines==0.30.0\n'),
  },
  { name: 'adds a Python package on top', path: 'requirements.txt', change: replace(/\n/, '\nduckdb==1.4.1\n') },
  {
    name: 'adds conda packages',
    path: 'environment.yml',
    change: replace(/dependencies:(?: \[\])?\n/, 'dependencies:\n  - scikit-survival=0.24\n'),
  },
  {
    name: 'adds R packages',
    path: 'install_packages.R',
    change: replace('packages <- c(\n', 'packages <- c(\n  "lme4",\n  "brms",\n'),
  },
  dockerfile(
    'adds a RUN line before the end',
    replace(/\n(USER|EXPOSE|ENTRYPOINT)/, '\nRUN echo "mine" > /etc/mine\n\n$1'),
  ),
  dockerfile(
    'adds a RUN line after the directories',
    replace(
      'RUN mkdir /safe_data /safe_outputs /scratch\n',
      'RUN mkdir /safe_data /safe_outputs /scratch\nRUN mkdir /opt/tools && chmod 0755 /opt/tools\n',
    ),
  ),
  dockerfile(
    'adds a system package',
    replace(/--no-install-recommends \\\n/, '--no-install-recommends \\\n        libgdal32 \\\n'),
  ),
  dockerfile(
    'sets an environment variable',
    replace(/( +)TMP=\/scratch \\\n/, '$1OMP_NUM_THREADS=4 \\\n$1TMP=/scratch \\\n'),
  ),
  dockerfile(
    'copies a folder of theirs',
    replace(/\n(COPY --chmod=0555 [^\n]*\/app\/\n)/, '\n$1COPY --chmod=0444 config/ /app/config/\n'),
  ),
  dockerfile('adds a label', replace(/^LABEL /m, 'LABEL org.example.study=lung-ct \\\n      ')),
  dockerfile('changes the user', replace(/^USER \w+$/m, 'USER 10001')),
  dockerfile('adds an argument to the start', replace(/^(ENTRYPOINT|CMD) \[(.*)\]$/m, '$1 [$2, "--verbose"]')),
  dockerfile('notes at the top whose it is', (text) => `# Maintained by the lung CT group, ask Ada.\n${text}`),
  workflow(
    'adds a step before the build',
    replace(
      /\n( +)- name: Build\n/,
      '\n$1- name: Free some space\n$1  run: docker system prune --force\n\n$1- name: Build\n',
    ),
  ),
  workflow('adds a step at the end', append('\n      - name: Tell the group\n        run: echo done\n')),
  workflow('builds on another branch too', replace(/branches: \[(.*)\]/, 'branches: [$1, develop]')),
  workflow('gives a job more time', replace(/timeout-minutes: \d+\n/, 'timeout-minutes: 120\n')),
  {
    name: 'adds a job',
    path: '.gitlab-ci.yml',
    change: append('\nnotify:\n  stage: .post\n  script:\n    - echo done\n'),
  },
  checklist('ticks boxes', (text) => tickAll(text)),
  checklist(
    'notes an agreement below a requirement',
    replace(/(<!-- question:2 --> \|\n)/, '$1| | agreed on 2026-05-01, mail of the research coordinator | | | |\n'),
  ),
  checklist(
    'answers a question in its cell',
    replace(/(<!-- wrote:person:[0-9a-f]{8} --> <!-- question:3 -->)/, 'The desktop has no GPU. $1'),
  ),
  checklist('adds a chapter', append('\n## Our own notes\n\n- meeting on 2026-05-02\n')),
  { name: 'ignores their own results', path: '.gitignore', change: append('\n/results/\n*.rds\n') },
  { name: 'lets a folder into the build', path: '.dockerignore', change: append('!config/\n') },
  { name: 'accepts a finding', path: '.hadolint.yaml', change: append('# our own\n# DL3059 is fine here\n') },
  { name: 'accepts a vulnerability', path: '.trivyignore.yaml', change: append('# CVE-2026-0001: no network\n') },
  {
    name: 'adds a hook',
    path: '.pre-commit-config.yaml',
    change: append(
      '\n      - id: ruff\n        name: ruff\n        language: python\n        additional_dependencies: [ruff==0.14.0]\n        entry: ruff check\n        types: [python]\n',
    ),
  },
  {
    name: 'pins a hook themselves',
    path: '.pre-commit-config.yaml',
    change: replace('stages: [pre-commit]', 'stages: [pre-commit, manual]'),
  },
  {
    name: 'waives a finding',
    path: '.tre-container.yml',
    change: replace(
      'waivers: []',
      'waivers:\n  - rule: single-purpose\n    reason: two steps of one analysis\n    by: Ada\n    since: 2026-05-01',
    ),
  },
  { name: 'rewrites the start of the program', path: 'src/main.py', change: (text) => `"""Ours."""\n${text}` },
];

/** A file with an edit, or nothing where it does not apply. */
export function applyEdit({ change }: ResearcherEdit, entry: FileEntry | undefined): FileEntry | undefined {
  const text = entry === undefined ? undefined : change(entry.text);
  return entry === undefined || text === undefined ? undefined : { ...entry, text };
}
