import { resolvePath } from '../../model/dockerfile/container-path.ts';
import type { Location } from '../../model/check/rule.ts';
import type { ProgramFacts } from '../../model/programs/program-facts.ts';
import type { Unfollowed } from '../../model/programs/reach.ts';
import { beginningAt } from '../programs/glance/glance.ts';
import { formOf, installersIn } from '../programs/program-texts.ts';
import type { ProgramText } from '../programs/program-text.ts';
import type { ProgramReader } from '../programs/read-programs.ts';
import { describeCommand, type Target } from './command-target.ts';
import { isHarmless } from './harmless-programs.ts';
import { originalsOf } from './copied-folders.ts';
import { asScript, type ConsoleScript } from './console-scripts.ts';
import { isOfSystem, setsUpShell } from './fill-in.ts';
import { pagesBeside } from './pages-beside.ts';
import { folderOfDocument, notCopied } from './scripts-by-path.ts';
import { launchedBy, mostSupervised, readSupervisor, whyTooMany } from './supervisor.ts';
import { linesOf, type Run, type Surrounding } from './run.ts';
import { absentNeed, firstPlaced, movedBy, supposedFile } from './workflows/supposed.ts';
import { firstNamed, foldersOfModules, lacksModule, whyNoModule } from './module-folders.ts';

/** What a target turns out to be in an image. */
export type Lead = { readonly run: Run; readonly location: Location } &
  /** `language`: of what was told to read it, whatever its name says. */
  (
    | { readonly kind: 'file'; readonly path: string; readonly language?: ProgramText['language'] }
    | { readonly kind: 'text'; readonly program: ProgramText }
    | { readonly kind: 'glance'; readonly facts: ProgramFacts }
    | ({ readonly kind: 'miss' } & Omit<Unfollowed, 'class' | 'way'>)
  );

/** Finds the files and texts that commands start, in an image. */
export class TargetResolver {
  private readonly reader: ProgramReader;
  private readonly image: Surrounding;
  private leads: Lead[] = [];

  constructor(reader: ProgramReader, image: Surrounding) {
    this.reader = reader;
    this.image = image;
  }

  resolve(target: Target, run: Run, location: Location, words: readonly string[]): readonly Lead[] {
    this.leads = [];
    this.target(target, run, location, words);
    return this.leads;
  }

  /** A console script, which imports its module and calls a function of it. */
  script(script: ConsoleScript, run: Run): readonly Lead[] {
    this.leads = [];
    this.byScript(script, run);
    return this.leads;
  }

  private target(target: Target, run: Run, location: Location, words: readonly string[]): void {
    if (target.kind === 'file') this.byPath(target, run, location, words);
    else if (target.kind === 'module') this.byModule(target, run, location);
    else if (target.kind === 'name') this.byName(target, run, location, words);
    else if (target.kind === 'text') {
      const { language, text, line } = target;
      this.text({ language, text, ...linesOf(text, line ?? location.line ?? 1, line !== undefined) }, run, location);
    } else if (target.kind === 'supervisor') this.supervisor(target.path, run, location);
    else if (target.kind === 'workflow') this.workflow(target, run, location);
    else this.miss(target.what, target.why, run, location, target.more);
  }

  private miss(what: string, why: string, run: Run, location: Location, more: Partial<Unfollowed> = {}): void {
    if (this.image.ofBase?.has(what) === true) return;
    this.leads.push({ kind: 'miss', what, why, run, location, ...more });
  }

  private file(path: string, run: Run, location: Location, language?: ProgramText['language']): void {
    this.leads.push({ kind: 'file', path, run, location, ...(language === undefined ? {} : { language }) });
  }

  private text(program: ProgramText, run: Run, location: Location): void {
    this.leads.push({ kind: 'text', program, run, location });
  }

