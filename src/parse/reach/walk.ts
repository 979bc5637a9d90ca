import type { Location } from '../../model/check/rule.ts';
import type { ProgramFacts } from '../../model/programs/program-facts.ts';
import type { ReachedProgram, Unfollowed } from '../../model/programs/reach.ts';
import type { ShellCommand } from '../../model/sources/source-facts.ts';
import { isFirst } from '../../shared/is-first.ts';
import { formOf, isReadAs, languageNotRead } from '../programs/program-texts.ts';
import type { ProgramText } from '../programs/program-text.ts';
import { glanceKey, reachKey } from '../programs/reach-keys.ts';
import { dearGlance } from '../programs/glance/glance.ts';
import type { ProgramReader } from '../programs/read-programs.ts';
import { describeCommand } from './command-target.ts';
import { allTargetsOf, detailsOf } from './unsaid-target.ts';
import { replaceWritten } from '../placed/program-writes.ts';
import { leadsBefore } from '../placed/ran-before.ts';
import { FolderCopies } from './copied-folders.ts';
import type { ConsoleScript } from './console-scripts.ts';
import { FolderNames } from './folder-names.ts';
import { fillInCommand, withOwnFolder, type Surroundings } from './fill-in.ts';
import { leadsOn } from './harmless-programs.ts';
import { TargetResolver, type Lead } from './resolve-target.ts';
import { withoutAbsentChoices } from './workflows/chosen-commands.ts';
import type { Following } from '../../shared/follow-trail.ts';
import { folderOfDocument, notCopied, scriptsAround, scriptsByPath } from './scripts-by-path.ts';
import {
  asImported,
  asLoaded,
  awaitsProgram,
  finishProgram,
  GivenWords,
  keptOf,
  linesOf,
  movedTo,
  optionsOf,
  passArguments,
  placeFor,
  wayOn,
  withExports,
  workdirAt,
  type Run,
  type Surrounding,
} from './run.ts';

interface Found {
  readonly run: Run;
  readonly path: string;
  readonly finish: () => readonly ProgramFacts[];
}

/** Programs of one image beyond which the walk does not go: each is read, so this bounds the work, and it is said. */
const mostPrograms = 3000;
/** How far commands start commands. */
const deepest = 25;
/** Walks from commands to the programs that they start, and from these to what they import and start; `followTrail` goes each way. */
export class Walk {
  readonly unfollowed: Unfollowed[] = [];
  readonly byFolder: FolderNames;
  /** How a script of the start runs the program that each run of the image names. */
  handsOn: Run | undefined;
  private readonly reader: ProgramReader;
  private readonly image: Surrounding;
  private readonly resolver: TargetResolver;
  private readonly found: Found[] = [];
  private readonly given = new GivenWords();
  private readonly seen = new Set<string>();
  private readonly missed = new Set<string>();

  constructor(reader: ProgramReader, image: Surrounding) {
    this.reader = reader;
    this.image = image;
    this.resolver = new TargetResolver(reader, image);
    this.byFolder = new FolderNames(image.files, this.resolver);
  }

  reached(): ReadonlySet<string> {
    return new Set(this.found.map(({ path }) => path));
  }

  /** The programs, each with all that is known of it. To be called when every walk over the project is done. */
  finish(): readonly ReachedProgram[] {
    return this.found.flatMap(({ run, finish }) =>
      finish().map((program) => {
        this.reader.spend(program);
        const isShared = run.isImported === true && this.given.isShared(reachKey(program.path, run));
        return finishProgram(program, run, this.surroundings(isShared ? { ...run, arguments: [] } : run));
      }),
    );
  }

  private surroundings(run: Run): Surroundings {
    const options = optionsOf(run.arguments);
    const environment = withOwnFolder(run.environment, run.place);
    return {
      environment: options.size === 0 ? environment : new Map([...environment, ...options]),
      placeOf: (file) => placeFor(file, run, this.image),
    };
  }

