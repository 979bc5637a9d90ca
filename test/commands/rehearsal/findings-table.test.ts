import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const findings = 'test/containers/findings.test.ts';
const forged = 'test/commands/rehearsal/false-evidence.test.ts';
const life = 'test/containers/life-cycle.test.ts';
const real = 'test/containers/real-user.test.ts';
const must = 'test/containers/must-fail.test.ts';
const traces = 'test/containers/traces.test.ts';

/** What a trial of 0.1.0 on sixty images of other people found, a row each, and the tests that show what is said of it now, by their names. */
const rows: readonly (readonly [found: string, file: string, ...tests: readonly string[]])[] = [
  ['mixed-crash: a program that never ran proves nothing', forged, 'a program that fails in every run'],
  [
    'wd-relative, wd-relfile: apptainer ignores WORKDIR',
    findings,
    '%s is not found, and is with --pwd',
    'a relative file',
  ],
  ['udp-ip', findings, 'a UDP socket that is connected to find the own address'],
  ['hostname, spark-like, own-bind', findings, 'who talks to oneself by the own host name passes'],
  ['dl-noperl', findings, 'a silent download from an image without Perl is seen'],
  ['ipv6-only', findings, 'an address of IPv6'],
  ['getuser', findings, 'the user has an entry in /etc/passwd there, and none on the GPU cluster'],
  ['home1000', findings, 'a folder that only its owner may open'],
  ['shm, optenv', findings, 'shared memory, variables and limits of the opt-file are applied'],
  ['args, shellform', findings, 'quotes and comments of the arg-file, and an ENTRYPOINT in shell form'],
  ['arg-dollar', findings, 'an env-file that its shell refuses, and arguments that it evaluates'],
  ['srv-novnc, srv-authpath', findings, 'a page with a field for a password', 'a 200 at /auth/home'],
  [
    'srv-tls, srv-vnc-raw',
    findings,
    'a server of HTTPS takes connections',
    'speaks no HTTP is said to be so within seconds',
  ],
  ['two-ports', findings, 'all exposed ports are asked'],
  ['metrics-batch', findings, 'a batch image with EXPOSE is named'],
  ['srv-loopback', must, 'a server that only its own container reaches'],
  ['srv-ignores-term', findings, 'takes a minute to stop is killed'],
  ['slowterm', findings, 'that takes a minute to stop'],
  ['tty-size, tty-curses', findings, "['a terminal'"],
  ['symlink-data', findings, 'a link in the data is named before the run'],
  ['weird-data', 'test/io/project/find-data-folder.test.ts', 'names what no run gets: links, special files'],
  ['bigdata: a file that may not be read', real, 'data that this user may not read are named before anything is built'],
  ['labels-volume, vol-data, any second run', life, 'volumes of the image, former images and temporary files'],
  ['any, podman: temporary files', real, 'passes every cell that it can do, and leaves nothing'],
  ['any, Ctrl-C', life, 'Ctrl-C after %j and %d ms leaves nothing', "['Handing ', 400]"],
  ['out-empty-file', findings, 'a result without a byte'],
  ['mode600', findings, 'a program that only its owner may read: root has no capabilities here'],
  ['models stage', findings, 'models that are not the reviewed ones end the build'],
  ['multi-stage build', findings, 'the steps of a build in several stages are told'],
  ['writes-tmp', findings, '/tmp is the host’s and writable, the image is not'],
  ['writes-tmp: what stays', traces, 'what stays on the host under apptainer is seen'],
  [
    'an edit of the program, packages, ces/*',
    forged,
    'an edit of the program',
    'an edit of the packages',
    'an edit of the arguments',
    'an edit of the options',
    'an edit of the variables',
  ],
  ['an edit of models.json', forged, "['the list of models', 'COPY models/ /opt/models/', 'models/models.json']"],
  ['--image other:good', forged, 'an image of somebody else', 'an image whose label is of other files'],
  ['--cell with the one passing cell', forged, 'a run that proves less takes the place of no fuller record'],
  [
    'arguments, environment, opt-file, input',
    forged,
    'a run with arguments of its own',
    'whose opt-file asks for',
    'a run on other data',
  ],
  [
    'hand-edited JSON, the version',
    forged,
    'a verdict written by hand',
    'an image id of zeros',
    'another version of the program',
  ],
  [
    'an id that says what it likes',
    'test/engine/rehearsal/rehearsal-entries.test.ts',
    'an image whose id says what it likes',
  ],
  ['a perl that says what it likes', 'test/containers/watched.test.ts', 'a base whose Perl leaves out what it likes'],
];

test.each(rows)('%s', (_, file, ...tests) => {
  const text = readFileSync(file, 'utf8');
  for (const name of tests) expect(text).toContain(name);
});
