import { readOptions } from './option-words.ts';
import { splitQuoted } from './split-quoted.ts';

/** What an option asks of the machine: `given`, what it is known to take; `unknown`, an option, or a value, of which nobody here knows what it does. */
interface Asked {
  readonly verdict: 'given' | 'unknown';
  readonly what: string;
}

/** An option of an opt-file that takes the container out of its bounds, or of which that is not known. */
export interface GivenRight extends Asked {
  /** As it is written. */
  readonly written: string;
  /** From 1. */
  readonly line: number;
}

const everything = 'gives the container every right and device of the machine';
const more = 'gives the container a right of the machine';
const ofHost = /^(?:host|container:.*)$/;
const folder = 'puts a folder of the machine into the container';
const variables = 'gives the program variables of whoever starts it';
const unheard = 'is no option that is known here: what it takes of the machine, nobody looked';

/** What is wrong with a value, in words; nothing where it asks for nothing. */
type Judge = (value: string) => string | Asked | undefined;
const always =
  (what: string): Judge =>
  () =>
    what;
/** Harmless with such a value; with another nobody knows. */
const only =
  (pattern: RegExp): Judge =>
  (value) =>
    pattern.test(value) ? undefined : { verdict: 'unknown', what: 'has a value that is not known here' };
const harmless: Judge = () => undefined;
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

const ofVolume: Judge = (value) =>
  /^[/.~]/.test(value) ? folder : { verdict: 'unknown', what: 'puts a volume of the machine into the container' };
const ofBind: Judge = (value) => (value === '' ? undefined : folder);
/** Of its fields the kind: an engine takes the last, and reads quotes as a table has them. */
const ofMount: Judge = (value) => {
  const kinds = value
    .replaceAll('"', '')
    .split(',')
    .flatMap((field) => /^type=(.*)$/.exec(field.trim())?.[1] ?? []);
  if (kinds.some((kind) => /^(?:bind|glob)$/.test(kind))) return folder;
  return kinds.length === 1 && kinds[0] === 'tmpfs'
    ? undefined
    : { verdict: 'unknown', what: 'mounts what is not known here' };
};
/** `NAME` alone and `NAME*` are the variables of whoever starts it. */
const ofVariable: Judge = (value) => (/^[^=*]+=/.test(value) ? undefined : variables);
/** A switch: `--name`, `--name=true`, `--name=false`. */
const unlessOff =
  (what: string): Judge =>
  (value) =>
    /^(?:false|0)$/i.test(value) ? undefined : what;

function all(judge: Judge, ...names: readonly string[]): readonly (readonly [string, Judge])[] {
  return names.flatMap((line) => line.split(' ')).map((name) => [name, judge]);
}

