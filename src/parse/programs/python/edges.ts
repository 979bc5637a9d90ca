import type { SyntaxNode } from '../../../model/programs/syntax.ts';
import { startingNames } from '../starting-calls.ts';
import { lastNameOf, type PythonModule } from './python-module.ts';
import { childIn, type Binding } from './scope.ts';

/** What leads on besides what starts something: it loads a module, or decides where and with what something is started. */
const others: ReadonlySet<string> = new Set(
  'execfile import_module __import__ chdir spec_from_file_location setdefault putenv update Config Granian include Dash execute_notebook NotebookClient ExecutePreprocessor read main snakemake'.split(
    ' ',
  ),
);

/** A module is asked for each time that something starts it. */
const known = new WeakMap<PythonModule, PythonModule>();

/** Only what leads on from a module: the rest is evaluated when all modules are there. */
export function edgesOf(module: PythonModule): PythonModule {
  const edges = known.get(module) ?? findEdges(module);
  known.set(module, edges);
  return edges;
}

function findEdges(module: PythonModule): PythonModule {
  const { calls, text } = module;
  const names = otherNames(module);
  // Each function of theirs starts a program of its name.
  if (module.imports.some(({ name }) => name === 'sh' || name === 'plumbum.cmd')) return { ...module, texts: [] };
  return {
    ...module,
    texts: [],
    calls: calls.filter(({ node }) => {
      const name = lastNameOf(node, text);
      // Of `vars(os)["system"](x)` and the like only evaluation tells.
      return name === undefined || leadsOn(name) || names.has(name);
    }),
  };
}

function leadsOn(name: string): boolean {
  return startingNames.has(name) || others.has(name);
}

/** How far names that stand for each other are followed. */
const deepest = 5;

/** Other names that a module gives to such functions: `from os import system as s`, `run = subprocess.run`. */
function otherNames({ scopes, text }: PythonModule): ReadonlySet<string> {
  const found = new Set<string>();
  const given = scopes.flatMap(({ names }) => [...names]);
  const means = (binding: Binding): boolean => {
    if (binding.kind === 'import') return binding.member !== undefined && leadsOn(binding.member);
    return binding.kind === 'value' && namesIn(binding.node, text).some((each) => leadsOn(each) || found.has(each));
  };
  for (let round = 0; round < deepest; round += 1) {
    const before = found.size;
    for (const [name, bindings] of given) if (!found.has(name) && bindings.some(means)) found.add(name);
    if (found.size === before) break;
  }
  return found;
}

/** The last part of what an expression is, of each of several that it may be. */
function namesIn(node: SyntaxNode, text: string): readonly string[] {
  if (node.kind === 'identifier') return [text.slice(node.start, node.end)];
  const attribute = node.kind === 'attribute' ? childIn(node, 'attribute') : undefined;
  if (attribute !== undefined) return [text.slice(attribute.start, attribute.end)];
  return /^(?:conditional_expression|boolean_operator|parenthesized_expression)$/.test(node.kind)
    ? node.children.flatMap((child) => namesIn(child, text))
    : [];
}
