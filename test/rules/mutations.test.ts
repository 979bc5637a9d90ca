import { expect, test } from 'vitest';
import { bases } from '../../src/catalog/bases.ts';
import { knownImages } from '../../src/catalog/images.ts';
import adoptionSettled from '../../src/rules/adoption-settled.ts';
import { rules } from '../../src/rules/index.ts';
import { check } from '../../src/engine/check/check.ts';
import { loadAtlas } from '../../src/commands/check/load-atlas.ts';
import { loadSyntax } from '../../src/io/programs/load-syntax.ts';
import { parseProject } from '../../src/parse/project/project.ts';
import { readVariant, renderAnswers, withLicences } from '../helpers/golden.ts';

type Files = Record<string, string>;

/** Puts one text in another's place; a mutation that finds nothing to change is a broken test. */
function swap(path: string, from: string | RegExp, to: string): (files: Files) => void {
  return (files) => {
    const before = files[path] ?? '';
    const after = before.replace(from, to);
    if (after === before) throw new Error(`${path} does not hold ${String(from)}`);
    files[path] = after;
  };
}

function add(path: string, text: string): (files: Files) => void {
  return (files) => {
    files[path] = `${files[path] ?? ''}${text}`;
  };
}

function drop(path: string): (files: Files) => void {
  return (files) => {
    if (files[path] === undefined) throw new Error(`there is no ${path}`);
    delete files[path];
  };
}

const docker = 'Dockerfile';
const workflow = '.github/workflows/container.yml';
const lastLines = /USER tre\n[^]*$/;
const manifest = JSON.stringify({
  version: 1,
  models: [
    {
      name: 'a',
      target: 'models/a',
      licence: 'MIT',
      source: { repository: 'x/a', revision: 'main' },
      files: [{ path: 'c.json', size: 1, sha256: '0'.repeat(64) }],
    },
  ],
});

