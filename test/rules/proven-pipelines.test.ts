import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import lints from '../../src/rules/workflow-lints-dockerfile.ts';
import scansDockerfile from '../../src/rules/workflow-scans-dockerfile.ts';
import scans from '../../src/rules/workflow-scans-image-before-push.ts';
import type { Rule } from '../../src/model/check/rule.ts';
import { factsOf } from '../helpers/project.ts';

/** Ways to a tick that a stranger tried: what is pushed was not scanned, or nothing shows that the Dockerfile is looked at whenever it changes. */
interface Form {
  readonly of: 'scans' | 'looks' | 'gitlab' | 'gitlab looks';
  readonly name: string;
  /** Of GitHub the steps of one job, or a whole workflow. */
  readonly text: string;
  readonly files?: Readonly<Record<string, string>>;
}
const forms = JSON.parse(
  readFileSync(new URL('forms/unproved-pipelines.json', import.meta.url), 'utf8'),
) as readonly Form[];

const head = 'on: push\njobs:\n  image:\n    runs-on: ubuntu-24.04\n    steps:\n';
const dockerfile = 'FROM python:3.13\nCOPY main.py /app/main.py\nENTRYPOINT ["python3", "/app/main.py"]\n';

async function proofOf(rule: Rule, files: Readonly<Record<string, string>>): Promise<string> {
  const facts = await factsOf({ Dockerfile: dockerfile, 'main.py': 'print(1)\n', ...files });
  const verdict = rule.kind === 'checked' ? rule.check(facts) : undefined;
  const all = verdict?.verdict === 'several' ? verdict.verdicts : [verdict];
  return all.map((each) => (each?.verdict === 'pass' ? each.proof : (each?.verdict ?? ''))).join(' ');
}

const github = (text: string): Readonly<Record<string, string>> => ({
  '.github/workflows/c.yml': text.startsWith('      - ') ? head + text : text,
});
const filesOf = ({ of, text, files }: Form): Readonly<Record<string, string>> => ({
  ...(of.startsWith('gitlab') ? { '.gitlab-ci.yml': text } : github(text)),
  ...files,
});

test.each(forms.filter(({ of }) => of === 'scans'))(
  'an image is not proved to be scanned before it is pushed: $name',
  async (form) => {
    expect(await proofOf(scans, filesOf(form))).not.toMatch(/^(?:file ?)+$/);
  },
);

test.each(forms.filter(({ of }) => of === 'looks'))(
  'a Dockerfile is not proved to be looked at: $name',
  async (form) => {
    const proofs = [await proofOf(lints, filesOf(form)), await proofOf(scansDockerfile, filesOf(form))];
    expect(proofs).not.toContain('file');
  },
);

test.each(forms.filter(({ of }) => of === 'gitlab'))('nothing is proved on GitLab: $name', async (form) => {
  const proofs = await Promise.all([lints, scansDockerfile, scans].map(async (rule) => proofOf(rule, filesOf(form))));
  expect(proofs).not.toContain('file');
});

test.each(forms.filter(({ of }) => of === 'gitlab looks'))(
  'a Dockerfile is not proved to be looked at on GitLab: $name',
  async (form) => {
    const proofs = await Promise.all([lints, scansDockerfile].map(async (rule) => proofOf(rule, filesOf(form))));
    expect(proofs).not.toContain('file');
  },
);

const image = 'ghcr.io/org/app:1';
const run = (...lines: readonly string[]): string =>
  `      - run: |\n${lines.map((line) => `          ${line}\n`).join('')}`;
const uses = (action: string, inputs: Readonly<Record<string, string>> = {}, more = ''): string =>
  `      - uses: ${action}\n${more}        with:\n${Object.entries({ ...inputs })
    .map(([name, value]) => `          ${name}: ${JSON.stringify(value)}\n`)
    .join('')}`;
const checkout = '      - uses: actions/checkout@v4\n';
const [build, scan, push] = [`docker build -t ${image} .`, `trivy image ${image}`, `docker push ${image}`];
const login = 'echo "${{ secrets.TOKEN }}" | docker login ghcr.io -u "${{ github.actor }}" --password-stdin';
const gitlab = (job: string, before = ''): Readonly<Record<string, string>> => ({
  '.gitlab-ci.yml': `${before}a:\n  script:\n${job
    .split('\n')
    .map((line) => `    - ${line}\n`)
    .join('')}`,
});

