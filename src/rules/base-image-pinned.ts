import { listOutsideImages } from '../model/check/outside-images.ts';
import { defineRule } from '../model/check/rule.ts';
import { buildGuide } from '../model/check/sources.ts';
import { listSome } from '../shared/list-some.ts';
import { judge, notApplicable, onImages, unknown, withOpen } from '../model/check/verdicts.ts';

export default defineRule({
  kind: 'checked',
  id: 'base-image-pinned',
  group: 'base',
  severity: 'warning',
  force: 'should',
  summary: 'Every FROM is pinned by digest',
  rationale:
    'A tag can be moved to other contents at any time; a digest cannot. Only a digest makes what was scanned and approved the same as what is built next month.',
  source: buildGuide('1.1'),
  check: onImages((_image, dockerfile) => {
    const images = listOutsideImages(dockerfile);
    if (images.length === 0) return notApplicable('no image from outside is used');
    const open = images.find(({ version }) => version === undefined);
    const doubt = open === undefined ? undefined : unknown(open.unknown, open.location);
    const findings = images
      .filter(({ version }) => version !== undefined && version.digest === undefined)
      .map(({ subject, location }) => ({
        message: `${subject} is not pinned by digest`,
        location,
        fix: 'run `tre-container pin`, which asks the registry for the digest and writes it',
      }));
    const names = [...new Set(images.map(({ text }) => text))];
    const judged = judge(
      findings,
      {
        text:
          names.length === 1
            ? `the image is ${names[0] ?? ''}`
            : `every image has a digest: ${listSome(names, 2, ', ')}`,
        location: { file: dockerfile.path, line: dockerfile.stages[0]?.line ?? 1 },
      },
      'file',
    );
    return withOpen(judged, doubt);
  }),
  good: [
    {
      title: 'tag and digest',
      files: {
        Dockerfile:
          'FROM docker.io/library/python:3.13.16-slim-trixie@sha256:bf44cdfcb76cd3b41e879bc058fc37ec5872002ccfde7fcb765e218cde0cd79c\n',
      },
    },
    {
      title: 'digest in the default of an ARG',
      files: {
        Dockerfile:
          'ARG BASE=docker.io/library/python@sha256:bf44cdfcb76cd3b41e879bc058fc37ec5872002ccfde7fcb765e218cde0cd79c\nFROM ${BASE} AS build\nFROM build\n',
      },
    },
  ],
  bad: [
    { title: 'a tag alone', files: { Dockerfile: 'FROM docker.io/rapidsai/base:26.06-cuda12-py3.13\n' } },
    {
      title: 'an image that files are copied from',
      files: {
        Dockerfile:
          'FROM docker.io/library/python@sha256:bf44cdfcb76cd3b41e879bc058fc37ec5872002ccfde7fcb765e218cde0cd79c\nCOPY --from=ghcr.io/astral-sh/uv:0.9 /uv /bin/\n',
      },
    },
    {
      title: 'one stage of two',
      files: {
        Dockerfile:
          'FROM docker.io/library/golang:1.25 AS build\nFROM docker.io/library/python@sha256:bf44cdfcb76cd3b41e879bc058fc37ec5872002ccfde7fcb765e218cde0cd79c\n',
      },
    },
  ],
});