  *command(written: ShellCommand, run: Run, location: Location): Following {
    if (run.way.length > deepest) {
      const why = `lies more than ${String(deepest)} steps behind the start, and was not followed`;
      if (allTargetsOf(written, run.environment, this.image.files).some(leadsOn))
        this.miss(describeCommand(written.words), why, run, { location });
      return;
    }
    if (run.class === 'started' && awaitsProgram(written, run.arguments)) this.handsOn ??= run;
    for (const command of passArguments(fillInCommand(written, run.environment), run.arguments)) {
      const environment = new Map([...run.environment, ...Object.entries(command.assignments)]);
      const inner: Run = { ...run, environment, ...(command.directory && movedTo(command.directory, run)) };
      const targets = allTargetsOf(command, environment, this.image.files);
      this.byFolder.note(command, targets, inner, location);
      for (const target of targets)
        for (const lead of this.resolver.resolve(target, inner, location, command.words)) yield this.lead(lead);
    }
  }

  private *lead(lead: Lead): Following {
    if (lead.kind === 'miss') this.miss(lead.what, lead.why, lead.run, lead);
    else if (lead.kind === 'glance') yield this.glance(lead.facts, lead.run);
    else if (lead.kind === 'text') yield this.text(lead.program, lead.run, lead.location);
    else yield this.file(lead.path, lead.run, lead.location, lead.language);
  }

  private miss(what: string, why: string, run: Run, more: Omit<Unfollowed, 'what' | 'why' | 'class' | 'way'>): void {
    if (!isFirst(this.missed, `${run.class}\0${what}`)) return;
    this.unfollowed.push({ what, why, class: run.class, way: run.way, ...detailsOf(more) });
  }

  /** A console script, which imports its module and calls a function of it. */
  *script(script: ConsoleScript, run: Run): Following {
    for (const lead of this.resolver.script(script, run)) yield this.lead(lead);
  }

  *text(program: ProgramText, run: Run, location: Location): Following {
    const { file, line } = location;
    if (!isFirst(this.seen, [run.class, run.place, file, line, program.language, program.text].join('\0'))) return;
    const why = this.image.files.whyReplaced(run.place);
    if (why !== undefined) this.miss(run.place ?? '', why, run, { location });
    const { facts, finish } = this.reader.previewText(file, program);
    if (run.way.length === 1 && /^(?:r|julia)$/.test(program.language)) this.byFolder.noteText(facts, run, location);
    yield this.add(facts, run, () => [finish()]);
  }

  *file(path: string, run: Run, location: Location, told?: ProgramText['language']): Following {
    // What the project has is read all the same, since it may be that.
    const why = this.image.files.whyReplaced(run.place ?? this.image.files.placeOf(path));
    if (why !== undefined) this.miss(run.place ?? path, why, run, { location });
    const text = this.reader.textOf(path);
    if (told !== undefined && text !== undefined && isReadAs(path, text, told)) {
      const key = `${reachKey(path, run)}\0${told}`;
      if (this.isFull(run, location) || !isFirst(this.seen, key)) return;
      yield this.text({ language: told, text, ...linesOf(text, 1, true) }, run, { file: path });
      return;
    }
    if (formOf(path, text) === undefined) {
      yield this.notParsed(path, text, run, location);
      return;
    }
    // The loader that a package manager puts into a project reads nothing of it.
    if (/(?:^|\/)(?:renv\/activate|packrat\/init)\.R$/.test(path)) return;
    const key = reachKey(path, run);
    if (this.seen.has(key) || this.isFull(run, location)) return;
    this.seen.add(key);
    for (const facts of this.reader.preview(path)) {
      const isSame = ({ language }: ProgramFacts): boolean => language === facts.language;
      yield this.add(facts, run, () => this.reader.facts(path).filter(isSame));
    }
  }

