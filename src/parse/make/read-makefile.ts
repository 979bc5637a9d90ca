import { automaticOf, fillAutomatic } from '../text/automatic-variables.ts';
import { MakeValues, type Filled } from './make-values.ts';
import { joinedLines, type RecipeLine } from './recipe-lines.ts';

/** One rule: what it makes, what that needs, and the lines for a shell. */
export interface MakeRule {
  readonly names: readonly string[];
  readonly needs: readonly string[];
  readonly lines: RecipeLine[];
  /** 1-based. */
  readonly line: number;
  readonly isDouble: boolean;
  /** The first line by which it may run something else. */
  open?: number;
}

export interface Makefile {
  readonly rules: ReadonlyMap<string, readonly MakeRule[]>;
  /** `%.html: %.Rmd`, each with its line. */
  readonly patterns: readonly { readonly before: string; readonly after: string; readonly line: number }[];
  /** What is made where nothing is asked for. */
  readonly first: string | undefined;
  readonly phony: ReadonlySet<string>;
  /** The first line by which everything may be another: `include`. */
  readonly open?: number;
}

const assignment = /^(?:override[ \t]+)?(?<name>[A-Za-z_.][\w.-]*)[ \t]*(?<sign>:{0,3}=|\?=|\+=|!=)(?<value>[^]*)$/;
const condition = /^(?:ifn?eq|ifn?def)\b/;
/** Values of make's own variables that change nothing of what is run. */
const harmless: Readonly<Record<string, RegExp | undefined>> = {
  SHELL: /^(?:\/(?:usr\/)?bin\/(?:env[ \t]+)?)?(?:ba|da)?sh$/,
  MAKEFLAGS:
    /^(?:--(?:warn-undefined-variables|no-builtin-(?:rules|variables)|no-print-directory|silent)\s*|-[srR]+\s*)*$/,
  '.SHELLFLAGS': /^[\w -]*-\w*c$/,
};
/** Special targets that leave the recipes what they are. */
const quiet = /^\.(?:PHONY|SUFFIXES|DELETE_ON_ERROR|SECONDARY|PRECIOUS|INTERMEDIATE|SILENT|NOTPARALLEL|POSIX)$/;

/** The rules of a Makefile. `given`: variables that the command line sets. */
export function readMakefile(text: string, given: ReadonlyMap<string, string>): Makefile {
  const reader = new Reader(new MakeValues(given));
  for (const line of joinedLines(text)) reader.take(line);
  return reader.finish();
}

class Reader {
  private readonly values: MakeValues;
  private readonly rules: MakeRule[] = [];
  private readonly patterns: { before: string; after: string; line: number }[] = [];
  private readonly phony = new Set<string>();
  private goal: string | undefined;
  private open: number | undefined;
  private current: MakeRule | undefined;
  private conditions = 0;
  private isDefining = false;

  constructor(values: MakeValues) {
    this.values = values;
  }

  take({ text, line }: RecipeLine): void {
    if (this.isDefining) {
      this.isDefining = !/^\s*endef\b/.test(text);
      return;
    }
    if (text.startsWith('\t')) {
      this.current?.lines.push({ text, line });
      if (this.current !== undefined && this.conditions > 0) this.current.open ??= line;
      return;
    }
    const bare = text.slice(0, commentAt(text)).trim();
    if (bare === '' || this.takesCondition(bare)) return;
    const define = /^(?:override[ \t]+)?define[ \t]+([\w.-]+)/.exec(bare)?.[1];
    if (define !== undefined) {
      this.values.leaveOpen(define, line);
      this.isDefining = true;
    } else if (!this.takesValue(bare, line) && !this.takesRule(bare, line)) {
      this.open ??= line;
      this.current = undefined;
    }
  }

  private takesCondition(text: string): boolean {
    if (condition.test(text)) this.conditions += 1;
    else if (/^endif\b/.test(text)) this.conditions = Math.max(0, this.conditions - 1);
    else if (!/^else\b/.test(text)) return false;
    return true;
  }

