import type { Call, Import } from '../../../model/programs/program-facts.ts';
import { choicesOf, textOf, type Value } from '../../../model/programs/value.ts';
import { groupBy } from '../../../shared/group-by.ts';
import { parentFolder } from '../../../shared/parent-folder.ts';
import { trimEnd } from '../../../shared/trim-end.ts';
import { running } from '../frameworks/loaded-in-r.ts';
import { appFolder, locateScript, scriptPathOf } from '../locate-script.ts';
import { textWith } from '../values.ts';
import { bare } from './called-name.ts';

/** Functions that attach or load a package. */
export const attaching: ReadonlySet<string> = new Set([
  'library',
  'require',
  'requireNamespace',
  'loadNamespace',
  'attachNamespace',
  'p_load',
  'use',
]);
/** What they run where they are given nothing: the application in the folder where R works. */
const usual: ReadonlyMap<string, Value> = new Map([['runApp', textWith('.')]]);

/** What a call loads: a package, or scripts of the project. */
export function importsOf(
  { callee, positional, named, line }: Call,
  path: string,
  paths: ReadonlySet<string>,
): readonly Import[] {
  const name = bare(callee);
  if (attaching.has(name)) {
    const given = name === 'p_load' ? positional : positional.slice(0, 1);
    return [...given, ...(given.length === 0 ? [named.get('package')] : [])].flatMap((each) => {
      const text = each?.kind === 'symbol' ? each.name : textOf(each);
      return text === undefined ? [] : [{ name: text, members: [], files: [], line }];
    });
  }
  if (name === 'tar_source' || name === 'load_all') {
    const folder = name === 'load_all' ? 'R' : (textOf(positional[0] ?? named.get('files')) ?? 'R');
    const files = scriptsIn(paths, path, { folder, isDeep: name === 'tar_source' });
    return files.length === 0 ? [] : [{ name: folder, members: [], files, line }];
  }
  if (/^tar_make(?:_\w+)?$/.test(name)) {
    const script = textOf(named.get('script')) ?? '_targets.R';
    return [{ name: script, members: [], files: locateScript(paths, path, script), line }];
  }
  if (!running.has(name)) return [];
  const given = positional[0] ?? named.get('file') ?? named.get('input') ?? named.get('appDir') ?? usual.get(name);
  const texts = choicesOf(given).flatMap((each) => scriptPathOf(each) ?? []);
  const all = name === 'runApp' || name === 'shinyAppDir' ? texts.map(appFolder) : texts;
  return all.map((text) => ({ name: text, members: [], files: locateScript(paths, path, text), line }));
}

const scriptsByFolder = new WeakMap<ReadonlySet<string>, ReadonlyMap<string, readonly string[]>>();

/** The scripts that lie in a folder, which `load_all()` runs, and `tar_source()` with those of the folders below it (`isDeep`). */
export function scriptsIn(
  paths: ReadonlySet<string>,
  from: string,
  { folder, isDeep }: { readonly folder: string; readonly isDeep: boolean },
): readonly string[] {
  let known = scriptsByFolder.get(paths);
  if (known === undefined) {
    known = indexScripts([...paths].filter((each) => /\.[rR]$/.test(each)));
    scriptsByFolder.set(paths, known);
  }
  for (let above = parentFolder(from); ; above = parentFolder(above)) {
    const found = known.get(`${above}${trimEnd(folder, '/')}/${isDeep ? '**' : ''}`) ?? [];
    if (found.length > 0 || above === '') return found;
  }
}

/** Folders above a script that hold it for `tar_source()`. */
const deepest = 20;

/** Scripts by `FOLDER/`, and with those of the folders below it by `FOLDER/**`. */
function indexScripts(paths: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const places = paths.flatMap((path) => {
    const keys = [parentFolder(path)];
    for (let above = parentFolder(path); above !== '' && keys.length <= deepest; above = parentFolder(above))
      keys.push(`${above}**`);
    return keys.map((key) => ({ key, path }));
  });
  return new Map([...groupBy(places, ({ key }) => key)].map(([key, found]) => [key, found.map(({ path }) => path)]));
}