/** The rule that must fail, a project that passes, and one change to it. */
const cases: [
  rule: string,
  variant: 'python-full' | 'pytorch-full' | 'jupyter-full',
  mutate: (files: Files) => void,
][] = [
  [
    'base-image-well-known',
    'pytorch-full',
    swap(docker, /docker\.io\/pytorch\/pytorch:[^@]*/, 'docker.io/library/ubuntu:24.04'),
  ],
  ['base-image-qualified', 'pytorch-full', swap(docker, 'FROM docker.io/pytorch/', 'FROM pytorch/')],
  ['base-image-pinned', 'pytorch-full', swap(docker, /@sha256:[0-9a-f]{64}/, '')],
  ['base-image-not-latest', 'pytorch-full', swap(docker, /pytorch:2[^@]*@/, 'pytorch:latest@')],
  ['base-image-current', 'pytorch-full', swap(docker, /pytorch:2\.\d+\.\d+/, 'pytorch:2.9.1')],
  ['tre-directories-declared', 'pytorch-full', swap(docker, /^RUN mkdir .*$/m, '')],
  ['tre-directories-declared', 'jupyter-full', swap(docker, /^USER root$/m, '')],
  [
    'tre-directories-empty',
    'pytorch-full',
    swap(docker, 'src/ /app/', 'src/ /app/\nCOPY requirements.txt /safe_data/'),
  ],
  [
    'no-data-files',
    'pytorch-full',
    (files) => {
      swap('.dockerignore', '**/*.csv\n', '')(files);
      add('src/patients.csv', 'id\n')(files);
    },
  ],
  ['temp-on-scratch', 'pytorch-full', swap(docker, 'TMPDIR=/scratch', 'TMPDIR=/tmp')],
  ['outputs-in-safe-directories', 'pytorch-full', add('src/main.py', '\ntable.to_csv("/app/result.csv")\n')],
  ['single-purpose', 'jupyter-full', swap(docker, '        graphviz', '        graphviz rstudio-server')],
  ['dependencies-pinned', 'pytorch-full', add('requirements.txt', 'seaborn\n')],
  [
    'no-runtime-download',
    'pytorch-full',
    add('src/main.py', '\nimport celltypist\ncelltypist.models.download_models()\n'),
  ],
  ['no-runtime-download', 'jupyter-full', add('src/start-session.sh', '\ncurl -O https://example.org/x\n')],
  [
    'adoption-settled',
    'pytorch-full',
    (files) => {
      const [example] = adoptionSettled.bad;
      Object.assign(files, example.files);
    },
  ],
  ['image-complete', 'pytorch-full', drop('offline_models.py')],
  [
    'files-in-image',
    'pytorch-full',
    (files) => {
      add('src/main.py', '\nCODES = (Path(__file__).parent / "icd_codes.csv").read_text()\n')(files);
      add('src/icd_codes.csv', 'code\n')(files);
    },
  ],
  [
    'files-in-image',
    'python-full',
    (files) => {
      swap('src/main.py', /^import sys$/m, 'import sys\nimport helper')(files);
      add('helper.py', 'x = 1\n')(files);
    },
  ],
  ['files-in-image', 'pytorch-full', swap(docker, ' models/models.json src/', ' src/')],
  ['imports-installed', 'pytorch-full', swap(docker, /^RUN /m, 'ENV PIP_NO_INDEX=1\nRUN ')],
  ['image-complete', 'pytorch-full', swap(docker, 'src/ /app/', 'src/ /opt/code/')],
  [
    'no-licence-server',
    'pytorch-full',
    swap(docker, 'ENV HOME=/scratch', 'ENV LM_LICENSE_FILE=27000@licence.example.ac.uk HOME=/scratch'),
  ],
  ['offline-variables-set', 'pytorch-full', swap(docker, 'HF_HUB_OFFLINE=1', 'HF_HUB_OFFLINE=0')],
  [
    'hf-home-under-safe-data',
    'pytorch-full',
    swap(docker, 'HF_HOME=/safe_data/huggingface', 'HF_HOME=/opt/huggingface'),
  ],
  ['accelerator-fits', 'python-full', swap('requirements-torch.txt', /--index-url[^]*/, 'torch==2.13.0\n')],
  [
    'models-staged',
    'pytorch-full',
    (files) => {
      files['models/models.json'] = manifest;
    },
  ],
  ['pages-self-contained', 'pytorch-full', add('src/main.py', '\nimport folium\nfolium.Map(location=[55.9, -3.2])\n')],
  [
    'starts-without-interaction',
    'pytorch-full',
    swap(docker, 'ENTRYPOINT ["python3", "/app/main.py"]', 'ENTRYPOINT ["python3"]'),
  ],
  ['starts-without-interaction', 'pytorch-full', add('src/main.py', '\nname = input("Name: ")\n')],
  [
    'interactive-port-exposed',
    'jupyter-full',
    (files) => {
      swap(docker, /quay\.io\/jupyter\/pytorch-notebook:\S+(?=@)/, 'docker.io/condaforge/miniforge3:25.9.1-0')(files);
      swap(docker, 'EXPOSE 9888', '')(files);
      swap(docker, 'CMD ["/app/start-session.sh"]', 'CMD ["jupyter", "lab"]')(files);
      swap(docker, 'USER ${NB_UID}', 'USER app')(files);
    },
  ],
  [
    'interactive-server-authenticated',
    'jupyter-full',
    swap(docker, 'CMD ["/app/start-session.sh"]', 'CMD ["jupyter", "lab", "--IdentityProvider.token="]'),
  ],
  [
    'exec-form',
    'pytorch-full',
    swap(docker, 'ENTRYPOINT ["python3", "/app/main.py"]', 'ENTRYPOINT exec python3 /app/main.py'),
  ],
  ['non-root-user', 'pytorch-full', swap(docker, 'USER tre\n', '')],
  ['non-root-user', 'jupyter-full', swap(docker, 'USER ${NB_UID}\n', '')],
  ['no-fixed-uid', 'pytorch-full', swap(docker, 'useradd --system', 'useradd --uid 1000')],
  ['executables-not-writable', 'pytorch-full', swap(docker, '--chmod=0555', '--chown=tre')],
  ['nothing-in-home', 'pytorch-full', swap(docker, 'pip install --no-cache-dir', 'pip install --user --no-cache-dir')],
  ['no-secrets', 'jupyter-full', swap(docker, 'JUPYTER_PORT=9888', 'JUPYTER_PORT=9888 JUPYTER_TOKEN=let-me-in')],
  ['no-secrets', 'pytorch-full', add('src/main.py', `\nkey = "${['AKIA', 'ABCDEFGH', 'IJKLMNOP'].join('')}"\n`)],
  ['copy-not-add', 'pytorch-full', swap(docker, 'COPY --chmod=0555', 'ADD --chmod=0555')],
  [
    'grouped-run',
    'pytorch-full',
    swap(
      docker,
      '&& rm -rf /var/lib/apt/lists/*\n',
      '&& rm -rf /var/lib/apt/lists/*\nRUN apt-get update && apt-get install -y --no-install-recommends git && rm -rf /var/lib/apt/lists/*\n',
    ),
  ],
  ['package-lists-removed', 'pytorch-full', swap(docker, / \\\n {4}&& rm -rf \/var\/lib\/apt\/lists\/\*/, '')],
  ['minimal-final-stage', 'pytorch-full', swap(docker, '        libgl1', '        libgl1 build-essential')],
  ['no-recommends', 'pytorch-full', swap(docker, 'install -y --no-install-recommends', 'install -y')],
  ['no-maintainer', 'pytorch-full', swap(docker, 'HEALTHCHECK NONE', 'MAINTAINER Ada\nHEALTHCHECK NONE')],
  ['dockerfile-valid', 'pytorch-full', swap(docker, 'HEALTHCHECK NONE', 'HEALTHCHEK NONE')],
  [
    'no-conflict-markers',
    'pytorch-full',
    add('README.md', '# <<<<<<< no marker\n<<<<<<< yours\na==1\n=======\na==2\n>>>>>>> new template\n'),
  ],
  ['dockerignore-present', 'pytorch-full', drop('.dockerignore')],
  [
    'platform-amd64',
    'pytorch-full',
    swap(workflow, 'docker build --platform linux/amd64', 'docker build --platform linux/arm64'),
  ],
  ['registry-pullable', 'pytorch-full', swap(workflow, /IMAGE: .*/, 'IMAGE: docker.io/my-org/app')],
  ['unique-image-tag', 'pytorch-full', swap(workflow, 'docker push "$IMAGE:$TAG"', 'docker push "$IMAGE:latest"')],
  [
    'workflow-lints-dockerfile',
    'pytorch-full',
    (files) => {
      swap(workflow, /^.*hadolint .*Dockerfile.*\n/gm, '')(files);
      swap('.pre-commit-config.yaml', /id: hadolint.*/, 'id: other')(files);
    },
  ],
  ['workflow-scans-dockerfile', 'pytorch-full', swap(workflow, /^.*trivy config .*\n/gm, '')],
  ['workflow-scans-image-before-push', 'pytorch-full', swap(workflow, /^.*trivy image .*\n/gm, '')],
  ['workflow-actions-pinned', 'pytorch-full', swap(workflow, /actions\/checkout@[0-9a-f]{40}/, 'actions/checkout@v7')],
  [
    'workflow-known-bad-actions',
    'pytorch-full',
    swap(
      workflow,
      /uses: actions\/upload-artifact@[0-9a-f]{40}/,
      'uses: tj-actions/changed-files@0e58ed8671d6b60d0890c21b07f8835ace038e67',
    ),
  ],
  [
    'starts-by-absolute-path',
    'pytorch-full',
    (files) => {
      swap(docker, 'WORKDIR /scratch', 'WORKDIR /app')(files);
      swap(docker, 'ENTRYPOINT ["python3", "/app/main.py"]', 'ENTRYPOINT ["python3", "main.py"]')(files);
    },
  ],
  ['env-file-plain', 'pytorch-full', (files) => (files['ces/env-file.txt'] = 'TITLE=North East (2020)\n')],
  ['run-options-bounded', 'pytorch-full', add('ces/opt-file.txt', '--cap-add=SYS_ADMIN\n')],
  ['kubernetes-job-policy', 'pytorch-full', swap('ces/job.yaml', /generateName: .*/, 'name: my-job')],
  [
    'base-image-pinned',
    'pytorch-full',
    swap(docker, 'USER tre\n', 'COPY --from=ghcr.io/astral-sh/uv:0.9 /uv /usr/local/bin/\nUSER tre\n'),
  ],
  ['outputs-in-safe-directories', 'jupyter-full', add('src/start-session.sh', '\nmkdir -p /results\n')],
  ['single-purpose', 'pytorch-full', swap(docker, '        libgl1', '        libgl1 openssh-server')],
  [
    'dependencies-pinned',
    'pytorch-full',
    swap(docker, 'USER tre\n', 'RUN git clone https://example.org/tool.git /opt/tool\nUSER tre\n'),
  ],
  [
    'no-runtime-download',
    'pytorch-full',
    add('src/main.py', '\nimport whisper\nNAME = "base"\nmodel = whisper.load_model(NAME)\n'),
  ],
  ['sends-nothing', 'pytorch-full', add('src/main.py', '\nfrom openai import OpenAI\nclient = OpenAI()\n')],
  [
    'starts-without-interaction',
    'pytorch-full',
    swap(docker, 'ENTRYPOINT ["python3", "/app/main.py"]', 'ENTRYPOINT ["sleep", "infinity"]'),
  ],
  [
    'interactive-server-authenticated',
    'jupyter-full',
    swap('src/start-session.sh', 'exec start.sh start-notebook.py', `exec start-notebook.py --ServerApp.token=''`),
  ],
  ['nothing-in-home', 'pytorch-full', add('src/main.py', '\nWEIGHTS = "/root/models/weights.pt"\nprint(WEIGHTS)\n')],
  ['no-secrets', 'pytorch-full', swap(docker, 'USER tre\n', `RUN echo 'tre:secret' | chpasswd\nUSER tre\n`)],
  [
    'package-lists-removed',
    'pytorch-full',
    swap(
      docker,
      'HEALTHCHECK NONE',
      'RUN apt-get update && apt-get install -y --no-install-recommends jq\nHEALTHCHECK NONE',
    ),
  ],
  ['starts-without-interaction', 'pytorch-full', swap(docker, lastLines, 'USER tre\n')],
];

