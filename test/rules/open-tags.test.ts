import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import { rules } from '../../src/rules/index.ts';
import { factsOf } from '../helpers/project.ts';

// A variable without a value in a part of an image's name: the other parts are known all the same.

const verdictsOf = async (text: string): Promise<ReadonlyMap<string, string>> => {
  const { results } = check(await factsOf({ Dockerfile: text }), rules);
  // A failure is first, with what is not known beside it.
  return new Map(results.toReversed().map(({ rule, verdict }) => [rule, verdict]));
};

test.each<[string, string, Readonly<Record<string, string>>]>([
  [
    'the tag of an image that is known',
    'ARG TAG\nFROM rocker/tidyverse:${TAG}\n',
    {
      'base-image-qualified': 'fail',
      'base-image-well-known': 'pass',
      'accelerator-fits': 'notApplicable',
      'starts-without-interaction': 'notApplicable',
      'interactive-port-exposed': 'pass',
      'interactive-server-authenticated': 'pass',
      'non-root-user': 'notApplicable',
      'base-image-pinned': 'unknown',
      'base-image-not-latest': 'unknown',
      'base-image-current': 'unknown',
    },
  ],
  [
    'a part of the tag, and the image in full',
    'ARG V\nFROM docker.io/library/python:3.$V-slim\nRUN pip install torch==2.6.0\n',
    {
      'base-image-qualified': 'pass',
      'accelerator-fits': 'fail',
      'non-root-user': 'fail',
      'base-image-pinned': 'unknown',
    },
  ],
  [
    'a tag that may be that of an image for a GPU',
    'ARG V\nFROM docker.io/tensorflow/tensorflow:$V\nRUN pip install torch==2.6.0\n',
    { 'base-image-well-known': 'pass', 'accelerator-fits': 'unknown' },
  ],
  [
    'kinds of tags that start differently',
    'ARG V\nFROM docker.io/rocker/binder:$V\n',
    { 'base-image-well-known': 'pass', 'interactive-server-authenticated': 'unknown', 'non-root-user': 'unknown' },
  ],
  [
    'the digest',
    'ARG D\nFROM ubuntu:24.04@sha256:$D\n',
    { 'base-image-qualified': 'fail', 'base-image-well-known': 'fail', 'base-image-pinned': 'unknown' },
  ],
  [
    'the registry',
    'ARG REGISTRY\nFROM ${REGISTRY}/python:latest\n',
    {
      'base-image-qualified': 'unknown',
      'base-image-well-known': 'unknown',
      'base-image-pinned': 'fail',
      'base-image-not-latest': 'fail',
    },
  ],
  [
    'the name',
    'ARG NAME\nFROM ${NAME}:3.13\n',
    { 'base-image-qualified': 'unknown', 'base-image-pinned': 'fail', 'base-image-not-latest': 'pass' },
  ],
  [
    'a port, which is no tag',
    'ARG PORT\nFROM localhost:$PORT/rocker/rstudio:4.5.3\n',
    { 'base-image-well-known': 'unknown', 'base-image-pinned': 'fail' },
  ],
  [
    'all of one image, and nothing of another',
    'ARG BASE\nFROM $BASE AS build\nFROM python:3.13\n',
    { 'base-image-qualified': 'fail', 'base-image-pinned': 'fail', 'base-image-not-latest': 'unknown' },
  ],
])('%s', async (_, text, wanted) => {
  const verdicts = await verdictsOf(text);
  for (const [rule, verdict] of Object.entries(wanted)) expect([rule, verdicts.get(rule)]).toEqual([rule, verdict]);
});
