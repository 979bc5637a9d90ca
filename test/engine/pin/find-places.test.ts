import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findPlaces, referenceKind } from '../../../src/engine/pin/find-places.ts';
import { applyEdits, judgePlace, keyOf, listEdits } from '../../../src/engine/pin/plan-pins.ts';
import type { PinMode } from '../../../src/model/pin/pin.ts';

const one = `sha256:${'1'.repeat(64)}`;
const two = `sha256:${'2'.repeat(64)}`;
const commit = 'c'.repeat(40);

function find(path: string, text: string) {
  const kind = referenceKind(path);
  return kind === undefined ? [] : findPlaces(path, text, kind);
}

/** The text after every place got what its tag means, and what was asked for. */
function pin(path: string, text: string, mode: PinMode = 'pin', digest = one) {
  const places = find(path, text);
  const keys = places.map((place) => keyOf(place, mode, new Map()));
  const entries = places.map((place, index) =>
    judgePlace(
      place,
      keys[index] === undefined ? undefined : { found: place.kind === 'action' ? commit : digest, dates: new Map() },
      mode,
    ),
  );
  return { text: applyEdits(text, listEdits(entries, path)), keys: keys.filter((key) => key !== undefined), entries };
}

const bare = (text: string): string => text.replaceAll(/@sha256:[12]{64}/g, '');

describe('a Dockerfile', () => {
  test.each([
    [
      'every FROM',
      `FROM golang:1.25 AS build\nFROM quay.io/jupyter/scipy-notebook:2026-10-05\n`,
      `FROM golang:1.25@${one} AS build\nFROM quay.io/jupyter/scipy-notebook:2026-10-05@${one}\n`,
    ],
    [
      'spacing, case and comments stay',
      `# syntax=docker/dockerfile:1\n\n  from   python:3.13   as\tx # no comment\r\nRUN true\r\n`,
      `# syntax=docker/dockerfile:1\n\n  from   python:3.13@${one}   as\tx # no comment\r\nRUN true\r\n`,
    ],
    [
      'the ARG default that feeds it',
      `ARG OTHER=1\nARG BASE="python:3.13"\nFROM --platform=linux/amd64 \${BASE}\n`,
      `ARG OTHER=1\nARG BASE="python:3.13@${one}"\nFROM --platform=linux/amd64 \${BASE}\n`,
    ],
    [
      'one default for two FROMs',
      `ARG BASE=python:3.13\nFROM $BASE AS a\nFROM $BASE\n`,
      `ARG BASE=python:3.13@${one}\nFROM $BASE AS a\nFROM $BASE\n`,
    ],
    [
      'a reference in parts',
      `ARG TAG=3.13\nFROM docker.io/library/python:\${TAG} AS a\n`,
      `ARG TAG=3.13\nFROM docker.io/library/python:\${TAG}@${one} AS a\n`,
    ],
    ['a quoted reference', `FROM "python:3.13"\n`, `FROM "python:3.13@${one}"\n`],
    [
      'a continued line',
      `FROM \\\n  # which\n  python:3.13 \\\n  AS x\n`,
      `FROM \\\n  # which\n  python:3.13@${one} \\\n  AS x\n`,
    ],
    ['no tag', `FROM python\n`, `FROM python@${one}\n`],
    [
      'what is copied from an image',
      `FROM a.example/x:1 AS x\nFROM b.example/y:1\nCOPY --chown=1:1 --from=ghcr.io/astral-sh/uv:0.9 /uv /bin/\nCOPY --from=x a b\nCOPY --from=0 a b\nRUN --mount=type=bind,from=c.example/z:1,target=/z echo --from=d.example/no:1\n`,
      `FROM a.example/x:1@${one} AS x\nFROM b.example/y:1@${one}\nCOPY --chown=1:1 --from=ghcr.io/astral-sh/uv:0.9@${one} /uv /bin/\nCOPY --from=x a b\nCOPY --from=0 a b\nRUN --mount=type=bind,from=c.example/z:1@${one},target=/z echo --from=d.example/no:1\n`,
    ],
    ["scratch and stages are nobody's images", `FROM scratch AS x\nFROM x\n`, `FROM scratch AS x\nFROM x\n`],
  ])('%s', (_, before, after) => {
    expect(pin('Dockerfile', before).text).toBe(after);
    const again = pin('Dockerfile', after);
    expect(again).toMatchObject({ text: after, keys: [] });
  });

  test('an update moves the digest where it stands: in the FROM, in the whole default, in a default that holds the end', () => {
    for (const text of [
      `FROM python:3.13@${one} AS x\n`,
      `ARG B=python:3.13@${one}\nFROM $B\n`,
      `ARG T=3.13@${one}\nFROM python:\${T}\n`,
      `ARG T=3.13\nFROM python:\${T}@${one}\n`,
    ]) {
      const { text: after, entries } = pin('Dockerfile', text, 'update', two);
      expect(after).toBe(text.replace(one, two));
      expect(entries).toMatchObject([{ outcome: 'updated', old: one, new: two }]);
      expect(pin('Dockerfile', text, 'check', two).text).toBe(text);
    }
  });

  test('what cannot be known is said, with its line', () => {
    expect(pin('Dockerfile', 'ARG BASE\nFROM ${BASE}\nFROM Python:3\nCOPY --from=${X} a b\n').entries).toMatchObject([
      { outcome: 'open', place: { line: 2 }, reason: expect.stringContaining('BASE') as string },
      { outcome: 'open', place: { line: 3 }, reason: expect.stringMatching(/host|upper-case/) as string },
      { outcome: 'open', place: { line: 4 }, reason: 'it depends on a variable' },
    ]);
    expect(pin('Dockerfile', `FROM python@${one}\n`, 'check').entries).toMatchObject([
      { outcome: 'kept', reason: 'it names no tag, so nothing tells whether it has moved' },
    ]);
  });

  test('nothing but digests changes, whatever the file', () => {
    const piece = fc.constantFrom(
      'FROM ',
      'python:3.13',
      'ARG B=',
      '$B',
      '${B}',
      '\n',
      ' AS x',
      ' ',
      '\\\n',
      '"',
      '# c\n',
      `@${one}`,
      'COPY --from=',
      'quay.io/a/b:1',
      'RUN <<E\n',
      'E\n',
      '\r\n',
      'ONBUILD ',
      '${B:-a:1}',
      "'",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), fc.constantFrom<PinMode>('pin', 'update'), (pieces, mode) => {
        const text = pieces.join('');
        const { text: after } = pin('Dockerfile', text, mode, two);
        expect(bare(after)).toBe(bare(text));
        expect(pin('Dockerfile', after, mode, two).text).toBe(after);
      }),
    );
  });
});

