import type { PythonModule, PythonModules } from './python-module.ts';

/** Modules that may be looked through for names, for all programs of a target together; each name of ten thousand people's takes a few. */
const mostLooks = 5_000_000;

/** Finds what `from module import *` brings. Modules may take all of each other, in circles: each is looked at once for a name. */
export class Wildcards {
  private readonly modules: PythonModules;
  private readonly taken = new Map<PythonModule, readonly PythonModule[]>();
  /** Modules, by a name that neither they have nor those that they take all of. */
  private readonly without = new Map<string, Set<PythonModule>>();
  private left = mostLooks;

  constructor(modules: PythonModules) {
    this.modules = modules;
  }

  /** The first module that has the name, of those that `from` takes all of, and those that these do. `limit`: that is not known, since it would take too much work. */
  find(from: PythonModule, name: string): PythonModule | 'limit' | undefined {
    const wildcards = this.of(from);
    if (wildcards.length === 0) return undefined;
    const without = this.without.get(name) ?? new Set();
    this.without.set(name, without);
    if (without.has(from)) return undefined;
    const seen = new Set([from]);
    const waiting = wildcards.toReversed();
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      this.left -= 1;
      if (this.left < 0) return 'limit';
      if (seen.has(next) || without.has(next)) continue;
      seen.add(next);
      if (next.module.names.has(name)) return next;
      for (const each of this.of(next).toReversed()) waiting.push(each);
    }
    // Whatever was seen has been looked through to its end.
    for (const each of seen) without.add(each);
    return undefined;
  }

  private of(module: PythonModule): readonly PythonModule[] {
    const known = this.taken.get(module);
    if (known !== undefined) return known;
    const found = (module.module.names.get('*') ?? []).flatMap((binding) => {
      if (binding.kind !== 'import') return [];
      const file = this.modules.locate(module.path, binding.module, binding.from.level)?.file;
      return file === undefined ? [] : (this.modules.module(file) ?? []);
    });
    const once = [...new Set(found)];
    this.taken.set(module, once);
    return once;
  }
}
