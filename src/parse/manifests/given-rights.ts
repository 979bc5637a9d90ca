import { readOptions } from './run-files.ts';
import { splitQuoted } from './split-quoted.ts';

/** An option of an opt-file that takes the container out of its bounds. */
export interface GivenRight {
  /** As it is written. */
  readonly written: string;
  readonly what: string;
  /** From 1. */
  readonly line: number;
}

const everything = 'gives the container every right and device of the machine';
const more = 'gives the container a right of the machine';
const ofHost = /^(?:host|container:.*)$/;
const folder = 'puts a folder of the machine into the container';

type Judge = (value: string) => string | undefined;
const always =
  (what: string): Judge =>
  () =>
    what;
/** What belongs to the machine is shared, or what belongs to another container. */
const shares =
  (what: string): Judge =>
  (value) =>
    ofHost.test(value) ? `shares ${what} of the machine` : undefined;
const ofNetwork: Judge = (value) =>
  ofHost.test(value)
    ? 'gives the container the network of the machine'
    : value === '' || value === 'none'
      ? undefined
      : 'gives the container a network';

const ofVolume: Judge = (value) => (/^[/.~]/.test(value) ? folder : undefined);
const ofBind: Judge = (value) => (value === '' ? undefined : folder);

/** Of docker and podman. */
const ofPodman: ReadonlyMap<string, Judge> = new Map([
  ['--privileged', (value) => (/^(?:false|0)$/i.test(value) ? undefined : everything)],
  ['--cap-add', always(more)],
  ['--network', ofNetwork],
  ['--net', ofNetwork],
  ['--pid', shares('the processes')],
  ['--ipc', shares('the memory')],
  ['--uts', shares('the name')],
  ['--cgroupns', shares('the control groups')],
  ['--volume', ofVolume],
  ['-v', ofVolume],
  ['--volumes-from', always('puts the folders of another container into it')],
  ['--mount', (value) => (/(?:^|,)type=bind(?:,|$)/.test(value) ? folder : undefined)],
  ['--device', (value) => (/nvidia/.test(value) ? undefined : 'gives the container a device of the machine')],
  ['--device-cgroup-rule', always('gives the container devices of the machine')],
  [
    '--security-opt',
    (value) =>
      /unconfined|^label[:=]disable|^no-new-privileges[:=]false|^unmask/.test(value)
        ? 'takes away what keeps the container in its bounds'
        : undefined,
  ],
  ['--ulimit', (value) => (value === 'host' ? 'gives the container the limits of the machine' : undefined)],
  [
    '--group-add',
    (value) => (value === 'keep-groups' ? 'gives the container the groups of whoever starts it' : undefined),
  ],
  ['--sysctl', always('changes a setting of the kernel')],
  ['--rootfs', always('starts a folder in the place of the image')],
]);

/** Apptainer has the network of the machine anyhow. */
const ofApptainer: ReadonlyMap<string, Judge> = new Map([
  ['--add-caps', always(more)],
  ['--keep-privs', always(more)],
  ['--allow-setuid', always('lets programs of the image become another user')],
  ['--bind', ofBind],
  ['-B', ofBind],
  ['--mount', (value) => (/(?:^|,)type=bind(?:,|$)/.test(value) ? folder : undefined)],
  ['--writable', always('lets the program change the image')],
  ['--overlay', always('lays a folder of the machine over the image')],
]);

/** Rights, folders, devices and network of the machine that an opt-file asks for; each option once. */
export function findGivenRights(text: string, of: 'podman' | 'apptainer'): readonly GivenRight[] {
  const judges = of === 'podman' ? ofPodman : ofApptainer;
  const found = new Map<string, GivenRight>();
  const lines = text.split(/\r?\n/).map((line) => (line.trimStart().startsWith('#') ? [] : splitQuoted(line)));
  const lineOf = (name: string): number =>
    1 +
    Math.max(
      0,
      lines.findIndex((words) => words.some((word) => word === name || word.startsWith(`${name}=`))),
    );
  for (const { name, value, written } of readOptions(text, of)) {
    const what = judges.get(name)?.(value);
    if (what !== undefined) found.set(written, { written, what, line: lineOf(name) });
  }
  return [...found.values()];
}
