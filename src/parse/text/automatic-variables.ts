/** What `$@`, `$<`, `$^` and the like of make stand for in a rule; `@D` and `@F` are the folder and the name of `@`. */
export function automaticOf(names: readonly string[], needs: readonly string[]): Map<string, string> {
  const [name = '', another] = names;
  if (another !== undefined || [...names, ...needs].some((each) => /[%$]/.test(each))) return new Map();
  const [first = ''] = needs;
  return new Map([
    ['@', name],
    ['<', first],
    ['^', [...new Set(needs)].join(' ')],
    ['+', needs.join(' ')],
    ['@D', folderOf(name)],
    ['@F', name.slice(name.lastIndexOf('/') + 1)],
    ['<D', folderOf(first)],
    ['<F', first.slice(first.lastIndexOf('/') + 1)],
  ]);
}

const folderOf = (name: string): string => (name.includes('/') ? name.slice(0, name.lastIndexOf('/')) : '.');

/** A line of a recipe with these filled in; `$$` stays, which is a `$` of the shell. */
export const fillAutomatic = (line: string, values: ReadonlyMap<string, string>): string =>
  line.replaceAll(
    /\$\$|\$(?:([@<^+])|\(([@<][DF])\))/g,
    (written, name?: string, part?: string) => values.get(name ?? part ?? '') ?? written,
  );
