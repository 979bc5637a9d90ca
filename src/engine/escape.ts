/** A language that files are written in: it decides how a value is printed so that it stays one value. */
export type OutputLanguage = 'dockerfile' | 'yaml' | 'shell' | 'python' | 'r' | 'json' | 'markdown' | 'plain';

/** Text that means itself in every output language. */
const INERT = /^[A-Za-z0-9](?:[A-Za-z0-9./:@=+-]|_(?=[A-Za-z0-9]))*$/;
/** Inert text that YAML would read as something other than a string. */
const YAML_TYPED = /^(?:true|false|yes|no|on|off|null|y|n|[-+.]?\d.*|.*:.*|.*=)$/i;

const quoters: Readonly<Record<OutputLanguage, (text: string) => string>> = {
  dockerfile: (text) => (INERT.test(text) ? text : `"${text.replaceAll(/[\\"$]/g, String.raw`\$&`)}"`),
  yaml: (text) => (INERT.test(text) && !YAML_TYPED.test(text) ? text : quoteJson(text)),
  shell: (text) => (INERT.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`),
  python: quoteJson,
  r: quoteJson,
  json: quoteJson,
  markdown: (text) => (INERT.test(text) ? text : text.replaceAll(/[\\`*_{}[\]<>#|!&~$@:.()+-]/g, (character) => `&#${character.codePointAt(0)};`)),
  plain: requireInert,
};

/** JSON, with the characters that YAML or R would take for line ends or drop escaped. */
function quoteJson(text: string): string {
  return JSON.stringify(text).replaceAll(/[\u007F-\u009F\u2028\u2029\uFEFF]/g, (character) => String.raw`\u` + character.charCodeAt(0).toString(16).padStart(4, '0'));
}

/** A language without quotes takes inert text only: an answer that gets here has passed a strict pattern. */
function requireInert(text: string): string {
  if (!INERT.test(text)) throw new Error(`not inert: ${JSON.stringify(text)}`);
  return text;
}

const languages: Readonly<Record<string, OutputLanguage>> = {
  Dockerfile: 'dockerfile', yml: 'yaml', yaml: 'yaml', sh: 'shell', py: 'python', R: 'r', json: 'json', ipynb: 'json', md: 'markdown',
};

/** The language of an output path, by file name or ending; `plain` for any other. */
export function languageOf(path: string): OutputLanguage {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return languages[name] ?? languages[name.slice(name.lastIndexOf('.') + 1)] ?? 'plain';
}

/**
 * Prints a value in an output language so that it cannot change the structure of the file: the escape function of every template.
 * Numbers and booleans print as they are. Throws on anything that is not text, a finite number or a boolean.
 */
export function printValue(language: OutputLanguage, value: unknown): string {
  if (typeof value === 'string') return quoters[language](value);
  if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) return String(value);
  throw new Error(`a template printed ${value === undefined ? 'undefined' : JSON.stringify(value)}`);
}
