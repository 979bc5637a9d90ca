/** What the image's Linux says where a marker asks; `python_version` is that of the base. */
const ofLinux: ReadonlyMap<string, string> = new Map([
  ['sys_platform', 'linux'],
  ['platform_system', 'Linux'],
  ['os_name', 'posix'],
  ['platform_python_implementation', 'CPython'],
  ['implementation_name', 'cpython'],
]);
const clause = /^\(*\s*(\w+)\s*(===?|!=|<=?|>=?)\s*["']([^"']+)["']\s*\)*$/;

/** Whether pip leaves a line out in an image with this Python: `pandas==1.5.3 ; python_version < "3.9"`. Only where its marker says so for certain. */
export function isLeftOut(text: string, python: string | undefined): boolean {
  const marker = /;\s*(.+)$/s.exec(text)?.[1];
  if (marker === undefined || marker.length > 500) return false;
  const words = marker.replaceAll(/\s+/g, ' ');
  return words.split(' or ').every((each) => each.split(' and ').some((one) => isFalse(one.trim(), python)));
}

function isFalse(written: string, python: string | undefined): boolean {
  const [, name = '', operator = '', value = ''] = clause.exec(written) ?? [];
  const known = ofLinux.get(name);
  if (known !== undefined) return operator === '!=' ? known === value : operator.startsWith('==') && known !== value;
  if (name !== 'python_version' || python === undefined || !/^\d+\.\d+$/.test(value)) return false;
  const [own = 0, other = 0] = [python, value].map((each) => {
    const [major = 0, minor = 0] = each.split('.').map(Number);
    return major * 1000 + minor;
  });
  switch (operator) {
    case '<':
      return own >= other;
    case '<=':
      return own > other;
    case '>':
      return own <= other;
    case '>=':
      return own < other;
    case '!=':
      return own === other;
    default:
      return own !== other;
  }
}

/** Names of packages; lists that the shell reads in their place, `$(cat packages.txt)`; and variables that no file gives a value. */
export function splitNames(words: readonly string[]): {
  readonly named: readonly string[];
  readonly lists: readonly string[];
  readonly unknown: readonly string[];
} {
  return {
    named: words.filter((word) => !isUnknown(word)),
    lists: words.flatMap((word) => read(word) ?? []),
    unknown: words.filter((word) => isUnknown(word) && read(word) === undefined),
  };
}

/** The list that a word of a command is read from. */
function read(word: string): string | undefined {
  return /^\$\(\s*(?:cat\s+|<\s*)([\w./-]+)\s*\)$/.exec(word)?.[1];
}

function isUnknown(word: string): boolean {
  return /^\$(?:\w+|\{\w+\}|\(.*\))$/s.test(word);
}
