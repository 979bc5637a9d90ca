import { isUnder } from '../../model/dockerfile/container-path.ts';
import { compilePattern } from '../project/file-pattern.ts';
import { WorkBudget } from '../text/work-budget.ts';

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
  /** Folders of the project whose package is installed from an archive that is not among the files. */
  readonly archived = new Set<string>();
  /** Folders of the project whose package was installed (`pip install .`): `''` for the project itself. */
  readonly installed: Set<string>;
  /** Those of them whose package runs from where it lies (`pip install -e .`); of the others a copy runs, which lies elsewhere. */
  readonly editable: Set<string>;
  /** Folders that a RUN makes. */
  readonly made: Set<string>;
  /** Links to folders, by where they lie: what is placed in the one is in the other, now and later. */
  private readonly links: Map<string, string>;
  /** Files that are placed, and over which something is written later that nobody read: why, by path. */
  private readonly replaced: Map<string, string>;
  /** While it is there: what is placed, path -> file of the project. */
  private log: Map<string, string> | undefined;
  private byFile: Map<string, Set<string>> | undefined;
  readonly budget: WorkBudget;

  /** `budget`: of the whole Dockerfile; looking through files is paid from it, and it throws TooMuchWork. */
  constructor(parent?: PlacedFiles, budget = parent?.budget ?? new WorkBudget(mostSteps, tooMany)) {
    this.budget = budget;
    budget.spend(parent?.places.size ?? 0);
    this.places = new Map(parent?.places);
    this.unseen = new Map(parent?.unseen);
    this.replaced = new Map(parent?.replaced);
    this.installed = new Set(parent?.installed);
    this.editable = new Set(parent?.editable);
    this.made = new Set(parent?.made);
    this.links = new Map(parent?.links);
  }

  /** A link to a folder, into which files may come later. */
  link(place: string, target: string): void {
    if (place !== '/' && target !== '/') this.links.set(place, target);
  }

  /** Where else a path is, by links. */
  private alsoAt(path: string): readonly string[] {
    if (this.links.size === 0) return [];
    this.budget.spend(this.links.size);
    return [...this.links].flatMap(([place, target]) => [
      ...(isUnder(path, target) ? [place + path.slice(target.length)] : []),
      ...(isUnder(path, place) ? [target + path.slice(place.length)] : []),
    ]);
  }

  at(path: string): Placed | undefined {
    return this.places.get(path);
  }

  set(path: string, placed: Placed): void {
    this.put(path, placed);
    for (const each of this.alsoAt(path)) this.put(each, placed);
  }

  private put(path: string, placed: Placed): void {
    const before = this.places.get(path)?.file;
    if (placed.file !== undefined && placed.file !== before) this.log?.set(path, placed.file);
    if (before !== undefined) this.byFile?.get(before)?.delete(path);
    this.places.set(path, placed);
    this.replaced.delete(path);
    if (this.byFile !== undefined && placed.file !== undefined) note(this.byFile, placed.file, path);
  }

  /** What `place` puts at a path that had another file, or none: path -> file of the project. */
  recordOf(place: () => void): ReadonlyMap<string, string> {
    const log = new Map<string, string>();
    this.log = log;
    try {
      place();
    } finally {
      this.log = undefined;
    }
    return log;
  }

  /** What lies at a path may be another thing from now on; with `isFolder`, and so may all below it. */
  replace(path: string, why: string, isFolder = false): void {
    for (const each of [path, ...this.alsoAt(path)]) this.doubt(each, why, isFolder);
  }

  private doubt(path: string, why: string, isFolder: boolean): void {
    if (this.places.has(path)) this.replaced.set(path, why);
    if (!isFolder) return;
    this.budget.spend(this.places.size);
    for (const each of this.places.keys()) if (path === '/' || isUnder(each, path)) this.replaced.set(each, why);
  }

  /** Why what lies at a path is not what was placed there, as far as anybody can tell. */
  whyReplaced(path: string | undefined): string | undefined {
    return path === undefined ? undefined : this.replaced.get(path);
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

  /** Whether a file of the project is of a package that comes in an archive, which is made of the project and was not seen. */
  isArchived(file: string): boolean {
    return [...this.archived].some((root) => file.startsWith(root));
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
    if (!this.links.delete(path)) for (const each of this.alsoAt(path)) this.takeAway(each, isConditional);
    this.takeAway(path, isConditional);
  }

  private takeAway(path: string, isConditional?: true): void {
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
    return this.made.has(path) || this.holdsBelow(path);
  }

  /** Whether a file is known to lie at a path, or below it. */
  holds(path: string): boolean {
    return this.places.has(path) || this.holdsBelow(path);
  }

  private holdsBelow(path: string): boolean {
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
    const place = (path: string, placed: Placed, to: string): void => {
      const why = from.replaced.get(path);
      this.set(to, placed);
      if (why !== undefined) this.replaced.set(to, why);
    };
    for (const [path, placed] of copied) {
      const isFile = path === source || fits?.(path.slice(1)) === path.length - 1;
      if (isFile) place(path, placed, end === undefined ? target : end + path.slice(path.lastIndexOf('/') + 1));
      else if (path.startsWith(source === '/' ? '/' : `${source}/`))
        place(path, placed, `${target === '/' ? '' : target}/${path.slice(source === '/' ? 1 : source.length + 1)}`);
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
