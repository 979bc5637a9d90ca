import { listOutsideImages } from '../model/check/outside-images.ts';
import { findShortNames } from './shared/names/short-names.ts';
import { defineRule } from '../model/check/rule.ts';
import { buildGuide } from '../model/check/sources.ts';
import { judge, onImages, unknown, withOpen } from '../model/check/verdicts.ts';

export default defineRule({
  kind: 'checked',
  id: 'base-image-qualified',
  group: 'base',
  severity: 'warning',
  force: 'should',
  summary: 'Every FROM names its registry in full',
  rationale:
    'A short name such as `python` means whatever registry the engine is set up to search: podman asks, apptainer and docker assume Docker Hub. The full name says to everybody, and to an auditor, where the image comes from.',
  source: buildGuide('1.1'),
  check: onImages((_image, dockerfile) => {
    const open = listOutsideImages(dockerfile).find(({ named, text }) => named === undefined && !namesRegistry(text));
    const [first] = dockerfile.stages;
    const judged = judge(
      findShortNames(dockerfile),
      {
        text: 'every image is named with its registry',
        location: { file: dockerfile.path, line: first?.line ?? 1 },
      },
      'file',
    );
    return withOpen(judged, open === undefined ? undefined : unknown(open.unknown, open.location));
  }),
  good: [
    { title: 'registry, repository and tag', files: { Dockerfile: 'FROM docker.io/library/python:3.13-slim\n' } },
    {
      title: 'an earlier stage needs no registry',
      files: { Dockerfile: 'FROM quay.io/jupyter/scipy-notebook:2026-10-05 AS build\nFROM build\n' },
    },
  ],
  bad: [
    { title: 'a short name', files: { Dockerfile: 'FROM python:3.13-slim\n' } },
    {
      title: 'a short name that files are copied from',
      files: { Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY --from=busybox:1.37 /bin/busybox /bin/\n' },
    },
    {
      title: 'a short name in the default of an ARG',
      files: { Dockerfile: 'ARG BASE=rocker/rstudio:4.5.3\nFROM $BASE\n' },
    },
  ],
});

/** `ghcr.io/org/base:$VERSION` is not known, but its registry is. */
function namesRegistry(text: string): boolean {
  const [host, ...rest] = text.split('/');
  return rest.length > 0 && host !== undefined && !/[$%]/.test(host) && /[.:]|^localhost$/.test(host);
}
