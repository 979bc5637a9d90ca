import type { Call } from '../../../model/programs/program-facts.ts';
import { choicesOf, textOf } from '../../../model/programs/value.ts';
import { trimEnd } from '../../../shared/trim-end.ts';
import { bare } from './called-name.ts';
import { beginOfScript, scriptPathOf } from '../locate-script.ts';

/** What lists the files of a folder. */
const listing = /^(?:list\.files|dir|dir_ls|Sys\.glob)$/;
const sourcing = /^(?:source|sys\.source)$/;
/** The same of documents. */
const rendering = /^(?:rmarkdown::|quarto::)?(?:render|quarto_render)$/;

/** A folder whose scripts a program runs one after the other, as far as its text tells. */
export interface SourcedFolder {
  readonly folder: string;
  /** With those of the folders below it. */
  readonly isDeep: boolean;
  readonly isOfDocuments: boolean;
  readonly line: number;
}

/**
 * `for (f in list.files("R")) source(file.path("R", f))`, `lapply(list.files("R", full.names = TRUE), source)`, `sourceDirectory("R")`: a program that
 * runs scripts by names that it does not hold, and lists a folder or begins their path with one.
 */
export function sourcedFolders(calls: readonly Call[]): readonly SourcedFolder[] {
  const open = calls.filter((call) => isOpen(call) || handsSource(call));
  const listed = open.length === 0 ? [] : calls.filter(({ callee }) => listing.test(bare(callee)));
  return [
    ...open.flatMap(({ callee, positional: [first], line }) =>
      choicesOf(first).flatMap((each) => {
        const start = beginOfScript(each);
        return scriptPathOf(each) === undefined && start.includes('/')
          ? [{ folder: start, isDeep: false, isOfDocuments: rendering.test(callee), line }]
          : [];
      }),
    ),
    ...listed.flatMap(describeListing),
    ...calls
      .filter(({ callee }) => bare(callee) === 'sourceDirectory')
      .flatMap(({ positional, named, line }) => {
        const folder = scriptPathOf(positional[0] ?? named.get('path'));
        return folder === undefined ? [] : [{ folder: `${folder}/`, isDeep: true, isOfDocuments: false, line }];
      }),
  ].map((each) => ({ ...each, folder: trimEnd(each.folder.slice(0, endOfFolder(each.folder)), '/') }));
}

function describeListing({ callee, positional, named, line }: Call): readonly SourcedFolder[] {
  const folder = scriptPathOf(positional[0] ?? named.get('path') ?? named.get('paths'));
  const pattern = textOf(named.get('pattern') ?? named.get('glob') ?? named.get('regexp') ?? positional[1]) ?? 'R';
  const deep = named.get('recursive') ?? named.get('recurse');
  if (folder === undefined || folder === '' || !/r/i.test(pattern)) return [];
  const isGlob = bare(callee) === 'Sys.glob';
  if (isGlob && !/\.\[?[rR]/.test(folder)) return [];
  return [
    {
      folder: isGlob ? folder : `${trimEnd(folder, '/')}/`,
      isOfDocuments: /md/i.test(pattern),
      isDeep: deep?.kind === 'constant' && deep.value === true,
      line,
    },
  ];
}

/** Of a path that is known in part, or that is a pattern, the folder. */
function endOfFolder(path: string): number {
  return path.lastIndexOf('/') + 1;
}

/** `source(x)` of what no text names. */
export function isOpen({ callee, positional: [first], named }: Call): boolean {
  const isRendering = rendering.test(callee);
  const given = first ?? named.get(isRendering ? 'input' : 'file');
  if (isRendering && given === undefined) return false;
  return (
    (isRendering || sourcing.test(bare(callee))) && choicesOf(given).every((each) => scriptPathOf(each) === undefined)
  );
}

/** `lapply(files, source)`. */
function handsSource({ callee, positional, named }: Call): boolean {
  return (
    !sourcing.test(bare(callee)) &&
    !rendering.test(callee) &&
    [...positional, ...named.values()].some(
      (each) => each.kind === 'symbol' && (sourcing.test(bare(each.name)) || rendering.test(each.name)),
    )
  );
}
