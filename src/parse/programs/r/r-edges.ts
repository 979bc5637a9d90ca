import type { SyntaxNode } from '../../../model/programs/syntax.ts';
import { isLoadingInR } from '../frameworks/loaded-in-r.ts';
import { isHanding } from './handed-calls.ts';
import { attaching } from './r-imports.ts';
import { childIn, type RCall, type RModule } from './r-module.ts';
import type { RProject } from './r-project.ts';

/**
 * Functions that run a command, list what is run, or decide where and with what; and those of a module, without the package. `describe-r.ts`,
 * `sourced-folders.ts` and `module-imports.ts` look for them.
 */
const leading: ReadonlySet<string> = new Set(
  'setwd Sys.setenv system system2 shell shell.exec pipe run rscript parse str2expression eval source sys.source use from here into tar_source load_all sourceDirectory list.files dir dir_ls Sys.glob'.split(
    ' ',
  ),
);

const leadsOn = (name: string): boolean =>
  leading.has(name) || attaching.has(name) || /^tar_make(?:_\w+)?$/.test(name) || isLoadingInR(name) || isHanding(name);

/** A function that runs scripts or documents and is handed on to any other one, and an argument that moves where a document is run, whoever takes it. */
const elsewhere = /\b(?:source|render|quarto_render)\b(?!\s*\()|\bknit_root_dir\b/;

/**
 * The name of a call that does not lead on from its script; nothing of one that has to be described. A script is asked what leads on from it each time that
 * something starts it, before all scripts are there.
 */
export function idleNames(module: RModule, project: RProject): (call: RCall) => string | undefined {
  if (elsewhere.test(module.text)) return () => undefined;
  return ({ node, within }) => {
    const target = childIn(node, 'function');
    if (target?.kind !== 'identifier' && target?.kind !== 'namespace_operator') return undefined;
    const callee = module.text.slice(target.start, target.end).replaceAll('`', '').replace(':::', '::');
    if (leadsOn(callee.slice(callee.lastIndexOf(':') + 1))) return undefined;
    if (target.kind === 'namespace_operator') return callee;
    if (within?.parameters.some(({ name }) => name === callee) === true) return undefined;
    // `run <- system`
    const values = [...(module.assigned.get(callee) ?? []), ...(project.assigning(callee, module)?.nodes ?? [])];
    return values.every(isFunction) ? callee : undefined;
  };
}

const isFunction = ({ kind }: SyntaxNode): boolean => kind === 'function_definition';