  /** A program in a language that is not parsed: what shows at a glance counts, and the rest is not known. */
  private *notParsed(path: string, text: string | undefined, run: Run, location: Location): Following {
    if (this.seen.has(glanceKey(path, run))) return;
    const facts =
      text === undefined
        ? undefined
        : this.reader.glances.at({ path, text, arguments: run.arguments, paths: this.reader.index.paths });
    if (facts !== undefined) {
      yield this.glance(facts, run);
      return;
    }
    const language = languageNotRead(path);
    const why = language === undefined ? 'is in a language that is not read' : `is ${language}, which is not read`;
    this.miss(path, why, run, { location });
  }

  private *glance(facts: ProgramFacts, run: Run): Following {
    const key = glanceKey(facts.path, run);
    if (this.seen.has(key) || this.isFull(run, { file: facts.path })) return;
    this.seen.add(key);
    this.reader.spend(facts, dearGlance);
    yield this.add(facts, run, () => [facts]);
  }

  /** Whether no further program is followed, which is said once. */
  private isFull(run: Run, location: Location): boolean {
    if (this.found.length <= mostPrograms) return false;
    const why = `is not followed: more than ${String(mostPrograms)} programs are`;
    this.miss('what is started or imported besides', why, run, { location });
    return true;
  }

  /** `finish`: the program with all that is known of it by the time it is asked for. */
  private *add(facts: ProgramFacts, run: Run, finish: () => readonly ProgramFacts[]): Following {
    this.reader.spend(facts);
    this.found.push({ run, path: facts.path, finish });
    if (run.class === 'built') for (const each of finish()) replaceWritten(this.image.files, each, run.workdir);
    if (this.isFull(run, { file: facts.path })) return;
    const known = withExports(run.environment, facts, this.surroundings(run));
    const environment = withOwnFolder(known, run.place);
    const copies = new FolderCopies(run.copies ?? [], facts, run.workdir);
    const next = (line: number): Run => ({
      ...keptOf(run),
      way: wayOn(run, facts, line),
      environment,
      ...workdirAt(facts, line, run),
      copies: copies.at(line),
      arguments: facts.language === 'shell' ? run.arguments : [],
    });
    for (const { files, line } of facts.imports)
      for (const file of files) {
        const key = reachKey(file, run);
        this.given.note(key, run.arguments);
        if (!this.seen.has(key))
          yield this.imported(file, { ...next(line), ...asImported(run, facts) }, { file: facts.path, line });
      }
    for (const command of withoutAbsentChoices(facts, next, this.resolver, this.image))
      yield this.command(command, next(command.line), { file: facts.path, line: command.line });
    for (const command of scriptsByPath(facts, this.image.files, (line) => next(line).workdir))
      yield this.command(command, asLoaded(next(command.line), facts), { file: facts.path, line: command.line });
    for (const lead of leadsBefore(facts, run, this.image.files, this.reader)) yield this.lead(lead);
    if (facts.dynamic !== undefined && run.class !== 'built') yield this.around(facts, next(facts.dynamic.line));
  }

  /** A module that another one imports is there only when it was copied or installed. */
  private *imported(file: string, run: Run, location: Location): Following {
    const place = placeFor(file, run, this.image);
    const beside = place === undefined ? {} : { place, ...folderOfDocument(place, [], this.reader.textOf(file), run) };
    const isThere = this.image.files.has(file) || run.supposed !== undefined;
    if (isThere || this.image.files.isArchived(file)) yield this.file(file, { ...run, ...beside }, location);
    if (!isThere && /\.[rR]$/.test(file))
      this.miss(`code of ${file.slice(0, file.lastIndexOf('/'))}`, notCopied, run, { location });
  }

  /** A program that loads what no text names may load every program of its folder. */
  private *around(facts: ProgramFacts, run: Run): Following {
    for (const file of scriptsAround(facts, this.reader.index.paths))
      if (!(['started', 'could'] as const).some((kind) => this.seen.has(reachKey(file, { class: kind }))))
        yield this.imported(file, { ...run, class: 'could', isChoice: true, isImported: true }, { file: facts.path });
  }
}