const workflow = `name: x
on: push # on: ghcr.io/not/this:1.0
env:
  TRIVY: "ghcr.io/aquasecurity/trivy:0.74.0" # ghcr.io/nor/this:1.0
  OWN: ghcr.io/org/tool:\${{ github.sha }}
jobs:
  a:
    runs-on: ubuntu-24.04
    container: python:3.13
    services:
      db:
        image: 'postgres:17'
      var:
        image: \${{ matrix.image }}
    steps:
      - uses: actions/checkout@v4
      - uses: "actions/setup-python@v5"   # for the tests
      - uses: aquasecurity/trivy-action/sub/dir@master
      - { uses: a/b@v1, with: { image: localbuild/test:latest } }
      - uses: ./local
      - uses: docker://quay.io/a/b:1
      - uses: actions/cache@${'a'.repeat(40)} # v4.1.0
      - uses: actions/other@${'b'.repeat(40)}
      - run: |
          # docker run ghcr.io/in/comment:1.0
          docker run --rm -v data.host/x:ro ghcr.io/aquasecurity/trivy:latest config /repo
          skopeo inspect docker://quay.io/a/b:1
          curl https://ghcr.io/v2/a/b:1
          echo "ghcr.io/org/tool:v\${TAG}" ghcr.io/org/tool:1-$TAG me@ghcr.io/a/b:1
`;

test('a workflow: images, actions and what its scripts run, and nothing else', () => {
  const { text, keys } = pin('.github/workflows/x.yml', workflow);
  expect(keys).toEqual([
    'ghcr.io/aquasecurity/trivy:0.74.0',
    'docker.io/library/python:3.13',
    'docker.io/library/postgres:17',
    'actions/checkout@v4',
    'actions/setup-python@v5',
    'aquasecurity/trivy-action@master',
    'a/b@v1',
    'quay.io/a/b:1',
    'ghcr.io/aquasecurity/trivy:latest',
    'quay.io/a/b:1',
  ]);
  const changed = text.split('\n').filter((line, index) => line !== workflow.split('\n')[index]);
  expect(changed).toEqual([
    `  TRIVY: "ghcr.io/aquasecurity/trivy:0.74.0@${one}" # ghcr.io/nor/this:1.0`,
    `    container: python:3.13@${one}`,
    `        image: 'postgres:17@${one}'`,
    `      - uses: actions/checkout@${commit} # v4`,
    `      - uses: "actions/setup-python@${commit}" # v5   # for the tests`,
    `      - uses: aquasecurity/trivy-action/sub/dir@${commit} # master`,
    `      - { uses: a/b@${commit}, with: { image: localbuild/test:latest } }`,
    `      - uses: docker://quay.io/a/b:1@${one}`,
    `          docker run --rm -v data.host/x:ro ghcr.io/aquasecurity/trivy:latest@${one} config /repo`,
    `          skopeo inspect docker://quay.io/a/b:1@${one}`,
  ]);
  expect(pin('.github/workflows/x.yml', text).text).toBe(text);
});

