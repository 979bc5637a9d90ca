import { isUnder, resolvePath, trimSlashes } from '../../model/dockerfile/container-path.ts';
import type { CopiedFile, DockerfileFacts, Instruction } from '../../model/dockerfile/dockerfile-facts.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import { stagesByName } from '../dockerfile/stages-by-name.ts';
import { TooMuchWork, WorkBudget } from '../text/work-budget.ts';
import { describeContext } from './context.ts';
import { sourcesOf } from './copy-sources.ts';
import { compilePattern } from './file-pattern.ts';

/** Where a file of the project must lie in the image, as it is. */
export interface PlacedFile {
  readonly path: string;
  /** One of these, absolute: whether the last part of a COPY is a folder the image alone tells. */
  readonly places: readonly string[];
  /** Line of a later RUN that takes it away. */
  readonly removedBy?: number;
}

/** What of a build can be found again in its image. */
export interface Placement {
  readonly placed: readonly PlacedFile[];
  /** Folders of the image that hold what the project has there, and nothing else. */
  readonly folders: readonly string[];
  /** Files of the project whose place nobody can tell, or of which the image has only what was made of them. */
  readonly unplaced: readonly string[];
}

/** Folders that hold things of the base. */
const ofBase = /^\/(?:$|(?:etc|usr|bin|sbin|lib\w*|var|home|root|srv|tmp|opt|run)(?:\/(?:local|lib|bin|share))*$)/;
/** What ADD unpacks. */
const archive = /\.(?:tar|tgz|tbz2?|txz|tzst|tar\.\w+)$/i;

/**
 * Where the files that a build takes end up in its image. `files`: all of the context, folders among them; `taken`: those that a build can take. `workdir`:
 * the image's, which counts where the Dockerfile names none. Nothing where it has too many patterns.
 */
export function placeCopies(
  dockerfile: DockerfileFacts,
  files: readonly ProjectFile[],
  taken: readonly string[],
  workdir: string,
): Placement | undefined {
  try {
    return new Placing(dockerfile, workdir).place(describeContext(dockerfile, files, '').copied, taken);
  } catch (error) {
    if (error instanceof TooMuchWork) return undefined;
    throw error;
  }
}

class Placing {
  private readonly entries = new Map<string, PlacedFile>();
  private readonly folders = new Set<string>();
  private readonly budget = new WorkBudget(20_000_000, 'its copies have too many patterns for so many files');
  private readonly dockerfile: DockerfileFacts;
  private readonly workdir: string;

  constructor(dockerfile: DockerfileFacts, workdir: string) {
    this.dockerfile = dockerfile;
    this.workdir = workdir;
  }

  place(copied: readonly CopiedFile[], taken: readonly string[]): Placement {
    const lineage = new Set(this.dockerfile.final?.stage.lineage);
    const known = new Set<string>();
    for (const { path, instruction } of copied) {
      const isOwn = lineage.has(instruction.stage);
      const own = isOwn ? this.placesOf(path, instruction, this.folders) : undefined;
      const all = isOwn ? (own === undefined ? [] : [own]) : this.placesBeyond(path, instruction);
      if (all.length > 0) known.add(path);
      for (const places of all) this.put({ path, places, ...this.removalOf(places, instruction) });
    }
    const folders = [...this.folders];
    return {
      placed: [...new Set(this.entries.values())],
      folders: folders.filter((folder) => !folders.some((above) => above !== folder && isUnder(folder, above))),
      unplaced: taken.filter((path) => !known.has(path) && path !== this.dockerfile.path),
    };
  }

  /** What is copied over another takes its place. */
  private put(entry: PlacedFile): void {
    for (const place of entry.places) {
      const former = this.entries.get(place);
      for (const each of former?.places ?? []) this.entries.delete(each);
      this.entries.set(place, entry);
    }
  }

  /** Of a copy into the image itself; nothing where it cannot be told. */
  private placesOf(path: string, instruction: Instruction, folders: Set<string>): readonly string[] | undefined {
    const { keyword, words, flags, workdir } = instruction;
    const last = words.at(-1)?.value ?? '';
    if (flags['parents'] !== undefined || /[$]/.test(last) || (keyword === 'ADD' && archive.test(path)))
      return undefined;
    const target = resolvePath(last, workdir ?? (this.workdir === '' ? '/' : this.workdir));
    const clean = trimSlashes(target) === '' ? '/' : trimSlashes(target);
    for (const source of sourcesOf(instruction)) {
      const isAll = source === '' || source === '.';
      if (isAll || path.startsWith(`${source}/`)) {
        if (!ofBase.test(clean)) folders.add(clean);
        return [join(clean, isAll ? path : path.slice(source.length + 1))];
      }
      const name = path.slice(path.lastIndexOf('/') + 1);
      if (path === source) {
        const isFolder = words.length > 2 || /(?:^|\/)\.{0,2}$/.test(last);
        return isFolder ? [join(clean, name)] : [join(clean, name), clean];
      }
      const fits = /[*?[]/.test(source) ? compilePattern(source, this.budget) : undefined;
      const fitted = fits?.(path) ?? -1;
      if (fitted === path.length) return [join(clean, name)];
      if (fitted > 0) return [join(clean, path.slice(fitted + 1))];
    }
    return undefined;
  }

  /** Of a file that another stage got: where a `COPY --from` of the image puts what that stage has there. */
  private placesBeyond(path: string, instruction: Instruction): readonly (readonly string[])[] {
    const stageOf = stagesByName(this.dockerfile.stages);
    const [inStage] = this.placesOf(path, instruction, new Set()) ?? [];
    if (inStage === undefined) return [];
    return (this.dockerfile.final?.instructions ?? []).flatMap(({ keyword, flags, words, workdir }) => {
      const from = keyword === 'COPY' ? stageOf.get(flags['from']?.toLowerCase() ?? '') : undefined;
      if (from?.index !== instruction.stage) return [];
      const target = trimSlashes(resolvePath(words.at(-1)?.value ?? '', workdir ?? '/'));
      return words.slice(0, -1).flatMap(({ value }) => {
        const source = trimSlashes(resolvePath(value, '/'));
        if (inStage === source) return [[join(target, source.slice(source.lastIndexOf('/') + 1)), target]];
        return isUnder(inStage, source) ? [[join(target, inStage.slice(source.length + 1))]] : [];
      });
    });
  }

  private removalOf(places: readonly string[], copy: Instruction): { readonly removedBy?: number } {
    for (const { keyword, line, commands, workdir } of this.dockerfile.final?.instructions ?? []) {
      if (keyword !== 'RUN' || line < copy.line) continue;
      const words = commands.flatMap((command) => (command.program === 'rm' ? command.words.slice(1) : []));
      const gone = words.map((word) => trimSlashes(resolvePath(word.replace(/\/\*$/, ''), workdir ?? '/')));
      if (places.some((place) => gone.some((each) => each !== '' && isUnder(place, each)))) return { removedBy: line };
    }
    return {};
  }
}

const join = (folder: string, name: string): string =>
  folder === '/' || folder === '' ? `/${name}` : `${folder}/${name}`;
