import type { DockerfileFacts } from '../model/dockerfile/dockerfile-facts.ts';
import type { ImageReference } from '../model/dockerfile/image-reference.ts';
import { listOutsideImages } from '../model/check/outside-images.ts';
import { once } from './shared/once.ts';
import { defineRule, type Finding } from '../model/check/rule.ts';
import { buildGuide } from '../model/check/sources.ts';
import { judge, onImages, unknown } from '../model/check/verdicts.ts';

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
    const open = listOutsideImages(dockerfile).find(({ image, text }) => image === undefined && !namesRegistry(text));
    if (open !== undefined) return unknown(open.unknown, open.location);
    const [first] = dockerfile.stages;
    return judge(
      findShortNames(dockerfile),
      {
        text: 'every image is named with its registry',
        location: { file: dockerfile.path, line: first?.line ?? 1 },
      },
      'file',
    );
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

function findShortNames(dockerfile: DockerfileFacts): Finding[] {
  const copied = dockerfile.copiedImages.flatMap(({ image, text, start, line }) => {
    if (image === undefined || image.registry !== undefined) return [];
    const full = writeInFull(image);
    // A name alone may be that of a stage, misspelt.
    const edits =
      image.tag === undefined && image.digest === undefined
        ? []
        : [{ file: dockerfile.path, start, end: start + text.length, text: full }];
    return [
      {
        message: `"${text}", which files are copied from, does not name its registry`,
        location: { file: dockerfile.path, line },
        fix: `write ${full}`,
        edits,
      },
    ];
  });
  const built = dockerfile.stages.flatMap(({ from, line }) => {
    const { image, editable } = from;
    if (image === undefined || image.registry !== undefined) return [];
    const full = writeInFull(image);
    const edits =
      editable === undefined || editable.text !== image.text || isSharedDefault(editable, dockerfile)
        ? []
        : [{ file: dockerfile.path, start: editable.start, end: editable.end, text: full }];
    return [
      {
        message: `"${image.text}" does not name its registry`,
        location: { file: dockerfile.path, line: editable?.line ?? line },
        fix: `write ${full}`,
        edits,
      },
    ];
  });
  return [...built, ...copied];
}

function writeInFull({ canonicalRegistry, canonicalRepository, text, repository }: ImageReference): string {
  return `${canonicalRegistry}/${canonicalRepository}${text.slice(repository.length)}`;
}

/** The default of an ARG that something else is made of too, such as `FROM mirror.example/$BASE`. */
function isSharedDefault(
  { start, end }: { readonly start: number; readonly end: number },
  { instructions, stages }: DockerfileFacts,
): boolean {
  const defaults = once(instructions, 'ARGs', () => instructions.filter(({ keyword }) => keyword === 'ARG'));
  const name = defaults
    .find((instruction) => instruction.start <= start && end <= instruction.end)
    ?.words.find((word) => word.start <= start && end <= word.end)
    ?.text.split('=')[0];
  if (name === undefined) return false;
  const use = new RegExp(String.raw`\$\{?${name}\b`);
  const whole = new Set(stages.filter(({ from }) => from.editable?.start === start).map(({ line }) => line));
  return instructions.some(
    ({ keyword, text, flags, line }) =>
      (use.test(text) || Object.values(flags).some((value) => use.test(value))) &&
      !(keyword === 'FROM' && whole.has(line)),
  );
}
