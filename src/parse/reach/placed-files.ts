import { isUnder, resolvePath, trimSlashes } from '../../model/dockerfile/container-path.ts';
import type { DockerfileFacts, Instruction } from '../../model/dockerfile/dockerfile-facts.ts';
import type { ShellCommand } from '../../model/sources/source-facts.ts';
import { compilePattern, type FilePattern } from '../project/file-pattern.ts';
import { WorkBudget } from '../text/work-budget.ts';
import { installedFolders, isEditable } from './console-scripts.ts';

/** What lies at a path of an image: a file of the project, or a text that the Dockerfile writes there. */
export interface Placed {
  readonly file?: string;
  readonly text?: string;
  /** First line of the text. */
  readonly line?: number;
}

/** Steps: a file looked at by a COPY, or by a command that moves files. */
export const mostSteps = 10_000_000;
export const tooMany = 'it copies and moves too many files too often';

/** Files in a stage while it is built. */
export class PlacedFiles {
  private readonly places: Map<string, Placed>;
  /** Folders that nobody can look into: cloned or unpacked while the image is built. */
  readonly unseen: Map<string, string>;
  /** Folders of the project whose package was installed (`pip install .`): `''` for the project itself. */
  readonly installed: Set<string>;
  /** Those of them whose package runs from where it lies (`pip install -e .`); of the others a copy runs, which lies elsewhere. */
  readonly editable: Set<string>;
  /** Folders that a RUN makes. */
  readonly made: Set<string>;
  private byFile: Map<string, Set<string>> | undefined;
  readonly budget: WorkBudget;

  /** `budget`: of the whole Dockerfile; looking through files is paid from it, and it throws TooMuchWork. */
  constructor(parent?: PlacedFiles, budget = parent?.budget ?? new WorkBudget(mostSteps, tooMany)) {
    this.budget = budget;
    budget.spend(parent?.places.size ?? 0);
    this.places = new Map(parent?.places);
    this.unseen = new Map(parent?.unseen);
    this.installed = new Set(parent?.installed);
    this.editable = new Set(parent?.editable);
    this.made = new Set(parent?.made);
  }

  at(path: string): Placed | undefined {
    return this.places.get(path);
  }

  set(path: string, placed: Placed): void {
    const before = this.places.get(path)?.file;
    if (before !== undefined) this.byFile?.get(before)?.delete(path);
    this.places.set(path, placed);
    if (this.byFile !== undefined && placed.file !== undefined) note(this.byFile, placed.file, path);
  }

  /** Where a file of the project lies; the first place, if it was copied more than once. */
  placeOf(file: string): string | undefined {
    if (this.byFile === undefined) {
      this.byFile = new Map();
      for (const [path, placed] of this.places) if (placed.file !== undefined) note(this.byFile, placed.file, path);
    }
    const [first] = this.byFile.get(file) ?? [];
    return first;
  }

  /** Whether a file of the project was copied, or installed with its package. */
  has(file: string): boolean {
    return this.placeOf(file) !== undefined || [...this.installed].some((root) => file.startsWith(root));
  }

  get size(): number {
    return this.places.size;
  }

  entries(): Iterable<readonly [string, Placed]> {
    return this.places;
  }

  /** The one path that ends in a relative name, where there is one only. */
  onlyLike(name: string): string | undefined {
    const end = `/${name.replace(/^\.\//, '')}`;
    const [like, another] = [...this.places.keys()].filter((each) => each.endsWith(end));
    return another === undefined ? like : undefined;
  }

