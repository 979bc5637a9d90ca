import { active } from '../../model/text/inert.ts';
import { printMarkdown } from './escape-markdown.ts';

/** A language that files are written in: it decides how a value is printed so that it stays one value. */
export type OutputLanguage =
  | 'dockerfile'
  | 'yaml'
  | 'shell'
  | 'python'
  | 'r'
  | 'julia'
  | 'json'
  | 'markdown'
  | 'html'
  | 'requirements'
  | 'plain';

/** Text that means itself in every output language but Markdown. */
const WORD = /^[A-Za-z0-9_/][A-Za-z0-9_./:@=+-]*$/;
/** One requirement of pip: no option, no comment, no second line, nothing that pip takes from the environment. */
const REQUIREMENT = /^[A-Za-z0-9](?:[\x21-\x7E]|\x20(?!#))*$/;
const ENVIRONMENT = /\$\{/;
/** Inert text that YAML would read as something other than a string. */
const YAML_TYPED = /^(?:true|false|yes|no|on|off|null|y|n)$|^[-+.]?\d|:|=$/i;

const quoters: Readonly<Record<OutputLanguage, (text: string) => string>> = {
  dockerfile: quoteDockerfile,
  yaml: (text) => (WORD.test(text) && !YAML_TYPED.test(text) ? text : quoteJson(text)),
  shell: (text) => (WORD.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`),
  python: quoteJson,
  r: quoteJson,
  // A dollar puts a variable in.
  julia: (text) => quoteJson(text).replaceAll('$', String.raw`\$`),
  json: quoteJson,
  markdown: printMarkdown,
  // Control characters and those that turn the direction of the text mean nothing on a page.
  html: (text) =>
    text.replaceAll(active, '\uFFFD').replaceAll(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`),
  requirements: (text) => requireMatch(REQUIREMENT.test(text) && !ENVIRONMENT.test(text), text),
  plain: (text) => requireMatch(WORD.test(text), text),
};

/** JSON, with the characters that YAML or R would take for line ends or drop escaped. */
function quoteJson(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[\u007F-\u009F\u2028\u2029\uFEFF]/g,
    (character) => String.raw`\u` + character.charCodeAt(0).toString(16).padStart(4, '0'),
  );
}

/** A Dockerfile has no way to write a line end, and one that got through would start an instruction. */
function quoteDockerfile(text: string): string {
  if (WORD.test(text)) return text;
  return `"${requireMatch(!/\p{Cc}/u.test(text), text).replaceAll(/[\\"$]/g, String.raw`\$&`)}"`;
}

/** A language without quotes takes only what means itself: an answer that gets here has passed a strict pattern. */
function requireMatch(holds: boolean, text: string): string {
  if (!holds) throw new Error(`cannot be written as one value here: ${JSON.stringify(text)}`);
  return text;
}

const languages: Readonly<Record<string, OutputLanguage>> = {
  Dockerfile: 'dockerfile',
  yml: 'yaml',
  yaml: 'yaml',
  sh: 'shell',
  py: 'python',
  R: 'r',
  jl: 'julia',
  json: 'json',
  ipynb: 'json',
  md: 'markdown',
  html: 'html',
  'requirements.txt': 'requirements',
  'requirements-torch.txt': 'requirements',
  gitignore: 'plain',
  dockerignore: 'plain',
  txt: 'plain',
  csv: 'plain',
  qmd: 'plain',
};

/** The language of an output path, by file name or ending. Throws for any other: a value would be printed as it is. */
export function languageOf(path: string): OutputLanguage {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const language = languages[name] ?? languages[name.slice(name.lastIndexOf('.') + 1)];
  if (language === undefined)
    throw new Error(`no way is known to write a value into ${path}: its ending is not listed`);
  return language;
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
