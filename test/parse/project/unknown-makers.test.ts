import { expect, test } from 'vitest';
import { findOtherBuilds } from '../../../src/parse/project/other-builds.ts';
import { factsOf } from '../../helpers/project.ts';

/** Pipelines in which nothing is seen to build: some do so all the same, by what is not read. */
async function find(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const facts = await factsOf({ Dockerfile: 'FROM python:3.13\n', ...files });
  const [dockerfile] = facts.dockerfiles;
  if (dockerfile === undefined) throw new Error('no Dockerfile');
  const texts = { own: new Map(Object.entries(files)), written: new Map<string, string>() };
  return findOtherBuilds(facts.pipelines, { dockerfile, path: 'Dockerfile', isAtRoot: true, texts });
}

const image = 'ghcr.io/o/a:1';
const github = (steps: string): Readonly<Record<string, string>> => ({
  '.github/workflows/c.yml': `on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: actions/checkout@v4\n${steps}`,
});
const run = (...lines: readonly string[]): Readonly<Record<string, string>> =>
  github(`      - run: |\n${lines.map((line) => `          ${line}\n`).join('')}`);
const uses = (action: string, inputs = ''): Readonly<Record<string, string>> =>
  github(`      - uses: ${action}\n${inputs}`);
const gitlab = (text: string): Readonly<Record<string, string>> => ({ '.gitlab-ci.yml': text });
const pushing = `docker build -f other/Dockerfile -t ${image} . && docker push ${image}`;

test.each([
  ['a template of GitLab', gitlab('include:\n  - template: Auto-DevOps.gitlab-ci.yml\n')],
  ['a part of GitLab', gitlab('include:\n  - component: gitlab.com/x/docker/build@1\n')],
  ['a file of another project', gitlab('include:\n  - project: a/b\n    file: docker.yml\n')],
  ['a file that is not there', gitlab('include: ci/docker.yml\n')],
  ['the pipeline of another project', gitlab('build:\n  trigger: a/b\n')],
  ['steps of GitLab', gitlab(`build:\n  run:\n    - name: a\n      script: ${pushing}\n`)],
  ['hooks', gitlab(`a:\n  script: [ls]\n  hooks:\n    pre_get_sources_script: ["${pushing}"]\n`)],
  ['ko', gitlab('a:\n  script: [ko build .]\n')],
  [
    'BuildKit without a daemon',
    gitlab(`a:\n  script: ["buildctl-daemonless.sh build --output type=image,name=${image},push=true"]\n`),
  ],
  ['repo2docker', uses('jupyterhub/repo2docker-action@master')],
  [
    'a container of kaniko',
    uses('docker://gcr.io/kaniko-project/executor:latest', `        with:\n          args: --destination=${image}\n`),
  ],
  ['goreleaser', uses('goreleaser/goreleaser-action@v6')],
  [
    'devcontainers',
    uses('devcontainers/ci@v0.3', '        with:\n          imageName: ghcr.io/o/a\n          push: always\n'),
  ],
  ['an action that publishes', uses('me/publish@v1')],
  [
    'a workflow of others',
    { '.github/workflows/c.yml': 'on: push\njobs:\n  a:\n    uses: org/ci/.github/workflows/docker.yml@main\n' },
  ],
  ['an action that tries again', uses('nick-fields/retry@v3', `        with:\n          command: ${pushing}\n`)],
  [
    'a script of GitHub',
    uses('actions/github-script@v7', "        with:\n          script: await exec.exec('docker', ['push', 'x'])\n"),
  ],
  ['semantic-release', run('npx semantic-release')],
  ['kaniko in a container', run(`docker run -v $PWD:/w gcr.io/kaniko-project/executor --destination ${image}`)],
  ['options before the verb', run(`docker -H x build -f other/Dockerfile -t ${image} .`, `docker -H x push ${image}`)],
  ['depot', run(`depot build --push -f other/Dockerfile -t ${image} .`)],
  ['skaffold', run('skaffold build')],
  ['Google', run(`gcloud builds submit --tag ${image}`)],
  ['Azure', run('az acr build -t x .')],
  ['jib', run('./gradlew jib')],
  ['retry', run(`retry 3 docker build -t ${image} .`, `retry 3 docker push ${image}`)],
  ['xargs', run(`echo "push ${image}" | xargs docker`)],
  ['a shell that is fed', run("bash <<'EOF'", pushing, 'EOF')],
  ['another machine', run("ssh h <<'EOF'", pushing, 'EOF')],
  ['docker in docker', run(`docker run -v /var/run/docker.sock:/var/run/docker.sock docker:cli sh -c "${pushing}"`)],
  ['npm', { ...run('npm run image'), 'package.json': JSON.stringify({ scripts: { image: pushing } }) }],
  [
    'Python',
    { ...run('python ci/push.py'), 'ci/push.py': `import subprocess\nsubprocess.run("${pushing}", shell=True)\n` },
  ],
  ['R', { ...run('Rscript push.R'), 'push.R': `system("docker push ${image}")\n` }],
  ['Task', { ...run('task image'), 'Taskfile.yml': `tasks:\n  image:\n    cmds: ["${pushing}"]\n` }],
  ['tox', { ...run('tox -e image'), 'tox.ini': `[testenv:image]\ncommands=docker push ${image}\n` }],
])('what may build an image in a way that is not read is told: %s', async (_, files) => {
  expect(await find(files)).toHaveLength(1);
});