  /** Takes away what lies at a path, or below it; `*` in its last part stands for any name. `isConditional`: whether that happens, nobody knows. */
  remove(path: string, isConditional?: true): void {
    this.budget.spend(this.places.size);
    const fits = /[*?[]/.test(path) ? compilePattern(path.slice(1), this.budget) : undefined;
    for (const [each, { file }] of this.places) {
      const isGone = each === path || each.startsWith(`${path}/`) || (fits?.(each.slice(1)) ?? -1) >= 0;
      if (!isGone) continue;
      this.places.delete(each);
      if (file !== undefined) this.byFile?.get(file)?.delete(each);
      if (isConditional === true) this.unseen.set(each, 'is removed while the image is built, if a condition holds');
    }
  }

  /** Whether something is known to lie below a path. */
  isFolder(path: string): boolean {
    if (this.made.has(path)) return true;
    this.budget.spend(this.places.size);
    for (const each of this.places.keys()) if (each.startsWith(path === '/' ? '/' : `${path}/`)) return true;
    return false;
  }

  /** Why a path cannot be looked at, when it lies in a folder that was cloned or unpacked. */
  whyUnseen(path: string): string | undefined {
    for (const [folder, why] of this.unseen) if (isUnder(path, folder)) return why;
    return undefined;
  }

  /** Copies what lies at a path, or below it, of some stage to another place. */
  copy(from: PlacedFiles, source: string, target: string, into: boolean): void {
    this.budget.spend(from.places.size + from.unseen.size);
    const fits = /[*?[]/.test(source) ? compilePattern(source.slice(1), this.budget) : undefined;
    const end = into ? `${target === '/' ? '' : target}/` : undefined;
    const copied = from === this ? new Map(from.places) : from.places;
    for (const [path, placed] of copied) {
      const isFile = path === source || fits?.(path.slice(1)) === path.length - 1;
      if (isFile) this.set(end === undefined ? target : end + path.slice(path.lastIndexOf('/') + 1), placed);
      else if (path.startsWith(source === '/' ? '/' : `${source}/`))
        this.set(`${target === '/' ? '' : target}/${path.slice(source === '/' ? 1 : source.length + 1)}`, placed);
    }
    for (const [folder, why] of from.unseen) {
      if (isUnder(folder, source)) this.unseen.set(target + folder.slice(source === '/' ? 0 : source.length), why);
      else if (isUnder(source, folder)) this.unseen.set(target, why);
    }
  }
}

function note(byFile: Map<string, Set<string>>, file: string, path: string): void {
  const known = byFile.get(file);
  if (known === undefined) byFile.set(file, new Set([path]));
  else known.add(path);
}

/** Puts the files of a COPY or ADD of the build context into a stage. */
export function placeCopy(stage: PlacedFiles, instruction: Instruction, { context }: DockerfileFacts): void {
  const written = instruction.words.at(-1)?.value ?? '';
  const target = resolvePath(written, instruction.workdir ?? '/');
  const sources = instruction.words
    .slice(0, -1)
    .map(({ value }) => value)
    .filter((source) => !source.startsWith('<<'));
  for (const { text, line, name } of instruction.heredocs)
    stage.set(isFolderName(written) ? `${target}/${name}` : target, { text, line });
  for (const source of sources) {
    if (/^(?:[a-z]+:\/\/|git@)/.test(source)) {
      stage.unseen.set(target, 'is downloaded while the image is built');
      continue;
    }
    const name = trimSlashes(source.replace(/^(?:\.?\/)+/, ''));
    const root = context.root;
    stage.budget.spend(context.sent.length);
    const fits = /[*?[]/.test(name) ? compilePattern(name, stage.budget) : undefined;
    const into =
      sources.length > 1 ||
      isFolderName(written) ||
      fits !== undefined ||
      stage.isFolder(target) ||
      target === instruction.workdir;
    for (const path of context.sent) {
      const relative = path.slice(root.length);
      const below = belowSource(relative, name, fits);
      if (below === undefined) continue;
      const end = below === '' ? (into ? `/${relative.slice(relative.lastIndexOf('/') + 1)}` : '') : `/${below}`;
      stage.set(`${target === '/' ? '' : target}${end}` || '/', { file: path });
    }
  }
}

function isFolderName(written: string): boolean {
  return written.endsWith('/') || /(?:^|\/)\.{1,2}$/.test(written);
}

/** Where a file lies below a source of COPY: empty for the source itself, absent when it is not one of its files. */
function belowSource(path: string, source: string, fits: FilePattern | undefined): string | undefined {
  if (source === '' || source === '.') return path;
  if (path === source) return '';
  if (path.startsWith(`${source}/`)) return path.slice(source.length + 1);
  const length = fits?.(path) ?? -1;
  return length < 0 ? undefined : path.slice(length + 1);
}

/** What a command of a RUN does to the files, as far as it only moves, links, clones or writes them. */
export function placeCommand(
  stage: PlacedFiles,
  { program, words, stdin, writes, line, isConditional }: ShellCommand,
  workdir: string,
): void {
  const names = words
    .slice(1)
    .filter((word) => !word.startsWith('-'))
    .map((word) => word.replace(/\/\.$/, '/'));
  const last = names.at(-1);
  if (/^(?:cp|mv|rsync|install|ln)$/.test(program) && last !== undefined && names.length > 1) {
    const target = resolvePath(last, workdir);
    const into = last.endsWith('/') || names.length > 2 || stage.isFolder(target) || words.includes('-t');
    for (const source of names.slice(0, -1)) {
      const path = resolvePath(source, workdir).replace(/(.)\/\*$/, '$1');
      const isFolder = stage.at(path) === undefined && !source.endsWith('*') && !source.endsWith('/');
      stage.copy(stage, path, isFolder && into ? `${target}/${path.slice(path.lastIndexOf('/') + 1)}` : target, into);
    }
  } else if (program === 'rm') for (const name of names) stage.remove(resolvePath(name, workdir), isConditional);
  else if (program === 'mkdir') for (const name of names) stage.made.add(resolvePath(name, workdir));
  else if (program === 'git' && words.includes('clone')) {
    const address = names.find((word) => /^(?:https?:|git@|ssh:|git:)|\.git$/.test(word)) ?? names[1];
    const folder =
      last !== undefined && last !== address
        ? last
        : (address
            ?.replace(/\.git$/, '')
            .split('/')
            .at(-1) ?? '.');
    stage.unseen.set(resolvePath(folder, workdir), `is cloned while the image is built (${address ?? 'git clone'})`);
  } else if (/^(?:tar|unzip)$/.test(program)) {
    const at = words.findIndex((word) => word === '-C' || word === '-d' || word === '--directory');
    if (at > 0) stage.unseen.set(resolvePath(words[at + 1] ?? '.', workdir), 'is unpacked while the image is built');
  } else if (stdin !== undefined && /^(?:cat|tee)$/.test(program)) {
    for (const target of program === 'tee' ? names : writes)
      stage.set(resolvePath(target, workdir), { text: stdin.text, line: stdin.line });
  } else if (/^(?:echo|printf)$/.test(program)) {
    for (const target of writes)
      stage.set(resolvePath(target, workdir), { text: names.join(' ').replaceAll(String.raw`\n`, '\n'), line });
  } else placeInstalled(stage, program, words, workdir);
}

function placeInstalled(stage: PlacedFiles, program: string, words: readonly string[], workdir: string): void {
  for (const folder of installedFolders(program, words)) {
    const place = resolvePath(folder, workdir);
    for (const name of ['pyproject.toml', 'setup.py', 'setup.cfg']) {
      const file = stage.at(`${place === '/' ? '' : place}/${name}`)?.file;
      if (file === undefined) continue;
      const root = file.slice(0, file.lastIndexOf('/') + 1);
      stage.installed.add(root);
      if (isEditable(program, words)) stage.editable.add(root);
    }
  }
}