async function failures(files: Readonly<Files>): Promise<string[]> {
  const project = Object.entries(files).map(([path, text]) => ({
    path,
    text,
    size: Buffer.byteLength(text),
    executable: false,
  }));
  const { results } = check(
    await parseProject(project, { bases: Object.values(bases), images: knownImages, loadSyntax, loadAtlas }),
    rules,
  );
  return [...new Set(results.filter(({ verdict }) => verdict === 'fail').map(({ rule }) => rule))];
}

type Variant = (typeof cases)[number][1];

/** Each project once, with what fails in it as it is: most cases change the same one. */
const originals = new Map<Variant, Promise<{ readonly files: Readonly<Files>; readonly failing: readonly string[] }>>();

function original(variant: Variant): NonNullable<ReturnType<typeof originals.get>> {
  const known = originals.get(variant) ?? readOriginal(variant);
  originals.set(variant, known);
  return known;
}

async function readOriginal(
  variant: Variant,
): Promise<{ readonly files: Readonly<Files>; readonly failing: readonly string[] }> {
  const answers = await readVariant(variant);
  const files = withLicences(await renderAnswers(answers), answers);
  return { files, failing: await failures(files) };
}

test.each(cases)('%s fails on a change to %s, and no other does', async (rule, variant, mutate) => {
  const { files, failing } = await original(variant);
  expect(failing).toEqual([]);
  const changed: Files = { ...files };
  mutate(changed);
  // What is sent goes over the network too.
  const along = rule === 'sends-nothing' ? ['no-runtime-download'] : [];
  expect((await failures(changed)).toSorted()).toEqual([rule, ...along].toSorted());
});

test('every rule that a command can decide has a mutation', () => {
  const covered = new Set(cases.map(([rule]) => rule));
  expect(rules.filter(({ kind, id }) => kind === 'checked' && !covered.has(id)).map(({ id }) => id)).toEqual([]);
});
