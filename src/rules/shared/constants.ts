import type { SourceFacts } from '../../model/sources/source-facts.ts';

/** `MODEL = "owner/name"` and the like, where a name has one value in the whole file and stands in the first place of some call. */
export function findConstants(lines: SourceFacts['lines']): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { code } of lines) {
    const [, name = '', text] =
      /^\s*([A-Za-z_]\w*)\s*(?::\s*\w+\s*)?(?:=|<-)\s*(["'][^"'\\]*["'])\s*$/.exec(code) ?? [];
    if (text !== undefined) found.set(name, found.has(name) && found.get(name) !== text ? name : text);
  }
  if (found.size === 0) return found;
  const closeUp = lines
    .map(({ code }) => code)
    .join('')
    .replaceAll(/\s/g, '');
  return new Map([...found].filter(([name]) => closeUp.includes(`(${name}`) || closeUp.includes(`model=${name}`)));
}

/** A constant in the first place of a call is what it stands for. */
export function fillInConstants(code: string, names: ReadonlyMap<string, string>): string {
  return names.size === 0 || !code.includes('(')
    ? code
    : code.replaceAll(/(?<=\(\s*|,\s*model\s*=\s*)[A-Za-z_]\w*(?=\s*[,)])/g, (name) => names.get(name) ?? name);
}
