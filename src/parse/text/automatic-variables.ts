/** What `$@`, `$<` and `$^` of make stand for in a rule. */
export function automaticOf(names: readonly string[], needs: readonly string[]): Map<string, string> {
  const [name = '', another] = names;
  const isOpen = another !== undefined || [...names, ...needs].some((each) => /[%$]/.test(each));
  return new Map(
    isOpen
      ? []
      : [
          ['@', name],
          ['<', needs[0] ?? ''],
          ['^', needs.join(' ')],
        ],
  );
}

/** A line of a recipe with these filled in; `$$` stays, which is a `$` of the shell. */
export const fillAutomatic = (line: string, values: ReadonlyMap<string, string>): string =>
  line.replaceAll(/\$\$|\$([@<^])/g, (written, name: string | undefined) => values.get(name ?? '') ?? written);