  private byPath(
    { path, language, arguments: given }: Extract<Target, { kind: 'file' }>,
    run: Run,
    location: Location,
    words: readonly string[],
  ): void {
    const { files } = this.image;
    if (path.includes('$')) return this.miss(describeCommand(words), 'is named by a variable', run, location);
    const place = resolvePath(path, run.workdir ?? '/');
    const inFolder = ['__main__.py', 'app.R', 'server.R'].map((name) => `${place}/${name}`);
    const places = [place, ...inFolder, ...originalsOf(place, run.copies ?? [])];
    const at = places.find((each) => files.at(each) !== undefined);
    if (at !== undefined) {
      const textAt = (each: string): string | undefined => this.reader.textOf(files.at(each)?.file ?? '');
      // Whoever starts it, a shell reads it, or nothing does.
      if (path === words[0] && /\.(?:py|R|jl)$/.test(at) && textAt(at)?.startsWith('#!') === false)
        this.miss(at, 'has no #! in its first line, so that a shell would read it', run, location);
      for (const each of pagesBeside(at, words, files, textAt)) this.placed(each, language, run, location);
      const beside = folderOfDocument(at, words, textAt(at), run);
      return this.placed(at, language, { ...run, ...beside, arguments: given }, location);
    }
    const like = run.workdir === undefined && !path.startsWith('/') ? files.onlyLike(path) : undefined;
    if (like !== undefined) return this.placed(like, language, { ...run, arguments: given }, location);
    const meant = supposedFile(place, run.supposed, this.reader.index.paths);
    if (meant !== undefined) return this.file(meant, { ...run, arguments: given }, location, language);
    const script = this.image.scripts.find(({ name }) => place.endsWith(`/bin/${name}`)); // where pip puts them
    if (script !== undefined) return this.byScript(script, { ...run, arguments: given });
    // In a copy only what was copied is there.
    const [original = place] = originalsOf(place, run.copies ?? []);
    this.missing(original, path, run, location);
  }

  private missing(place: string, path: string, run: Run, location: Location): void {
    const why = this.image.files.whyUnseen(place);
    // In a folder of which nobody knows where it is, nothing is missing.
    if (place.includes('$')) return this.miss(place, 'is named by a variable', run, location);
    if (setsUpShell(place) || (why === undefined && (isOfSystem(place) || isHarmless(path)))) return;
    if (why !== undefined) this.miss(place, why, run, location);
    else if (!place.startsWith('/usr/local/bin/')) this.miss(place, notCopied, run, location, { isAbsent: true });
    else this.miss(place, 'is not among the files of the project, so it was not read', run, location);
  }

  private placed(place: string, language: ProgramText['language'] | undefined, run: Run, location: Location): void {
    const placed = this.image.files.at(place);
    if (placed?.text !== undefined) {
      const lines = linesOf(placed.text, placed.line ?? location.line ?? 1, true);
      const form = language ?? formOf(place, placed.text);
      if (form === undefined || form === 'notebook' || form === 'chunks') return;
      return this.text({ language: form, text: placed.text, ...lines }, { ...run, place }, location);
    }
    if (placed?.file === undefined) return;
    const { file } = placed;
    for (const text of language === undefined ? installersIn(this.reader.textOf(file)) : [])
      this.text({ language: 'shell', text, lines: [1] }, run, { file, line: 1 });
    this.file(placed.file, { ...run, place }, location, language);
  }

  private byModule(
    { name, isStarted, arguments: given, entry }: Extract<Target, { kind: 'module' }>,
    run: Run,
    location: Location,
  ): void {
    const inner = { ...run, arguments: given, ...(entry === undefined ? {} : { entry }) };
    const file = this.locate(name, run, given);
    if (file === undefined) return this.moduleOfLibrary(name, given, inner, location);
    const main = isStarted && file.endsWith('__init__.py') ? file.replace(/__init__\.py$/, '__main__.py') : undefined;
    for (const each of main !== undefined && this.reader.index.paths.has(main) ? [file, main] : [file])
      this.file(each, isStarted ? inner : { ...inner, isImported: true }, location);
  }

  private moduleOfLibrary(name: string, given: readonly string[], run: Run, location: Location): void {
    const { words, targets } = launchedBy(name, given, run.environment);
    for (const target of targets) this.target(target, run, location, words);
    const why = this.image.files.whyUnseen(run.workdir ?? '/') ?? whyNoModule(name, run, this.image.files);
    if (targets.length > 0 || isHarmless(name.replace(/\..*/s, ''))) return;
    const more = this.isLacking(name, run) ? ({ isLacking: true } as const) : {};
    this.miss(`python -m ${name}`, why, run, location, more);
  }

  /** Whether the image cannot have a module that is not found. */
  isLacking(name: string, run: Run): boolean {
    return lacksModule(name, run, this.image, this.reader);
  }

  /** The file of the project that a Python module in the image is. `given`: to the server that looks for it. */
  locate(name: string, run: Run, given: readonly string[] = []): string | undefined {
    const below = name.replaceAll('.', '/');
    for (const folder of foldersOfModules(run, given)) {
      for (const end of ['/__init__.py', '.py', '/__main__.py']) {
        const file = this.image.files.at(`${folder === '/' ? '' : folder}/${below}${end}`)?.file;
        if (file !== undefined) return file;
      }
      if (firstNamed(name, folder, this.image.files) !== undefined) return undefined;
    }
    for (const root of this.image.files.installed) {
      const file = this.reader.locate(`${root}x.py`, name, 0)?.file;
      if (file?.startsWith(root) === true) return file;
    }
    return undefined;
  }

