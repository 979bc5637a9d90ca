import { describe, expect, test } from 'vitest';
import { bases } from '../../../src/catalog/bases.ts';
import { readQuarto } from '../../../src/catalog/software/quarto.ts';
import { buildView } from '../../../src/engine/render/build-view.ts';
import type { Answers, AnswersInput } from '../../../src/model/answers/answers.ts';
import type { View } from '../../../src/model/render/view.ts';
import { completeAnswers } from '../../helpers/golden.ts';

async function viewOf(input: AnswersInput): Promise<Omit<View, 'pipeline'>> {
  const answers: Answers = await completeAnswers(input);
  return buildView(answers, bases[answers.base], {
    offlineVariables: [],
    librarySettings: [],
    fetchImage: { reference: 'docker.io/library/python:3' },
    readQuarto,
    isOfBioconductor: (name) => name === 'DESeq2',
  });
}

const digest = `@sha256:${'a'.repeat(64)}`;

describe('the base image', () => {
  test.each([
    ['pytorch', `docker.io/pytorch/pytorch:2.9.1-cuda12.8-cudnn9-runtime${digest}`, false],
    ['pytorch', `docker.io/pytorch/pytorch:2.10.0-cuda12.8-cudnn9-runtime${digest}`, true],
    ['pytorch', 'docker.io/pytorch/pytorch:nightly', true],
    ['python', 'docker.io/library/python:3.13.16-slim-trixie', false],
  ])('%s %s: pip must be told that it may install: %s', async (base, image, told) => {
    expect((await viewOf({ base, image })).image.externallyManaged).toBe(told);
  });

  test('is pinned when it has a digest', async () => {
    expect((await viewOf({ base: 'rapids' })).image.pinned).toBe(false);
    expect(
      (await viewOf({ base: 'rapids', image: `docker.io/rapidsai/notebooks:26.06-cuda12-py3.13${digest}` })).image
        .pinned,
    ).toBe(true);
  });

  test('brings the day of its CRAN snapshot, or that of the default', async () => {
    expect((await viewOf({ base: 'rocker', image: 'docker.io/rocker/geospatial:4.6.1' })).image.cranDate).toBe(
      '2026-09-28',
    );
    expect((await viewOf({ base: 'rocker', image: 'docker.io/rocker/geospatial:4.6.10' })).image.cranDate).toBe(
      bases.rocker.images[0].seen,
    );
  });
});

test.each([
  [{ registry: 'ghcr.io/lab' }, ''],
  [{ registry: 'git.ecdf.ed.ac.uk/lab/cxr' }, 'git.ecdf.ed.ac.uk'],
  [{ registry: 'git.ecdf.ed.ac.uk/lab/cxr', imageProxy: 'proxy.example.org:5006' }, ''],
])("the documented proxy is for one registry: %s, not known of '%s'", async (answers, unproxied) => {
  expect((await viewOf({ base: 'pytorch', ...answers })).run.job.unproxied).toBe(unproxied);
});

describe('packages of R', () => {
  test('are sorted by where they come from', async () => {
    const commit = 'c'.repeat(40);
    const packages = ['sf', 'dplyr@1.1.4', 'bioc::limma', `a-b/c.d@${commit}`, 'renv.lock'];
    expect((await viewOf({ base: 'r', packages })).listed).toEqual({
      names: ['sf', 'limma', 'data.table'],
      versions: [{ name: 'dplyr', version: '1.1.4' }],
      repositories: [{ repository: 'a-b/c.d', address: 'https://github.com/a-b/c.d', commit }],
      hasOthers: true,
      needsSecond: true,
      second: `https://packagemanager.posit.co/bioconductor/${String(bases.r.images[0].seen)}`,
      lock: 'renv.lock',
      hasLock: true,
      lockFiles: ['renv.lock'],
      isOpen: false,
    });
  });

  test("that are known to be Bioconductor's are so without being marked", async () => {
    expect((await viewOf({ base: 'rocker', packages: ['DESeq2'] })).listed).toMatchObject({
      names: ['DESeq2', 'jsonlite'],
      needsSecond: true,
      hasOthers: false,
    });
  });

  test('need no second line for a package that is named in one version', async () => {
    expect((await viewOf({ base: 'r', packages: ['data.table@1.17.0'] })).listed.names).toEqual([]);
  });
});

describe('packages', () => {
  const models = [{ id: 'a/b', revision: 'main' }];

  test('are those of the answers, then what models need and nobody named', async () => {
    expect((await viewOf({ base: 'pytorch', packages: ['Transformers>=5', 'x==1'], models })).packages).toEqual([
      'Transformers>=5',
      'x==1',
    ]);
    expect((await viewOf({ base: 'pytorch', packages: ['x==1'], models })).packages).toEqual([
      'x==1',
      ...bases.pytorch.modelPackages,
    ]);
    expect((await viewOf({ base: 'pytorch', packages: ['x==1'] })).packages).toEqual(['x==1']);
  });

  test('of R always hold what reads the manifest', async () => {
    expect((await viewOf({ base: 'rocker', packages: ['survival'] })).packages).toEqual(['survival', 'jsonlite']);
  });

  test('are not installed again in an image that is named after them', async () => {
    expect(
      (await viewOf({ base: 'jupyter', image: 'quay.io/jupyter/pytorch-notebook:cuda12-2026-08-03', models })).packages,
    ).toEqual(['transformers=5']);
  });
});

test('models are named by the end of their id, or by the whole of it where two end alike', async () => {
  const { models, stagedTargets, bakedModels, firstModel } = await viewOf({
    base: 'pytorch',
    models: [
      { id: 'a/bert', revision: 'main' },
      { id: 'b/bert', revision: 'main', target: 'image' },
      { id: 'c/gpt', revision: 'main', target: 'm/gpt' },
    ],
  });
  expect(models.map(({ name, place }) => [name, place])).toEqual([
    ['a--bert', '/safe_data/models/a--bert'],
    ['b--bert', '/opt/models/b--bert'],
    ['gpt', '/safe_data/m/gpt'],
  ]);
  expect([stagedTargets, bakedModels, firstModel]).toEqual([['models/a--bert', 'm/gpt'], ['b--bert'], 'a--bert']);
});

test('licences of the same name do not meet', async () => {
  const { licences } = await viewOf({ base: 'python', licences: ['a/x.lic', 'b/x.lic'] });
  expect(licences.map(({ target }) => target)).toEqual(['/opt/licences/a/x.lic', '/opt/licences/b/x.lic']);
});

test('a job has the names that the GPU service gives to a project', async () => {
  const { run } = await viewOf({
    base: 'python',
    name: 'x',
    project: 'NSH-2024_0000',
    registry: 'ghcr.io/lung-study/sub',
    imageProxy: 'proxy.example.org:5006',
    runtimes: ['kubernetes'],
  });
  expect(run).toMatchObject({
    image: 'ghcr.io/lung-study/sub/x',
    port: 0,
    defaultRuntime: 'k8s',
    withCes: false,
    kubernetes: true,
    podman: false,
  });
  expect(run.job).toEqual({
    namespace: 'nsh-2024-0000-ns',
    queue: 'nsh-2024-0000-ns-user-queue',
    generateName: 'x-',
    group: '2024-0000',
    image: 'proxy.example.org:5006/lung-study/sub/x:TAG',
    unproxied: '',
    dataClaim: 'pvc-nsh-2024-0000-shared',
    outputsClaim: 'pvc-nsh-2024-0000-users-USER',
  });
});
