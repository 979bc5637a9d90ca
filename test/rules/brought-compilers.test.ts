import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import accelerators from '../../src/rules/accelerator-fits.ts';
import minimal from '../../src/rules/minimal-final-stage.ts';
import { factsOf } from '../helpers/project.ts';

/** What a package brings along that the line does not name. */
const on = (base: string, run: string): string => `FROM ${base}\nRUN ${run}\n`;

test.each([
  ['docker.io/library/ubuntu:22.04', 'apt-get update && apt-get install -y python3-pip', 'fail'],
  ['docker.io/library/ubuntu:22.04', 'apt-get install pip -y', 'fail'],
  ['docker.io/library/debian:12', 'apt install -y r-base', 'fail'],
  ['docker.io/library/debian:12', 'apt-get install -y --no-install-recommends libtool', 'fail'],
  ['docker.io/library/ubuntu:22.04', 'apt-get install -y --no-install-recommends python3-pip', 'pass'],
  ['docker.io/library/ubuntu:22.04', 'apt-get -o APT::Install-Recommends=false install -y python3-pip', 'pass'],
  ['docker.io/library/debian:12', 'apt-get install -y python3-venv', 'pass'],
  ['docker.io/library/alpine:3.20', 'apk add py3-pip', 'pass'],
  ['docker.io/someone/lean:1', 'apt-get install -y python3-pip', 'pass'],
])('a compiler that apt brings along stays: %s, %s', async (base, run, verdict) => {
  expect(check(await factsOf({ Dockerfile: on(base, run) }), [minimal]).results[0]?.verdict).toBe(verdict);
});

test.each([
  ['bio-embeddings==0.2.2', 'fail'],
  ['kilosort==4.1.7', 'fail'],
  ['medcat[meta-cat]==2.9.0', 'fail'],
  ['medcat==2.9.0', 'notApplicable'],
])('torch comes with %s', async (line, verdict) => {
  const Dockerfile = on('docker.io/library/python:3.13-slim', `pip install "${line}"`);
  expect(check(await factsOf({ Dockerfile }), [accelerators]).results[0]?.verdict).toBe(verdict);
});
