import type { FinalImage, Instruction } from '../../model/dockerfile/dockerfile-facts.ts';
import type { ShellCommand } from '../../model/sources/source-facts.ts';
import { once } from './once.ts';

/** A command with the RUN that it stands in, asked what cleans up after it. */
class Cleaning {
  private readonly command: ShellCommand;
  private readonly run: Instruction;
  private readonly image: FinalImage;

  constructor(command: ShellCommand, run: Instruction, image: FinalImage) {
    this.command = command;
    this.run = run;
    this.image = image;
  }

  has(...words: readonly string[]): boolean {
    return words.some((word) => this.command.words.includes(word));
  }

  /** Another command of the RUN, by its program, has one of the words. */
  also(program: RegExp, word: string): boolean {
    return once(this.run, `also ${program.source} ${word}`, () =>
      this.run.commands.some((other) => program.test(other.program) && other.words.includes(word)),
    );
  }

  /** The same, of a command that comes after this one. */
  afterwards(program: RegExp, word: string): boolean {
    const at = this.run.commands.findLastIndex((other) => program.test(other.program) && other.words.includes(word));
    return at > this.run.commands.indexOf(this.command);
  }

  removes(path: RegExp): boolean {
    return once(this.run, `removes ${path.source}`, () =>
      this.run.commands.some(
        ({ program, words }) => (program === 'rm' || program === 'find') && words.some((word) => path.test(word)),
      ),
    );
  }

  /** The place is a mount of a cache or in memory, so it is in no layer. */
  mounts(path: RegExp): boolean {
    return (this.run.flags['mount'] ?? '')
      .split('\n')
      .some((mount) => /type=(?:cache|tmpfs)/.test(mount) && path.test(mount));
  }

  sets(name: string): boolean {
    return this.image.environment.has(name) || this.command.assignments[name] !== undefined;
  }
}

const system = /^(?:yum|dnf|microdnf|zypper)$/;
const conda = /^(?:conda|mamba|micromamba)$/;

interface Manager {
  readonly program: RegExp;
  readonly installs: (run: Cleaning, words: readonly string[]) => boolean;
  readonly isClean: (run: Cleaning) => boolean;
  readonly fix: (program: string) => string;
}

const managers: readonly Manager[] = [
  {
    program: /^apt(?:-get)?$/,
    // An update is judged with what is installed from it.
    installs: (run) => run.has('install') || (run.has('update') && !run.also(/^apt/, 'install')),
    isClean: (run) =>
      run.removes(/\/var\/lib\/apt\/?(?:lists|$|\*)|^\/var\/lib\/apt/) ||
      run.mounts(/\/var\/(?:lib|cache)\/apt/) ||
      run.has('--dry-run'),
    fix: () => 'add && rm -rf /var/lib/apt/lists/* to the same RUN',
  },
  {
    program: /^apk$/,
    // An update writes the index down, whatever is installed from it.
    installs: (run) => run.has('add', 'update'),
    isClean: (run) =>
      run.has('--no-cache') || run.removes(/\/var\/cache\/apk/) || run.mounts(/\/(?:var\/cache|etc)\/apk/),
    fix: () => 'use apk add --no-cache, which needs no apk update',
  },
  {
    program: system,
    installs: (run) => run.has('install', 'groupinstall'),
    isClean: (run) => run.afterwards(system, 'clean') || run.removes(/\/var\/cache/) || run.mounts(/\/var\/cache/),
    fix: (program) => `add && ${program} clean all to the same RUN`,
  },
  {
    program: /^uv$/,
    installs: (_run, words) => /^(?:pip|sync|add|tool)$/.test(words[1] ?? '') && words[2] !== 'compile',
    isClean: (run) =>
      run.has('--no-cache', '-n') ||
      run.sets('UV_NO_CACHE') ||
      run.mounts(/uv|\.cache/) ||
      run.removes(/\.cache|uv/) ||
      run.also(/^uv$/, 'cache'),
    fix: () => 'use uv with --no-cache',
  },
  {
    program: /^pip$/,
    installs: (run) => run.has('install'),
    isClean: (run) =>
      run.has('--no-cache-dir', '--no-cache') ||
      run.sets('PIP_NO_CACHE_DIR') ||
      run.mounts(/pip|\.cache/) ||
      run.removes(/\.cache/) ||
      run.also(/^pip$/, 'purge'),
    fix: () => 'use pip install --no-cache-dir',
  },
  {
    program: conda,
    installs: (run) => run.has('install', 'create') || (run.has('env') && run.has('update')),
    isClean: (run) => run.also(conda, 'clean') || run.mounts(/pkgs/) || run.removes(/pkgs/),
    fix: (program) => `add && ${program} clean --all --yes to the same RUN`,
  },
];

/** Nothing for a command that installs nothing, '' when it is cleaned up, else what to do. */
export function leavesBehind(command: ShellCommand, run: Instruction, image: FinalImage): string | undefined {
  const cleaning = new Cleaning(command, run, image);
  const manager = managers.find(
    ({ program, installs }) => program.test(command.program) && installs(cleaning, command.words),
  );
  if (manager === undefined) return undefined;
  return manager.isClean(cleaning) ? '' : manager.fix(command.program);
}