/** Of docker and podman. */
const ofPodman: ReadonlyMap<string, Judge> = new Map([
  ...all(
    harmless,
    '--user -u --cap-drop --read-only --read-only-tmpfs --rm --name --hostname -h --publish -p --expose -i -t --interactive --tty --pull --tmpfs --workdir -w --entrypoint --init',
    '--shm-size --memory -m --memory-reservation --cpus --cpu-shares -c --pids-limit --timeout --label -l --log-driver --log-level --quiet -q --sig-proxy --stop-signal --stop-timeout',
    '--no-healthcheck --umask --tz --unsetenv --unsetenv-all --platform --arch --os --passwd --image-volume --add-host --dns --dns-option --dns-search --no-hosts --detach -d --restart --http-proxy --replace',
  ),
  ...all(ofNetwork, '--network --net'),
  ...all(ofVolume, '--volume -v'),
  ...all(ofVariable, '--env -e'),
  ...all(always('writes a file on the machine'), '--cidfile --pidfile --conmon-pidfile'),
  ['--env-host', unlessOff(variables)],
  ['--privileged', unlessOff(everything)],
  ['--cap-add', always(more)],
  ['--pid', shares('the processes')],
  ['--ipc', shares('the memory')],
  ['--uts', shares('the name')],
  ['--cgroupns', shares('the control groups')],
  ['--userns', (value) => shares('the users')(value) ?? only(/^(?:keep-id(?::[\w=,]*)?|auto|nomap)$/)(value)],
  ['--gpus', only(/^(?:all|\d{1,3}|device=[\w,-]+)$/)],
  ['--volumes-from', always('puts the folders of another container into it')],
  ['--mount', ofMount],
  [
    '--device',
    (value) =>
      /^(?:nvidia\.com\/gpu=[\w-]+|\/dev\/nvidia[\w-]*)$/.test(value)
        ? undefined
        : 'gives the container a device of the machine',
  ],
  ['--device-cgroup-rule', always('gives the container devices of the machine')],
  [
    '--security-opt',
    (value) =>
      /unconfined|^label[:=]disable|^no-new-privileges[:=]false|^unmask/.test(value)
        ? 'takes away what keeps the container in its bounds'
        : only(/^no-new-privileges(?:[:=]true)?$/)(value),
  ],
  [
    '--ulimit',
    (value) =>
      value === 'host' ? 'gives the container the limits of the machine' : only(/^[a-z]+=-?\d+(?::-?\d+)?$/)(value),
  ],
  ['--group-add', only(/^\w[\w.-]*$/)],
  [
    '--log-opt',
    (value) =>
      value.startsWith('path=') ? 'writes a file on the machine' : only(/^(?:max-size|max-file|tag)=/)(value),
  ],
  ['--sysctl', always('changes a setting of the kernel')],
  ['--rootfs', always('starts a folder in the place of the image')],
  ['--secret', always('gives the program a secret of the machine')],
]);

/** Apptainer has the network of the machine anyhow. */
const ofApptainer: ReadonlyMap<string, Judge> = new Map([
  ...all(
    harmless,
    '--cleanenv -e --no-eval --pwd --cwd --nv --nvccli --rocm --contain -c --containall -C --compat --no-home --no-mount --net -n --network --ipc -i --pid -p --uts --userns -u --scratch -S',
    '--no-init --no-umask --no-privs --drop-caps --writable-tmpfs --quiet -q --silent -s --memory --cpus --cpu-shares --pids-limit --hostname',
  ),
  ...all(ofBind, '--bind -B'),
  ['--env', ofVariable],
  ['--add-caps', always(more)],
  ['--keep-privs', always(more)],
  ['--allow-setuid', always('lets programs of the image become another user')],
  ['--mount', ofMount],
  ...all(always('lets the program change the image'), '--writable -w'),
  ['--overlay', always('lays a folder of the machine over the image')],
]);

/** What one option asks of the machine; nothing where it is known to ask for nothing. */
export function judgeOption(name: string, value: string, of: 'podman' | 'apptainer'): Asked | undefined {
  const judge = (of === 'podman' ? ofPodman : ofApptainer).get(name);
  if (judge === undefined) return { verdict: 'unknown', what: unheard };
  const what = judge(value);
  return typeof what === 'string' ? { verdict: 'given', what } : what;
}

/** Rights, folders, devices and network of the machine that an opt-file asks for, and options of which nobody knows; each once. */
export function findGivenRights(text: string, of: 'podman' | 'apptainer'): readonly GivenRight[] {
  const found = new Map<string, GivenRight>();
  const lines = text.split(/\r?\n/).map((line) => (line.trimStart().startsWith('#') ? [] : splitQuoted(line)));
  const lineOf = (word: string): number =>
    1 +
    Math.max(
      0,
      lines.findIndex((words) => words.includes(word)),
    );
  for (const { name, value, written, word } of readOptions(text, of)) {
    const asked = judgeOption(name, value, of);
    if (asked !== undefined) found.set(written, { ...asked, written, line: lineOf(word) });
  }
  return [...found.values()];
}
