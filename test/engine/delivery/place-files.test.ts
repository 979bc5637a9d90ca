import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { linkToPipeline, placeFiles } from '../../../src/engine/delivery/place-files.ts';
import { isPlacedPath } from '../../../src/model/project/placed-path.ts';

const answers = { name: 'lung-ct', upgradeCheck: true } as const;

describe('at the root of a repository, or without one', () => {
  test('the pipeline is where the forge looks, and every change starts it', () => {
    expect(placeFiles({ ...answers, ci: 'github' }, '')).toEqual({
      pipeline: '.github/workflows/container.yml',
      upgradeJob: '.github/workflows/template-upgrade.yml',
      rootFiles: true,
      folder: '',
      startsOn: [],
    });
    expect(placeFiles({ ...answers, ci: 'gitlab' }, '')).toEqual({
      pipeline: '.gitlab-ci.yml',
      rootFiles: true,
      folder: '',
      startsOn: [],
    });
  });

  test('nobody is given what they did not ask for', () => {
    expect(placeFiles({ ...answers, ci: 'github', upgradeCheck: false }, '')).not.toHaveProperty('upgradeJob');
    expect(placeFiles({ ...answers, ci: 'none' }, '')).toEqual({ rootFiles: true, folder: '', startsOn: [] });
  });
});

test.each([
  ['github', '', '/lung/ct/actions/workflows/container.yml'],
  ['github', 'containers/ct', '/lung/ct/actions/workflows/container-lung-ct.yml'],
  ['gitlab', 'ct', '/lung/ct/blob/main/ct/gitlab-ci.yml'],
] as const)('the checklist of a project on %s in the folder "%s" leads to its pipeline', (ci, folder, address) => {
  const link = linkToPipeline(placeFiles({ ...answers, ci }, folder));
  const checklist = `https://example.org/lung/ct/blob/main/${folder === '' ? '' : `${folder}/`}CHECKLIST.md`;
  expect(new URL(link ?? '', checklist).pathname).toBe(address);
  expect(linkToPipeline(placeFiles({ ...answers, ci: 'none' }, folder))).toBeUndefined();
});

describe('in a folder of a repository', () => {
  test("GitHub's workflow goes to the root under a name of its own, and starts on changes of the folder and of itself", () => {
    expect(placeFiles({ ...answers, ci: 'github' }, 'containers/ct')).toEqual({
      pipeline: 'repository:.github/workflows/container-lung-ct.yml',
      rootFiles: false,
      folder: 'containers/ct',
      startsOn: ['containers/ct/**', '.github/workflows/container-lung-ct.yml'],
    });
  });

  test('an image that is built from the whole repository is built on every change', () => {
    expect(placeFiles({ ...answers, ci: 'github' }, 'tre', '')).toMatchObject({ folder: 'tre', startsOn: [] });
  });

  test("GitLab's pipeline stays in the folder, and the job that starts it is for a person to add", () => {
    const placed = placeFiles({ ...answers, ci: 'gitlab' }, "its/o'wn folder");
    expect(placed).toMatchObject({ pipeline: 'gitlab-ci.yml', rootFiles: false, toAdd: { file: '.gitlab-ci.yml' } });
    expect(parse(placed.toAdd?.text ?? '')).toEqual({
      'container-lung-ct': {
        trigger: { include: "its/o'wn folder/gitlab-ci.yml", strategy: 'depend' },
        rules: [{ changes: ["its/o'wn folder/**/*"] }],
      },
    });
  });
});

test('a path outside the project is taken for ours only in exactly this form', () => {
  expect(isPlacedPath('repository:.github/workflows/container-lung-ct.yml')).toBe(true);
  expect(isPlacedPath(placeFiles({ ...answers, ci: 'github' }, 'x').pipeline ?? '')).toBe(true);
  const others = [
    'container.yml',
    'container-../x.yml',
    'container-a/../../x.yml',
    'container-A.yml',
    'container-a.yml\n',
    'release.yml',
    'container-.yml',
  ];
  for (const name of others) expect.soft(isPlacedPath(`repository:.github/workflows/${name}`), name).toBe(false);
  for (const path of [
    '.github/workflows/container-a.yml',
    'repository:../.github/workflows/container-a.yml',
    'repository:.git/hooks/container-a.yml',
  ])
    expect.soft(isPlacedPath(path), path).toBe(false);
});
