/** Characters beyond which nothing more is filled in for one file, and those of one value. */
const mostFilled = 4_000_000;
const longest = 20_000;
/** How far variables may name variables. */
const deepest = 20;

interface Assigned {
  readonly text: string;
  readonly line: number;
  /** It may be another one: set twice, below a condition, appended to. */
  readonly isOpen: boolean;
}

/** A text with its variables filled in; where one is not plain, the line that says why, `0` for the text itself. */
export interface Filled {
  readonly text: string;
  readonly open?: number;
}

/** What make knows without being told. */
const builtIn: Readonly<Record<string, string>> = { MAKE: 'make', RM: 'rm -f', CC: 'cc', CXX: 'g++', AR: 'ar' };
/** Further ones of make's own, whose values a Makefile does not say. */
const ownNames = /^(?:[A-Z]*FLAGS|CURDIR|LD|AS|FC|CPP|LEX|YACC|MAKE\w+|VPATH|SHELL|\..*)$/;
const variable = /\$(?:(\$)|\(([\w.-]+)\)|\{([\w.-]+)\}|([@<^+*?])|\([@<^+*?][DF]\)|(\w))?/g;

/** Variables that a Makefile sets, those of the command line before all. */
export class MakeValues {
  private readonly assigned = new Map<string, Assigned>();
  private readonly given: ReadonlyMap<string, string>;
  private filled = 0;

  constructor(given: ReadonlyMap<string, string>) {
    this.given = given;
  }

  set(name: string, text: string, line: number, isConditional: boolean): void {
    this.assigned.set(name, { text: text.trim(), line, isOpen: isConditional || this.assigned.has(name) });
  }

  /** Its value is not told by one line. */
  leaveOpen(name: string, line: number): void {
    this.assigned.set(name, { text: `\${${name}}`, line, isOpen: true });
  }

  /** Variables filled in; `$$`, `$@` and names that the file does not set stay, these as the shell writes them. */
  fill(text: string, depth = 0): Filled {
    if (!text.includes('$')) return { text };
    let open: number | undefined;
    const filled = text.replaceAll(
      variable,
      (written, twice?: string, one?: string, two?: string, automatic?: string, letter?: string) => {
        const name = one ?? two ?? letter;
        if (twice !== undefined || automatic !== undefined || /^\$\([@<^+*?]/.test(written)) return written;
        const value = name === undefined ? { text: written, open: 0 } : this.valueOf(name, depth);
        open ??= value.open;
        this.filled += value.text.length;
        return value.text;
      },
    );
    return { text: filled, ...(open === undefined ? {} : { open }) };
  }

  private valueOf(name: string, depth: number): Filled {
    const given = this.given.get(name);
    if (given !== undefined) return { text: given };
    const asShell = `\${${name}}`;
    const known = this.assigned.get(name);
    if (known === undefined) {
      const own = Object.hasOwn(builtIn, name) ? builtIn[name] : undefined;
      return { text: own ?? asShell, ...(own === undefined && ownNames.test(name) ? { open: 0 } : {}) };
    }
    if (depth >= deepest || this.filled > mostFilled) return { text: asShell, open: known.line };
    const inner = this.fill(known.text, depth + 1);
    // A function of make stands for what nobody has worked out.
    if (inner.text.length > longest) return { text: asShell, open: known.line };
    if (inner.open !== undefined) return { text: asShell, open: inner.open === 0 ? known.line : inner.open };
    return { text: inner.text, ...(known.isOpen ? { open: known.line } : {}) };
  }
}
