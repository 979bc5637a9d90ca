import type { Location } from '../check/rule.ts';
import type { ProgramFacts } from './program-facts.ts';

/**
 * What an image runs. `started`: reached from what the container starts. `could`: nothing of the project is started by itself (a shell
 * as CMD, no CMD) or a dynamic import may load it, so that somebody has to start it. `built`: run while the image is built.
 */
export type ReachClass = 'started' | 'could' | 'built';

/** Programs that one image reaches, by the files and texts alone. */
export interface Reach {
  /** In the order in which they were reached; one that is reached in several ways is there once a class. */
  readonly programs: readonly ReachedProgram[];
  /** Programs of the project that nothing reaches, sorted by path. They were not read. */
  readonly notReached: readonly string[];
  /** What is started and could not be followed: each makes `unknown` of a rule that depends on the programs. */
  readonly unfollowed: readonly Unfollowed[];
  /** What the start, or a script on its way, finds only in the working directory that the image sets. */
  readonly byFolder: readonly NamedByFolder[];
  /** Files of the project in the image, by their absolute path in it. */
  readonly places: ReadonlyMap<string, string>;
  /** Folders of the image whose files nobody can know: cloned, downloaded or unpacked while it is built. */
  readonly unseen: readonly string[];
  /** Folders of the project whose package is installed, with their closing slash; `''` for the project itself. */
  readonly installed: readonly string[];
  /** Whether the start reaches a file of the project or a program text in the Dockerfile. */
  readonly startsProject: boolean;
  /** A script of the start runs whatever each run of the image names: every program of the image could be it. */
  readonly handsOn?: true;
  /** What starts, in words: `ENTRYPOINT ["python", "/opt/app/main.py"]`; nothing for an image that starts what its base says. */
  readonly start?: { readonly text: string; readonly location: Location };
}

export interface ReachedProgram {
  /** With the environment of this image filled in. */
  readonly program: ProgramFacts;
  readonly class: ReachClass;
  /** From the start to the program: `ENTRYPOINT`, `app/web.py:12`, `app/asr.py`. */
  readonly way: readonly Step[];
  /** ENV of the image, then what scripts export on the way. */
  readonly environment: ReadonlyMap<string, string>;
  /** Of an imported Python program, what its process was started with: `environment` has what the importers set besides. */
  readonly startedWith?: ReadonlyMap<string, string>;
  /** Where it is started; absent where nobody knows. */
  readonly workdir?: string;
  /** The function that the start calls: of a console script. */
  readonly entry?: string;
  /** One of the programs that another may load by a name that is made while it runs, or what such a one imports: whether it is, nobody knows. */
  readonly isChoice?: true;
  /** Absolute path in the image; absent for a text in the Dockerfile and for a module of an installed package. */
  readonly place?: string;
}

/** One step of a way: what leads on, and where that stands. */
export interface Step {
  readonly text: string;
  readonly location: Location;
}

export interface Unfollowed {
  /** What could not be followed: `snakemake`, `/opt/bin/tool`, `app/gui.m`. */
  readonly what: string;
  /** A clause: `is not among the files`, `is MATLAB, which is not read`. */
  readonly why: string;
  readonly class: ReachClass;
  readonly way: readonly Step[];
  readonly location: Location;
  /** A program that the image has by its name (`TotalSegmentator`): installed, thus no code of the project. */
  readonly isInstalled?: true;
  /** A program in a language that is not read, which may start any program of the project. */
  readonly isForeign?: true;
  /** A path that nothing was copied to, and that no file of the system is known to have. */
  readonly isAbsent?: true;
  /** Neither a COPY nor a RUN nor the base can have put it where it is looked for, and no installed package has it: the start fails. */
  readonly isLacking?: true;
  /** The command that reads it, and ends where it is not there: `dvc repro`, which reads `/app/dvc.yaml`. */
  readonly neededBy?: string;
  /** The project has it, and what it starts was followed as if the project lay in the working directory. */
  readonly isSupposed?: true;
}

/** A program, a module or a file that a command names without saying where it is: who ignores WORKDIR, as apptainer does, does not find it. */
export interface NamedByFolder {
  /** As it is written: `main.py`, `./run.sh`; of a module its name. */
  readonly what: string;
  /** Where it was found, absolute; absent where nothing is known there. */
  readonly place?: string;
  /** Python looks for it, and PYTHONPATH does not name its folder. */
  readonly isModule?: true;
  /** The folder that was meant, absolute; absent where nobody knows it. */
  readonly folder?: string;
  readonly way: readonly Step[];
  readonly location: Location;
}

/** `ENTRYPOINT -> app/web.py:12 -> app/asr.py:18`: the way, ended by the place that is meant. */
export function showWay(way: readonly Step[], end?: Location): string {
  const steps = way.map(({ text }) => text);
  if (end !== undefined) {
    const place = end.line === undefined ? end.file : `${end.file}:${String(end.line)}`;
    // The last step names the file itself.
    if (steps.at(-1) === end.file) steps.pop();
    steps.push(place);
  }
  return steps.join(' -> ');
}
