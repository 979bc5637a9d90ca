/** What a part of a pattern stands for. */
const parts: ReadonlyMap<string, string> = new Map([
  ['*', '.*'],
  ['<Class>', '[A-Z]\\w*'],
  ['<function>', '[a-z]\\w*'],
]);

const compiled = new Map<string, RegExp>();

/** Whether a qualified name fits a pattern of the atlas: `*` for any text, `<Class>` and `<function>` for a name that begins so. */
export function fitsPattern(name: string, pattern: string): boolean {
  if (!/[*<]/.test(pattern)) return name === pattern;
  // `resnet50().to` is a method of what a call gives, thus no call of the library.
  if (name.includes('(') && !pattern.includes('(') && !pattern.startsWith('*')) return false;
  let expression = compiled.get(pattern);
  if (expression === undefined) {
    const source = pattern
      .split(/(\*|<Class>|<function>)/)
      .map((part) => parts.get(part) ?? part.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`))
      .join('');
    expression = new RegExp(`^${source}$`);
    compiled.set(pattern, expression);
  }
  return expression.test(name);
}

/** The last part of a qualified name or pattern: `get` of `requests.Session().get`, `fit` of `torch::fit`. */
export function lastPart(name: string): string {
  return name.slice(Math.max(name.lastIndexOf('.'), name.lastIndexOf(':'), name.lastIndexOf('$')) + 1);
}

/** The first part: the import that a qualified name begins with, without the brackets of a call. */
export function firstPart(name: string): string {
  return /^[^.:$(]*/.exec(name)?.[0] ?? name;
}