  private takesValue(text: string, line: number): boolean {
    const { name = '', sign = '', value = '' } = assignment.exec(text)?.groups ?? {};
    if (name === '') return false;
    this.current = undefined;
    // What stands here is run whatever is asked for.
    if (sign === '!=' || (/^:+=$/.test(sign) && /\$[({]shell\b/.test(value))) this.open ??= line;
    const isOpen = this.conditions > 0 || sign === '+=';
    if (name === '.DEFAULT_GOAL') this.goal = value.trim();
    else if (harmless[name]?.test(value.trim()) === true) return true;
    else if (/^(?:SHELL|MAKEFLAGS|VPATH|\..*)$/.test(name)) this.open ??= line;
    else if (sign === '!=') this.values.leaveOpen(name, line);
    else this.values.set(name, value, line, isOpen);
    return true;
  }

  private takesRule(text: string, line: number): boolean {
    const filled = this.values.fill(text);
    const at = filled.text.indexOf(':');
    // Grouped targets, `a b &: c`, are made by one recipe, as are all of a rule here.
    const names = wordsOf(filled.text.slice(0, Math.max(0, at)).replace(/&$/, ''));
    if (names.length === 0 || names.some((name) => /[$=;|(){}]/.test(name))) return false;
    const isDouble = filled.text.charAt(at + 1) === ':';
    const rest = filled.text.slice(at + (isDouble ? 2 : 1));
    if (names.every((name) => quiet.test(name))) {
      if (names.includes('.PHONY')) for (const name of wordsOf(rest)) this.phony.add(name);
      this.current = undefined;
      return true;
    }
    // `.ONESHELL` and the like change every recipe.
    if (names.some((name) => /^\.[A-Z_]+$/.test(name))) return false;
    this.add(names, rest, { line, isDouble, filled });
    return true;
  }

  private add(
    names: readonly string[],
    rest: string,
    { line, isDouble, filled }: { readonly line: number; readonly isDouble: boolean; readonly filled: Filled },
  ): void {
    const [wanted = '', ...command] = rest.split(';');
    const needs = wordsOf(wanted).filter((word) => word !== '|');
    const isOpen = this.conditions > 0 || filled.open !== undefined || /[:=*?$]/.test(wanted);
    const made: MakeRule = { names, needs: isOpen && /[:=]/.test(wanted) ? [] : needs, lines: [], line, isDouble };
    if (isOpen) made.open = filled.open === undefined || filled.open === 0 ? line : filled.open;
    if (command.length > 0) made.lines.push({ text: command.join(';'), line });
    this.current = made;
    for (const name of names) {
      const [before = '', after] = name.split('%');
      if (after !== undefined) this.patterns.push({ before, after, line });
    }
    if (names.every((name) => !name.includes('%'))) this.rules.push(made);
  }

  finish(): Makefile {
    const rules = new Map<string, MakeRule[]>();
    for (const each of this.rules) {
      this.fillLines(each);
      for (const name of new Set(each.names)) {
        const others = rules.get(name);
        if (others === undefined) rules.set(name, [each]);
        else others.push(each);
      }
    }
    const first = this.goal ?? [...rules.keys()].find((name) => !/^\.[^/]*$/.test(name));
    const { patterns, phony, open } = this;
    return { rules, patterns, phony, first, ...(open === undefined ? {} : { open }) };
  }

  /** Variables have the value that the end of the file gives them. */
  private fillLines(made: MakeRule): void {
    const usesAny = made.lines.some(({ text }) => text.includes('$'));
    const automatic = usesAny ? automaticOf(made.names, made.needs) : new Map<string, string>();
    for (const [at, { text, line }] of made.lines.entries()) {
      const filled = this.values.fill(fillAutomatic(text, automatic));
      if (filled.open !== undefined) made.open ??= filled.open === 0 ? line : filled.open;
      made.lines[at] = {
        text: filled.text
          .trim()
          .replace(/^[@+\s-]+/, '')
          .replaceAll('$$', '$'),
        line,
        ...(/^[@+\s]*-/.test(filled.text) ? { mayFail: true as const } : {}),
      };
    }
  }
}

/** Where a comment begins: a `#` that nothing, or a blank, stands before. */
function commentAt(text: string): number {
  const at = text.search(/^#|[ \t]#/);
  return at < 0 ? text.length : at;
}

const wordsOf = (text: string): readonly string[] => text.split(/[ \t]+/).filter(Boolean);