test.each([
  ['tests of Python', run('pip install -r requirements.txt', 'pytest', 'python tools/report.py')],
  ['tests of a package of R', uses('r-lib/actions/check-r-package@v2')],
  ['tests of npm', { ...run('npm ci', 'npm test'), 'package.json': '{"scripts":{"test":"vitest"}}' }],
  ['services for tests', run('docker compose up -d', 'pytest', 'docker compose down')],
  ['a package that goes to PyPI', uses('pypa/gh-action-pypi-publish@release/v1')],
  ['pages', uses('actions/deploy-pages@v4')],
  ['coverage', uses('codecov/codecov-action@v4')],
  [
    'a linter of others',
    { '.github/workflows/c.yml': 'on: push\njobs:\n  a:\n    uses: org/ci/.github/workflows/lint.yml@main\n' },
  ],
  [
    'tests on GitLab',
    { ...gitlab('test:\n  image: python:3\n  script:\n    - make test\n'), Makefile: 'test:\n\tpytest\n' },
  ],
  ['Maven', run('mvn --batch-mode verify')],
])('what builds no image is not told: %s', async (_, files) => {
  expect(await find(files)).toEqual([]);
});

const own = `      - run: |\n          docker build -f tre/Dockerfile -t ghcr.io/lab/mono:1 .\n          docker push ghcr.io/lab/mono:1\n`;
const publishing = (images: string, tags = '${{ steps.meta.outputs.tags }}'): string =>
  `on: push\nenv:\n  REGISTRY: ghcr.io\n  IMAGE_NAME: \${{ github.repository }}\njobs:\n  b:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: actions/checkout@v4\n      - id: meta\n        uses: docker/metadata-action@v5\n        with:\n          images: ${images}\n      - uses: docker/build-push-action@v6\n        with:\n          context: .\n          push: true\n          tags: ${tags}\n`;

async function findBeside(workflow: string): Promise<readonly string[]> {
  const files = { ...github(own), '.github/workflows/docker-publish.yml': workflow };
  const facts = await factsOf({ Dockerfile: 'FROM python\n', 'tre/Dockerfile': 'FROM python:3.13\n', ...files });
  const dockerfile = facts.dockerfiles.find(({ path }) => path === 'tre/Dockerfile');
  if (dockerfile === undefined) throw new Error('no Dockerfile');
  const texts = { own: new Map(Object.entries(files)), written: new Map<string, string>() };
  return findOtherBuilds(facts.pipelines, { dockerfile, path: 'tre/Dockerfile', isAtRoot: true, texts });
}

test.each([
  ["GitHub's own template", publishing('${{ env.REGISTRY }}/${{ env.IMAGE_NAME }}')],
  ['the name written out', publishing('ghcr.io/lab/mono')],
  ['the owner written out', publishing('ghcr.io/lab/${{ github.event.repository.name }}')],
  ['tags of the build', publishing('x', 'ghcr.io/${{ github.repository }}:1')],
])('another Dockerfile that goes out under what may be the name of the image is told: %s', async (_, workflow) => {
  expect((await findBeside(workflow)).join('')).toContain("of this project's image: give it a name of its own");
});

test.each([
  ['another name', publishing('ghcr.io/lab/viewer')],
  ['another name of the repository', publishing('ghcr.io/${{ github.repository }}/viewer')],
])('another Dockerfile under a name of its own is not: %s', async (_, workflow) => {
  expect((await findBeside(workflow)).join('')).not.toContain('give it a name of its own');
});