test.each([
  ['in one step', github(run(build, scan, login, push))],
  ['in a row', github(run(`${build} && ${scan} && ${push}`))],
  [
    'in steps',
    github(checkout + run(build) + run(`${scan} --exit-code 1 --severity HIGH,CRITICAL`) + run(login, push)),
  ],
  [
    'by actions',
    github(
      checkout +
        uses('docker/build-push-action@v6', { context: '.', load: 'true', tags: image }) +
        uses('aquasecurity/trivy-action@0.35.0', { 'image-ref': image, format: 'sarif', output: 'x.sarif' }) +
        uses('github/codeql-action/upload-sarif@v3', { sarif_file: 'x.sarif' }, '        if: always()\n') +
        uses('docker/login-action@v3', { registry: 'ghcr.io' }) +
        `      - run: ${push}\n        if: github.ref_name == 'main'\n`,
    ),
  ],
  [
    'with variables',
    github(
      run(
        'docker build -t "ghcr.io/o/a:$GITHUB_SHA" .',
        'trivy image "ghcr.io/o/a:$GITHUB_SHA"',
        'docker push "ghcr.io/o/a:$GITHUB_SHA"',
      ),
    ),
  ],
  ['under a second name', github(run('docker build -t app .', 'trivy image app', `docker tag app ${image}`, push))],
  [
    'in a container',
    github(
      run(
        build,
        `docker run --rm -v /var/run/docker.sock:/var/run/docker.sock aquasec/trivy:0.69.3 image ${image}`,
        push,
      ),
    ),
  ],
  [
    'after its installation and a smoke test',
    github(
      run(
        'curl -sfL https://raw.githubusercontent.com/aquasecurity/trivy/main/contrib/install.sh | sh -s -- -b /usr/local/bin',
        build,
        `docker run --rm ${image} --version`,
        scan,
        push,
      ),
    ),
  ],
  [
    'beside a job with tests',
    github(
      `${head}${run(build, scan, push)}  test:\n    runs-on: ubuntu-24.04\n    steps:\n${checkout}${run('pip install -r requirements.txt', 'pytest')}`,
    ),
  ],
  ['and nowhere pushed', github(run(build, scan))],
  ['on GitLab', gitlab(`${build}\n${scan}\n${push}`)],
  [
    'on GitLab for branches and tags',
    gitlab(
      `${build}\n${scan}\n${push}`,
      'workflow:\n  rules:\n    - if: $CI_COMMIT_BRANCH\n    - if: $CI_COMMIT_TAG\n',
    ),
  ],
])('a scan in known forms is proved: %s', async (_, files) => {
  expect(await proofOf(scans, files)).toBe('file');
});

const [lint, config] = ['hadolint Dockerfile', 'trivy config Dockerfile'];
const at = (on: string): string =>
  `on:\n${on}jobs:\n  image:\n    runs-on: ubuntu-24.04\n    steps:\n${run(lint, config)}`;

test.each([
  ['by their names', github(run(lint, config))],
  [
    'in two steps with options',
    github(run('hadolint --ignore DL3008 -t error ./Dockerfile') + run('trivy config --severity HIGH --exit-code 1 .')),
  ],
  [
    'fed, and by Checkov',
    github(run('docker run --rm -i hadolint/hadolint < Dockerfile', 'checkov -d . --framework dockerfile')),
  ],
  [
    'by actions',
    github(
      checkout +
        uses('hadolint/hadolint-action@v3.1.0', { dockerfile: 'Dockerfile' }) +
        uses('aquasecurity/trivy-action@0.35.0', { 'scan-type': 'config', 'scan-ref': '.' }),
    ),
  ],
  ['at pushes to main and at pull requests', github(at('  push:\n    branches: [main]\n  pull_request:\n'))],
  ['at changes of the Dockerfile', github(at('  push:\n    paths: [Dockerfile, "src/**"]\n'))],
  ['but for texts', github(at('  push:\n    paths-ignore: ["**.md", "docs/**"]\n'))],
  [
    'after a job without conditions',
    github(
      `${head.replace('image:', 'test:')}${checkout}  image:\n    needs: [test]\n    runs-on: ubuntu-24.04\n    steps:\n${run(lint, config)}`,
    ),
  ],
  ['on GitLab', gitlab(`${lint}\n${config}`)],
])('looks in known forms are proved: %s', async (_, files) => {
  expect([await proofOf(lints, files), await proofOf(scansDockerfile, files)]).toEqual(['file', 'file']);
});

test('of two Dockerfiles each must be looked at, and what is not proved says why', async () => {
  const files = {
    ...github(run(lint, 'trivy config .', 'docker build -f Dockerfile.dev .')),
    'Dockerfile.dev': dockerfile,
  };
  expect([await proofOf(lints, files), await proofOf(scansDockerfile, files)]).toEqual(['none-found', 'file']);
  const [behind] = [lints.check(await factsOf({ Dockerfile: dockerfile, ...github(run(`[ -n "$X" ] && ${lint}`)) }))];
  expect(JSON.stringify(behind)).toContain(
    'hadolint is run, which is not proved: .github/workflows/c.yml:7 has hadolint behind a condition',
  );
});
