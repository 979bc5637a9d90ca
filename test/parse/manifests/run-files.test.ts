import { expect, test } from 'vitest';
import { parseArgumentFile, parseEnvFile, parseOptionFile } from '../../../src/parse/manifests/run-files.ts';

test('an env-file is read as engines read it', () => {
  expect(parseEnvFile('# comment\nNAME=Ada Lovelace\r\nQUOTED="kept"\n\nEMPTY=\nBARE\nPAIR=a=b\n=nothing\n')).toEqual({
    NAME: 'Ada Lovelace',
    QUOTED: '"kept"',
    EMPTY: '',
    PAIR: 'a=b',
  });
});

test('memory mounts of an opt-file, however they are written', () => {
  const text =
    '# podman options\n--mount type=tmpfs,destination=/run\n--mount=type=tmpfs,dst=/var/lib/rstudio-server\n--tmpfs /tmp:exec --tmpfs=/var/tmp\n--mount type=bind,source=/a,target=/b\n-p 8787:8787\n';
  expect(parseOptionFile(text).tmpfs).toEqual(['/run', '/var/lib/rstudio-server', '/tmp', '/var/tmp']);
});

test('an arg-file gives words', () => {
  expect(parseArgumentFile('# for the program\n--input measurements.csv\n  -v\n')).toEqual([
    '--input',
    'measurements.csv',
    '-v',
  ]);
  expect(parseArgumentFile('')).toEqual([]);
});
