import type { SyntaxNode } from '../../../model/programs/syntax.ts';
import { childIn, type RCall, type RModule } from './r-module.ts';

/** Calls of one name that are kept: nothing is learned from a function that is called more often than this. */
const mostCalls = 200;

interface Assigning {
  readonly module: RModule;
  readonly nodes: readonly SyntaxNode[];
}

/** The R scripts of a project that were parsed, by the names in them: they share these when one sources another. */
export class RProject {
  private readonly byPath = new Map<string, RModule>();
  private readonly assignments = new Map<string, Assigning[]>();
  private readonly calls = new Map<string, { readonly module: RModule; readonly call: RCall }[]>();

  add(module: RModule): void {
    if (!this.byPath.has(module.path)) this.byPath.set(module.path, module);
    for (const [name, nodes] of module.assigned) {
      const known = this.assignments.get(name);
      if (known === undefined) this.assignments.set(name, [{ module, nodes }]);
      // The first that is not the one that asks counts, so two are enough.
      else if (known.length < 2) known.push({ module, nodes });
    }
    for (const call of module.calls) {
      const callee = childIn(call.node, 'function');
      if (callee?.kind !== 'identifier') continue;
      const name = module.text.slice(callee.start, callee.end);
      const known = this.calls.get(name);
      if (known === undefined) this.calls.set(name, [{ module, call }]);
      else if (known.length < mostCalls) known.push({ module, call });
    }
  }

  /** The first script of a path: a document has several. */
  at(path: string): RModule | undefined {
    return this.byPath.get(path);
  }

  /** The first script but `module` that assigns something to a name. */
  assigning(name: string, module: RModule): Assigning | undefined {
    return this.assignments.get(name)?.find((each) => each.module !== module);
  }

  calling(name: string): readonly { readonly module: RModule; readonly call: RCall }[] {
    return this.calls.get(name) ?? [];
  }
}
