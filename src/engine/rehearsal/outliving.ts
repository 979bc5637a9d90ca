/*
 * Apptainer gives a program no process tree of its own: what it starts and does not wait for goes on when it has ended, and goes on to write and to ask.
 * Engines of containers end it, so that a run as apptainer's is started by the image's shell, which looks for what is left.
 */

/** How often the kernel has ended a process of this container for its use of memory, as its control group counts it. */
const countKilled = String.raw`for file in /sys/fs/cgroup/memory.events /sys/fs/cgroup/memory/memory.oom_control; do
  [ -r "$file" ] || continue
  while read -r name count; do [ "$name" = oom_kill ] && echo "$count"; done < "$file"
done 2> /dev/null`;
/** What stands for it among the names of processes. */
const killedForMemory = '!oom_kill';

/**
 * Starts the words that follow it, and says at their end on standard error, after the word that it is called by, what still runs three seconds later, and
 * whether the kernel ended anything of the container for its use of memory meanwhile. It ends with their exit code.
 */
const start = String.raw`before=$(${countKilled})
"$@"
code=$?
look() {
  left=
  for process in /proc/[0-9]*; do
    case $process in /proc/1 | /proc/$$) continue ;; esac
    { read -r line < "$process/stat"; } 2> /dev/null || continue
    case ${'${line##*) }'} in [ZX]*) continue ;; esac
    name=${'${line#*(}'}
    left="$left ${'${name%)*}'}"
  done
}
look
for second in 1 2 3; do
  [ "$left" = "" ] && break
  sleep 1 || break
  look
done 2> /dev/null
after=$(${countKilled})
[ "$before" = "$after" ] || left="$left ${killedForMemory}"
printf '\n%s:%s.\n' "$0" "$left" >&2
exit $code`;

/** Words in the place of a program's own. `mark`: a word that no program prints by chance. */
export function watchEnd(
  words: readonly string[],
  mark: string,
): { readonly entrypoint: string; readonly arguments: readonly string[] } {
  return { entrypoint: 'sh', arguments: ['-c', start, mark, ...words] };
}

/** Whether it was the shell that could not be started: an image may have none. */
export function lacksShell(startError: string | undefined): boolean {
  return /["'`]sh["'`]:? (?:executable file )?not found|executable file ["'`]sh["'`] not found/.test(startError ?? '');
}

/**
 * The log without what the shell added, the names of processes that were left, each once, and whether memory ran out; absent where the shell said nothing.
 * The program can know the mark, so that each line with it counts: what one names no other takes back.
 */
export function readOutlived(
  log: string,
  mark: string,
): { readonly log: string; readonly outlived?: readonly string[]; readonly outOfMemory?: true } {
  const [before = '', ...said] = log.split(`\n${mark}:`);
  if (said.length === 0) return { log };
  const ends = said.map((text) => (text.includes('\n') ? text.indexOf('\n') : text.length));
  const words = said
    .flatMap((text, at) =>
      text
        .slice(0, ends[at])
        .replace(/\.\r?$/, '')
        .split(' '),
    )
    .filter((name) => name !== '');
  const names = words
    .filter((name) => name !== killedForMemory)
    .map((name) => (/^[\w.+:@/-]{1,32}$/.test(name) ? name : 'one with an odd name'));
  const after = said.map((text, at) => text.slice((ends[at] ?? 0) + 1));
  return {
    log: before + after.join(''),
    outlived: [...new Set(names)],
    ...(words.includes(killedForMemory) && { outOfMemory: true as const }),
  };
}