test('an update of an action takes the version from the comment beside the commit', () => {
  const { text, keys, entries } = pin('.github/workflows/x.yml', workflow, 'update');
  expect(keys).toContain('actions/cache@v4.1.0');
  expect(text).toContain(`- uses: actions/cache@${commit} # v4.1.0\n      - uses: actions/other@${'b'.repeat(40)}\n`);
  expect(entries.find(({ place }) => place.text.startsWith('actions/other'))).toMatchObject({ outcome: 'kept' });
});

test('a GitLab pipeline: images and services, as text and by name', () => {
  const text =
    'image: python:3.13\nvariables:\n  IMAGE: ghcr.io/org/x\nservices:\n  - docker:29-dind\n  - name: postgres:17\n    alias: db\njob:\n  image: { name: $IMAGE, entrypoint: [""] }\n  script:\n    - echo services\n';
  const { text: after, entries } = pin('.gitlab-ci.yml', text);
  expect(after).toBe(
    text
      .replace('python:3.13', `python:3.13@${one}`)
      .replace('docker:29-dind', `docker:29-dind@${one}`)
      .replace('postgres:17', `postgres:17@${one}`),
  );
  expect(entries.filter(({ outcome }) => outcome === 'open')).toMatchObject([{ place: { line: 9, text: '$IMAGE' } }]);
});

test('a GitHub job may be called image or services', () => {
  const { entries } = pin(
    '.github/workflows/x.yml',
    'jobs:\n  image:\n    name: Build it\n  services:\n    name: x\n    container: python:3\n',
  );
  expect(entries.map(({ place }) => place.text)).toEqual(['python:3']);
});

test('what is run in the TRE: manifests and scripts below ces/, not their documentation', () => {
  expect(
    pin('ces/job.yaml', 'kind: Job\n---\nspec:\n  containers:\n    - image: proxy.example:5000/org/x:1\n').text,
  ).toContain(`x:1@${one}`);
  expect(pin('ces/run.sh', '#!/bin/sh\nces-run podman ghcr.io/org/x:1\n').text).toContain(`x:1@${one}\n`);
  expect(pin('ces/README.md', 'ghcr.io/org/x:1').keys).toEqual([]);
  expect(pin('src/main.py', 'ghcr.io/org/x:1').keys).toEqual([]);
});

test('a file that is no YAML is said to be none, and nothing in it changes', () => {
  const { text, entries } = pin('.github/workflows/x.yml', 'jobs:\n  a: [\n  image: python:3\n');
  expect(text).toBe('jobs:\n  a: [\n  image: python:3\n');
  expect(entries).toMatchObject([{ outcome: 'open', reason: 'it is not YAML, so it was not looked at' }]);
});

/** A comment that names the version already is the one that pinning writes. */
function withoutPins(written: string): string {
  return written
    .replaceAll(`@${one}`, '')
    .replaceAll(`@${commit}`, '@v1')
    .replaceAll(/@v1(?: # v1)+/g, '@v1');
}

test('any text of a pipeline keeps all but its digests and versions, and pinning twice changes nothing', () => {
  const piece = fc.constantFrom(
    'image: ',
    'uses: ',
    'a/b@v1',
    'python:3',
    '- ',
    '\n',
    '\n  ',
    '"',
    "'",
    ' # v1',
    ' # x',
    '{',
    '}',
    ', ',
    'run: |\n',
    'run: >-\n',
    'ghcr.io/a/b:1',
    ' ',
    `@${one}`,
    'services:',
    '&a ',
    '*a',
    '---\n',
    '\t',
    '$X',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
      const text = pieces.join('');
      const once = pin('.github/workflows/x.yml', text).text;
      expect(withoutPins(once)).toBe(withoutPins(text));
      expect(pin('.github/workflows/x.yml', once).text).toBe(once);
    }),
  );
});
