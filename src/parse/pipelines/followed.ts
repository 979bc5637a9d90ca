import type { PipelinePart } from '../../model/pipelines/pipeline-facts.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import { isWithin } from '../../shared/is-within.ts';
import { parentFolder } from '../../shared/parent-folder.ts';
import { REPOSITORY_PREFIX } from '../../model/project/placed-path.ts';
import { readYaml, type LocatedNode } from '../text/located-yaml.ts';
import type { NamedImage } from './pipeline-text.ts';

/** Calls that one pipeline may make, and steps that come of them; nobody has a tenth of it. */
const mostCalls = 1000;
const mostSteps = 20_000;
/** The same of all pipelines of a project, and commands that scripts and recipes run at second hand, and characters of those files, each time that they are read. */
const most = { calls: 10_000, steps: 100_000, commands: 20_000, characters: 10_000_000 };
/** Followed files beside which a sourced script is looked for. */
const mostFolders = 100;
/** How deep calls may be nested: GitHub itself ends at ten. */
const deepest = 10;

/** The files that the pipelines of a project may be followed into, and what they may still take together. */
export class FollowedFiles {
  readonly files: ReadonlyMap<string, ProjectFile>;
  private readonly documents = new Map<string, readonly LocatedNode[] | undefined>();
  private readonly taken = { calls: 0, steps: 0, commands: 0, characters: 0 };

  constructor(files: ReadonlyMap<string, ProjectFile>) {
    this.files = files;
  }

  text(path: string): string | undefined {
    return this.files.get(path)?.text;
  }

  /** The YAML documents of a file, read once; nothing where it is not there or is no YAML. */
  read(path: string): readonly LocatedNode[] | undefined {
    if (!this.documents.has(path)) {
      const text = this.text(path);
      const read = text === undefined ? undefined : readYaml(text);
      this.documents.set(path, read === undefined || 'problem' in read ? undefined : read.documents);
    }
    return this.documents.get(path);
  }

  /** Counts what is taken; whether that was still there. */
  take(what: keyof typeof most, count: number): boolean {
    this.taken[what] += count;
    return this.taken[what] <= most[what];
  }
}

/** What reading one pipeline has found beside its steps, and the files that it may be followed into. */
export class Followed {
  /** Paths of the files that it was followed into. */
  readonly paths = new Set<string>();
  readonly elsewhere: PipelinePart[] = [];
  readonly waits = new Map<string, readonly string[]>();
  /** Names that docker/metadata-action makes tags for, in any job. */
  readonly named: NamedImage[] = [];
  /** The file of the pipeline itself. */
  readonly path: string;
  private readonly files: FollowedFiles;
  private readonly prefix: string;
  private readonly missed = new Set<string>();
  private calls = 0;
  private steps = 0;

  private readonly others: readonly string[];

  /** `others`: folders of projects of their own. */
  constructor(path: string, files: FollowedFiles, others: readonly string[]) {
    this.path = path;
    this.files = files;
    this.others = others;
    this.prefix = path.startsWith(REPOSITORY_PREFIX) ? REPOSITORY_PREFIX : '';
  }

  /** The path of a file that a pipeline names, from the root of its repository; nothing where it leaves that. */
  locate(name: string): string | undefined {
    const parts: string[] = [];
    for (const part of name.split('/')) {
      if (part === '..' && parts.pop() === undefined) return undefined;
      if (part !== '..' && part !== '.' && part !== '') parts.push(part);
    }
    return this.prefix + parts.join('/');
  }

  /** Paths of the files whose path fits. */
  matching(fits: (path: string) => boolean): string[] {
    return [...this.files.files.keys()].filter(
      (path) => path.startsWith(this.prefix) && fits(path.slice(this.prefix.length)),
    );
  }

  /** Whether a file belongs to a project of its own. */
  isApart(path: string): boolean {
    return isWithin(this.others, path);
  }

  text(path: string): string | undefined {
    return this.files.text(path);
  }

  /** The text of a script or a list of recipes that a command on this line starts, by its path in the project; nothing, which is noted, where too much was read before. */
  project(path: string, line: number): string | undefined {
    const text = this.text(path);
    if (text === undefined) return undefined;
    this.paths.add(path);
    if (this.mayRead(text.length)) return text;
    this.miss(`starts ${path}`, this.path, line);
    return undefined;
  }

  /** Counts what is read of a file once more; whether it may be. */
  mayRead(characters: number): boolean {
    return this.files.take('characters', characters);
  }

  /** Counts commands that come of a command on this line; whether they may be followed further. */
  mayStart(count: number, line: number): boolean {
    if (this.files.take('commands', count)) return true;
    this.exceed('starts more commands than are read', this.path, line);
    return false;
  }

  /** Notes a script that is sourced: `. "$HERE/common"` lies beside one that was followed before. */
  source(path: string): void {
    const rest = path.replace(/^\$\{?\w+\}?\//, '');
    if (this.note(rest) || rest === path) return;
    for (const folder of new Set([...this.paths].slice(0, mostFolders).map(parentFolder)))
      if (this.note(folder + rest)) return;
  }

  private note(path: string): boolean {
    const isThere = this.text(path) !== undefined;
    if (isThere) this.paths.add(path);
    return isThere;
  }

  /** The YAML documents of a file, read once; nothing where it is not there or is no YAML. */
  read(path: string): readonly LocatedNode[] | undefined {
    const documents = this.files.read(path);
    if (documents !== undefined) this.paths.add(path);
    return documents;
  }

  /** Whether one more call may be followed, at that depth. */
  mayFollow(depth: number): boolean {
    this.calls += 1;
    return (
      depth < deepest &&
      this.calls <= mostCalls &&
      this.steps <= mostSteps &&
      this.files.take('calls', 1) &&
      this.files.take('steps', 0)
    );
  }

  /** Counts the steps of a call. */
  count(steps: number): void {
    this.steps += steps;
    this.files.take('steps', steps);
  }

  /** Notes what is not seen, once. */
  miss(does: string, file: string, line: number): void {
    this.noteOnce({ does, file, line });
  }

  /** Notes what is not seen and by its name pushes an image, once. */
  missPush(does: string, file: string, line: number): void {
    this.noteOnce({ does, file, line, isPush: true });
  }

  /** Notes that GitLab refuses the whole pipeline for a job whose stage is none of its stages; gives the place of no stage. */
  noStage(name: string, file: string, line: number): -1 {
    const does = `has ${name} in a stage that its stages lack (without one it is test), so that GitLab refuses all of it`;
    this.noteOnce({ does, file, line, isRefused: true });
    return -1;
  }

  /** Notes, once, that there is more of something than is read: `has a matrix of more than 50 runs`. */
  exceed(does: string, file: string, line: number): void {
    this.noteOnce({ does, file, line, isMore: true });
  }

  private noteOnce(part: PipelinePart): void {
    const key = JSON.stringify([part.does, part.file, part.line]);
    if (!this.missed.has(key)) this.elsewhere.push(part);
    this.missed.add(key);
  }
}
