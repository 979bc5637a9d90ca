import { describe, expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import type { Rule } from '../../src/model/check/rule.ts';
import pinned from '../../src/rules/dependencies-pinned.ts';
import authenticated from '../../src/rules/interactive-server-authenticated.ts';
import user from '../../src/rules/non-root-user.ts';
import directories from '../../src/rules/tre-directories-declared.ts';
import uniqueTag from '../../src/rules/unique-image-tag.ts';
import actions from '../../src/rules/workflow-actions-pinned.ts';
import lints from '../../src/rules/workflow-lints-dockerfile.ts';
import { factsOf } from '../helpers/project.ts';

/** Answers that were a yes although a file says otherwise, each with what looks like it and is right. */
type Files = Readonly<Record<string, string>>;
const python = 'FROM docker.io/library/python:3.13-slim\n';
const run = (lines: string, more: Files = {}): Files => ({ Dockerfile: `${python}${lines}\n`, ...more });

const app = (lines: string, more: Files = {}): Files => run(`RUN useradd --system app\n${lines}\nUSER app`, more);
const made = (line: string): Files => run(`RUN mkdir /safe_data /safe_outputs /scratch\n${line}`);
const job = (name: string, value: string): string =>
  `apiVersion: batch/v1\nkind: Job\nmetadata:\n  generateName: a-\nspec:\n  template:\n    spec:\n      containers:\n        - name: app\n          image: ghcr.io/org/app:1\n          env:\n            - name: ${name}\n              value: ${value}\n`;
const json = (text: string): Files => ({ 'jupyter_server_config.json': text });
const steps = (line: string): Files => ({
  '.github/workflows/c.yml': `jobs:\n  a:\n    steps:\n      - uses: actions/checkout@${'3d'.repeat(20)}\n      - run: |\n          ${line}\n`,
});
const hook = (more: string): Files => ({
  '.github/workflows/c.yml': 'jobs: {}\n',
  '.pre-commit-config.yaml': `repos:\n  - repo: https://github.com/hadolint/hadolint\n    rev: v2.12.0\n    hooks:\n      - id: hadolint\n${more}      - id: other\n        files: x\n`,
});

const push = (tag: string): Files => ({
  '.github/workflows/c.yml': `on: push\njobs:\n  a:\n    steps:\n      - run: |\n          TAG="${tag}"\n          docker push "ghcr.io/org/app:$TAG"\n`,
});

async function said(rule: Rule, files: Files): Promise<string> {
  const { results } = check(await factsOf(files), [rule]);
  return results.map(({ verdict, proof }) => (verdict === 'pass' ? (proof ?? '') : verdict)).join(' ');
}

const tested = (rule: Rule, cases: readonly (readonly [string, Files, string])[]): void => {
  test.each(cases)('%s', async (_name, files, expected) => {
    expect(await said(rule, files)).toBe(expected);
  });
};

describe('who can be root without a password', () => {
  tested(user, [
    ['a program with the bit', app('RUN chmod u+s /usr/local/bin/python3'), 'fail'],
    ['the same in numbers', app('RUN chmod 4755 /usr/local/bin/python3'), 'fail'],
    ['by install', app('RUN install -m 4755 tool /usr/local/bin/tool'), 'fail'],
    ['by COPY', app('COPY --chmod=4755 tool /usr/local/bin/tool'), 'fail'],
    ['sudo that asks for nothing', app('RUN echo "app ALL=(ALL) NOPASSWD: ALL" >> /etc/sudoers'), 'fail'],
    [
      'the same in a file that is copied',
      app('COPY sudoers-app /etc/sudoers.d/app', { 'sudoers-app': 'app ALL=(ALL) NOPASSWD: ALL\n' }),
      'fail',
    ],
    ['an ordinary mode', app('RUN chmod 0755 /usr/local/bin/python3 && chmod u+x /usr/local/bin/pip'), 'file'],
    ['the bit of a group', app('RUN chmod g+s /opt && chmod 2775 /opt'), 'file'],
    ['sudo that asks', app('RUN echo "app ALL=(ALL) ALL" >> /etc/sudoers'), 'file'],
  ]);
});

describe('the three directories, taken away again', () => {
  tested(directories, [
    ['from where cd leads', made('RUN cd / && rmdir scratch'), 'fail'],
    ['from where WORKDIR leads', made('WORKDIR /\nRUN rm -rf scratch'), 'fail'],
    ['by find', made('RUN find / -maxdepth 1 -name "s*" -type d -empty -delete'), 'fail'],
    ['by find with rm', made('RUN find /scratch -exec rm -rf {} +'), 'fail'],
    ['what is in one', made('RUN find /scratch -mindepth 1 -delete'), 'file'],
    ['files of a name', made('RUN find / -name "*.pyc" -delete && find / -type f -name "s*" -delete'), 'file'],
    ['a test that nobody can answer here', made('RUN find / -maxdepth 1 -user nobody -delete'), 'file'],
    ['a folder of that name elsewhere', made('WORKDIR /opt\nRUN rm -rf scratch && cd /tmp && rmdir scratch'), 'file'],
  ]);
});

describe('a server that asks nobody, by what the run is given', () => {
  const image = 'FROM quay.io/jupyter/scipy-notebook:2026-10-05\nEXPOSE 8888\n';
  const of = (more: Files, lines = ''): Files => ({
    Dockerfile: `${image}${lines}CMD ["start-notebook.py", "--ip=0.0.0.0"]\n`,
    ...more,
  });
  const copied = 'COPY jupyter_server_config.json /etc/jupyter/\n';
  tested(authenticated, [
    ['the env-file', of({ 'ces/env-file.txt': 'JUPYTER_TOKEN=\n' }), 'fail'],
    ['options in a variable', of({ 'ces/env-file.txt': 'NOTEBOOK_ARGS=--IdentityProvider.token=\n' }), 'fail'],
    ['the opt-file', of({ 'ces/opt-file.txt': '--rm\n--env JUPYTER_TOKEN=\n' }), 'fail'],
    ['the arg-file', of({ 'ces/arg-file.txt': "--IdentityProvider.token=''\n" }), 'fail'],
    ['a job', of({ 'ces/job.yaml': job('JUPYTER_TOKEN', '""') }), 'fail'],
    ['the environment of the image', of({}, `ENV NOTEBOOK_ARGS="--IdentityProvider.token=''"\n`), 'fail'],
    ['settings in JSON', of(json('{"IdentityProvider": {"token": ""}}'), copied), 'fail'],
    [
      'the same, written by a RUN',
      of({}, `RUN printf '{"IdentityProvider":{"token":""}}' > /etc/jupyter/jupyter_server_config.d/x.json\n`),
      'fail',
    ],
    [
      'whoever is not known',
      {
        Dockerfile: `${image}CMD ["start-notebook.py", "--ServerApp.allow_unauthenticated_access=True"]\n`,
      },
      'fail',
    ],
    ['a token', of({ 'ces/env-file.txt': 'JUPYTER_TOKEN=abc\n#JUPYTER_TOKEN=\n' }), 'none-found'],
    ['no password in JSON, where the token stays', of(json('{"ServerApp": {"password": ""}}'), copied), 'none-found'],
  ]);
});

describe('what may be another thing tomorrow is no proof', () => {
  const repository = 'RUN apt-get update && apt-get install -y r-base && rm -rf /var/lib/apt/lists/*';
  const sum = 'a'.repeat(64);
  tested(pinned, [
    ['a tag of a repository', run('RUN git clone --branch v1.2 https://github.com/a/b'), 'none-found'],
    ['a tag of a requirement', run('RUN pip install git+https://github.com/a/b@v1.2'), 'none-found'],
    ['a tag of ADD', run('ADD https://github.com/a/b.git#v1.2 /opt/b'), 'none-found'],
    [
      'a version that only the pipeline knows',
      run('ARG V\nRUN git clone --branch $V https://github.com/a/b'),
      'none-found',
    ],
    ['a commit', run(`RUN pip install git+https://github.com/a/b@${'0f'.repeat(20)}`), 'file'],
    [
      'a commit that is checked out',
      run(`RUN git clone -b v1 https://github.com/a/b && cd b && git checkout ${'0f'.repeat(20)}`),
      'file',
    ],
    ['an address that names no version', run('ADD https://example.org/tool /opt/tool'), 'none-found'],
    ['the same by curl', run('RUN curl -o /opt/tool https://example.org/tool'), 'none-found'],
    [
      'the same with its checksum',
      run(`ADD --checksum=sha256:${sum} https://example.org/tool /opt/tool`),
      'notApplicable',
    ],
    [
      'a repository of others',
      run(
        `RUN echo "deb [trusted=yes] https://cran.example.org/bin trixie/" > /etc/apt/sources.list.d/r.list\n${repository}`,
      ),
      'none-found',
    ],
    ['one of Debian', run(repository), 'notApplicable'],
    [
      'one of Debian, of a day',
      run(
        `RUN echo "deb https://snapshot.debian.org/archive/debian/20260101T000000Z trixie main" > /etc/apt/sources.list\n${repository}`,
      ),
      'notApplicable',
    ],
    [
      'a checksum of another file',
      run(
        `RUN curl -o a.sh https://example.org/latest/a.sh && curl -o b.tgz https://example.org/b-1.2.tgz && echo "${sum}  b.tgz" | sha256sum -c -`,
      ),
      'fail',
    ],
    [
      'a checksum of both',
      run(`RUN curl -o a.sh https://example.org/latest/a.sh && echo "${sum}  a.sh" | sha256sum -c -`),
      'notApplicable',
    ],
    [
      'a list of checksums that nobody reads',
      run('RUN curl -o a.sh https://example.org/latest/a.sh && sha256sum -c SHA256SUMS'),
      'none-found',
    ],
    [
      'a list of checksums that is written there',
      run(
        `RUN curl -o a.sh https://example.org/latest/a.sh && echo "${sum}  a.sh" > sums.txt && sha256sum -c sums.txt`,
      ),
      'notApplicable',
    ],
    [
      'such a list, of another file',
      run(
        `RUN curl -o a.sh https://example.org/latest/a.sh && echo "${sum}  b.sh" > sums.txt && sha256sum -c sums.txt`,
      ),
      'fail',
    ],
    [
      'a variable that names the file',
      run(`RUN curl -o a.sh https://example.org/latest/a.sh && echo "$LINE" | sha256sum -c -`),
      'none-found',
    ],
    [
      'a name with a variable in it',
      run(`RUN curl -o "a-$V.sh" https://example.org/latest/a.sh && grep " a-$V.sh\\$" SUMS | sha256sum -c -`),
      'notApplicable',
    ],
    [
      'a signature of another file',
      run('RUN curl -o a.sh https://example.org/latest/a.sh && gpg --verify b.tgz.asc'),
      'fail',
    ],
    ['a signature', run('RUN curl -o a.sh https://example.org/latest/a.sh && gpg --verify a.sh.asc'), 'notApplicable'],
  ]);
});

describe('programs of a pipeline that are no actions', () => {
  tested(actions, [
    ['run as it comes', steps('curl -sL https://example.org/x | bash'), 'none-found'],
    ['kept without a checksum', steps('curl -sLo trivy.tgz https://example.org/trivy-1.2.tgz'), 'none-found'],
    ['the newest by npx', steps('npx trivy-thing@latest'), 'none-found'],
    ['a version by npx', steps('npx trivy-thing@1.2.3'), 'file'],
    [
      'compared',
      steps(`curl -sLo t.tgz https://example.org/t-1.2.tgz && echo "${'a'.repeat(64)}  t.tgz" | sha256sum -c -`),
      'file',
    ],
    [
      'compared with a list that nobody reads',
      steps('curl -sLo t.tgz https://example.org/t-1.2.tgz && sha256sum -c SUMS'),
      'none-found',
    ],
    ['an answer that is thrown away', steps('curl -fsS https://example.org/ping > /dev/null'), 'file'],
  ]);
});

describe('a tag that every push has', () => {
  tested(uniqueTag, [
    ['a word by printf', push("$(printf '%s' main)"), 'fail'],
    ['a word by echo', push('$(echo latest)'), 'fail'],
    ['the branch', push('$(git branch --show-current)'), 'unknown'],
    ['the branch, by another command', push('$(git rev-parse --abbrev-ref HEAD)'), 'unknown'],
    ['branch and commit', push('$(git rev-parse --abbrev-ref HEAD)-$GITHUB_SHA'), 'file'],
    ['the commit', push('$(git rev-parse --short HEAD)'), 'file'],
    ['a version by echo', push('$(echo 1.2.0-3f2c1ab)'), 'file'],
  ]);
});

describe('a hook of hadolint', () => {
  tested(lints, [
    ['that nobody is seen to have installed', hook(''), 'none-found'],
    ['that runs by hand', hook('        stages: [manual]\n'), 'fail'],
    ['that runs before a commit', hook('        stages:\n          - pre-commit\n'), 'none-found'],
    ['of some files', hook('        files: ^nothing$\n'), 'unknown'],
    ['of Dockerfiles', hook('        files: (^|/)Dockerfile$\n        exclude: ^old/\n'), 'none-found'],
    ['of none', hook('        exclude: .*\n'), 'unknown'],
    ['of some kinds', hook('        types: [python]\n'), 'unknown'],
  ]);
});