  private byName(
    { name, arguments: given }: Extract<Target, { kind: 'name' }>,
    run: Run,
    location: Location,
    words: readonly string[],
  ): void {
    const script = this.image.scripts.find((each) => each.name === name);
    if (script !== undefined) return this.byScript(script, { ...run, arguments: given });
    const path = run.environment.get('PATH') ?? '';
    for (const folder of new Set([...path.split(':'), '/usr/local/bin', '/usr/bin', '/bin'])) {
      if (folder.startsWith('/') && this.image.files.at(`${folder}/${name}`) !== undefined)
        return this.placed(`${folder}/${name}`, undefined, { ...run, arguments: given }, location);
    }
    if (name === '' || isHarmless(name) || /^[-%@]/.test(name)) return;
    if (name.includes('$')) this.miss(describeCommand(words), 'is named by a variable', run, location);
    else this.miss(name, 'is a program of the image, which was not read', run, location, { isInstalled: true });
  }

  private byScript(script: ConsoleScript, run: Run): void {
    const location = { file: script.file, line: script.line };
    const step = { text: `${script.file}:${String(script.line)}`, location };
    const root = script.file.slice(0, script.file.lastIndexOf('/') + 1);
    const file = this.reader.locate(`${root}x.py`, script.module, 0)?.file;
    if (file === undefined)
      this.miss(script.name, `is a console script of ${script.module}, which is not among the files`, run, location);
    else this.file(file, asScript({ ...run, way: [...run.way, step] }, script, file, root, this.image), location);
  }

  /** A program in a language that is not parsed: the first of its names that lies in the image. */
  private workflow(target: Extract<Target, { kind: 'workflow' }>, run: Run, location: Location): void {
    const { folder, names, language, text, what } = target;
    const workdir = folder === undefined ? run.workdir : resolvePath(folder, run.workdir ?? '/');
    const inner: Run = { ...run, ...movedBy(target, workdir), arguments: target.arguments };
    const paths = this.reader.index.paths;
    const ofText = text === undefined ? undefined : { path: location.file, text, arguments: [], paths };
    if (ofText !== undefined)
      this.glance(this.reader.glances.at(ofText, language), inner, location, location.line ?? 1);
    const found = firstPlaced(names, workdir, this.image.files, (file) => this.reader.textOf(file));
    if (found !== undefined) {
      const { place, file, text: written, line = location.line ?? 1 } = found;
      const sight = { path: file ?? location.file, text: written, arguments: target.arguments, paths };
      const [facts, from] = [this.reader.glances.at(sight, language), file === undefined ? line : undefined];
      return this.glance(facts, { ...inner, place }, location, from);
    }
    const absent = absentNeed(target, workdir, location, { ...this.image, paths, class: run.class });
    const why = absent === undefined ? `is ${language}, which is not read` : notCopied;
    if (text === undefined || names.length > 0) this.miss(absent?.place ?? what, why, run, location, absent?.more);
    if (absent?.supposed === undefined) return;
    const { file: path, supposed } = absent;
    const sight = { path, text: this.reader.textOf(path) ?? '', arguments: target.arguments, paths };
    this.glance(this.reader.glances.at(sight, language), { ...inner, supposed, hasMoved: true }, location);
  }

  /** `from`: the line of its file that the text begins in, where it is a part of one. */
  private glance(facts: ProgramFacts | undefined, run: Run, location: Location, from?: number): void {
    if (facts === undefined) return;
    this.leads.push({ kind: 'glance', facts: from === undefined ? facts : beginningAt(facts, from), run, location });
  }

  private supervisor(path: string, run: Run, location: Location): void {
    const configurations = readSupervisor(path, this.image.files, run.workdir, (file) => this.reader.textOf(file));
    if (configurations.length === 0)
      return this.miss(path, 'is not among the files, so what supervisord starts is not known', run, location);
    for (const { file = location.file, programs } of configurations) {
      if (programs.length > mostSupervised) this.miss(path, whyTooMany(programs.length), run, location);
      for (const { text, line } of programs.slice(0, mostSupervised))
        this.text({ language: 'shell', text, lines: text.split('\n').map(() => line) }, run, { file, line });
    }
  }
}
