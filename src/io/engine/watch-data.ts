import { PassThrough } from 'node:stream';
import { tre } from '../../catalog/tre.ts';
import type { CellRequest } from '../../model/rehearsal/container-engine.ts';
import { lowered } from '../network-watch/run-sink.ts';
import { wayIn } from '../network-watch/enter-network.ts';
import { trustedWatcher } from './container-engine-network.ts';
import type { EngineSession } from './container-engine-session.ts';

/** Tells which files of the data were opened. */
export interface DataWatch {
  /** Ends it: paths below `/safe_data`, the first of them; nothing where not everything could be seen. */
  end(): Promise<readonly string[] | undefined>;
}

/** Numbers of inotify_init1 and inotify_add_watch by processor; Linux gives them no other names to a program of Perl. */
const calls: Readonly<Record<string, readonly [string, string]>> = { x64: ['294', '254'], arm64: ['26', '27'] };

/** Folders that are watched, and files that are named. */
const most = { folders: 2000, files: 50 };

/**
 * Watches every folder below its first argument until its input ends. It lists them itself: only where it hears of that it says so, and it opens no file,
 * which those who watch beside it would hear. Files that came later are the program's own.
 */
const watcher = `
use strict; $| = 1;
my ($top, $init, $add, $most) = @ARGV; $_ += 0 for $init, $add, $most;
my $fd = syscall($init, 0); exit 1 if $fd < 0;
open(my $events, '<&=', $fd) or exit 1;
my (%at, %file, %seen, $alive, $lost); my @todo = ($top);
while (defined(my $folder = shift @todo)) {
  exit 1 if keys(%at) >= $most;
  my $path = $folder; my $watch = syscall($add, $fd, $path, 0x20); exit 1 if $watch < 0; $at{$watch} = $folder;
  opendir(my $list, $folder) or exit 1;
  for my $name (readdir $list) {
    next if $name eq '.' or $name eq '..'; my $each = "$folder/$name";
    if (-l $each) { next } elsif (-d _) { push @todo, $each } elsif (-f _) { $file{$each} = 1 }
  }
}
exit 1 unless %file;
sub take {
  my $got = sysread($events, my $text, 65536) or return; my $o = 0;
  while ($o + 16 <= $got) {
    my ($watch, $mask, undef, $length) = unpack('iIII', substr($text, $o, 16));
    my $name = substr($text, $o + 16, $length); $name =~ tr/\\0//d; $o += 16 + $length;
    $lost = 1 if $mask & 0x4000;
    $alive = 1 if $mask & 0x40000000 and ($at{$watch} || '') eq $top;
    next if $mask & 0x40000000 or $name eq '' or !defined $at{$watch};
    my $each = "$at{$watch}/$name"; $seen{$each} = 1 if $file{$each};
  }
}
sub waits { my $in = ''; vec($in, fileno($events), 1) = 1; return select($in, undef, undef, $_[0]) > 0 }
until ($alive) { waits(2) or exit 1; take() }
print "ready\\n";
while (1) {
  my $in = ''; vec($in, fileno($events), 1) = 1; vec($in, 0, 1) = 1;
  next if select($in, undef, undef, undef) < 1;
  take() if vec($in, fileno($events), 1);
  last if vec($in, 0, 1) and !sysread(STDIN, my $rest, 1);
}
take() while waits(0);
exit 1 if $lost;
for (sort keys %seen) { my $path = substr($_, length $top); $path =~ s/[^ -~]/?/g; print "read\\t$path\\n" }
print "end\\n";
`;

/** Watches the volume with the data of a cell from this machine, else from a container of an image whose publisher is known; nothing where neither can, or there are no files. */
export async function watchData(
  session: EngineSession,
  request: CellRequest,
  volume: string | undefined,
): Promise<DataWatch | undefined> {
  if (volume === undefined || request.dataFolder === undefined) return undefined;
  return (await watchOutside(session, volume)) ?? (await watchInside(session, request, volume));
}

async function watchOutside(session: EngineSession, volume: string): Promise<DataWatch | undefined> {
  const enter = wayIn(session);
  const numbers = calls[process.arch];
  if (enter === undefined || numbers === undefined) return undefined;
  // Input that may only be read is one volume for all cells.
  const known = session.places.get(volume) ?? placeOf(session, volume);
  session.places.set(volume, known);
  const place = await known;
  if (place === undefined) return undefined;
  const [program = 'perl', ...words] = [...enter.slice(0, -1), 'perl', ...watcherWords(place, numbers)];
  return startWatch((options) => session.runProgram(program, words, options));
}

async function placeOf(session: EngineSession, volume: string): Promise<string | undefined> {
  const found = await session.run(['volume', 'inspect', '--format', '{{.Mountpoint}}', volume]);
  const place = found.out.trim();
  return found.code === 0 && place.startsWith('/') ? place : undefined;
}

async function watchInside(
  session: EngineSession,
  request: CellRequest,
  volume: string,
): Promise<DataWatch | undefined> {
  const image = await trustedWatcher(session, request.watchers);
  // The machine of the engine may be another one than this; its processor is the image's.
  const numbers = calls['x64'];
  if (image === undefined || numbers === undefined) return undefined;
  const mount = ['--volume', `${volume}:${tre.data}:nocopy,ro`];
  const words = ['run', '--rm', '--interactive', '--label', session.label, '--network', 'none', '--user', '0:0'];
  const program = ['--entrypoint', 'perl', image, ...watcherWords(tre.data, numbers)];
  return startWatch((options) => session.run([...words, ...lowered(session), ...mount, ...program], options));
}

/** Words for Perl that watches what lies below a folder; `numbers`: of the calls of its kernel. */
export function watcherWords(
  folder: string,
  numbers: readonly string[] = calls[process.arch] ?? [],
): readonly string[] {
  return ['-e', watcher, folder, ...numbers, String(most.folders)];
}

type Run = (options: Parameters<EngineSession['run']>[1]) => ReturnType<EngineSession['run']>;

/** Milliseconds in which it must have heard of itself. */
const longestStart = 20_000;

/** Starts a watcher, and waits until it has heard of itself. */
export async function startWatch(run: Run): Promise<DataWatch | undefined> {
  // When this process ends, however it does, the watcher reads the end of its input.
  const input = new PassThrough();
  let text = '';
  const whenReady: (() => void)[] = [];
  const ready = new Promise<boolean>((resolve) => {
    whenReady.push(() => resolve(true));
    setTimeout(() => resolve(false), longestStart).unref();
  });
  const readOutput = async (stream: AsyncIterable<unknown>): Promise<void> => {
    for await (const piece of stream) {
      text += String(piece);
      if (text.startsWith('ready\n')) for (const tell of whenReady) tell();
    }
  };
  const ended = run({ input, readOutput }).then(
    () => false,
    () => false,
  );
  if (!(await Promise.race([ready, ended]))) {
    input.end();
    return undefined;
  }
  return {
    end: async () => {
      input.end();
      await ended;
      const lines = text.trimEnd().split('\n');
      if (lines.at(-1) !== 'end') return undefined;
      return lines
        .filter((line) => line.startsWith('read\t/'))
        .slice(0, most.files)
        .map((line) => tre.data + line.slice(5));
    },
  };
}
