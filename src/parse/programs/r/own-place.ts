import { textOf, type TextValue, type Value } from '../../../model/programs/value.ts';
import { textWith } from '../values.ts';
import type { RArguments } from './r-module.ts';

/** What `commandArgs(FALSE)` gives: R's own words too, of which `--file=` names the script. */
const allWords = 'commandArgs(FALSE)';
/** What `commandArgs(TRUE)` gives: the words that the start gives the program. */
const givenWords = 'commandArgs(TRUE)';
/** Functions that change the text around a place, the text after a pattern and a replacement. */
const afterPattern: ReadonlySet<string> = new Set(['gsub', 'sub']);
const onText: ReadonlySet<string> = new Set([
  'head',
  'normalizePath',
  'path_abs',
  'path_real',
  'shQuote',
  'str_extract',
  'str_remove',
  'str_remove_all',
  'str_replace',
  'str_split',
  'str_sub',
  'strsplit',
  'substr',
  'substring',
  'tail',
  'unlist',
]);
/** Functions of packages that give the file that calls them, wherever it is sourced from, and those that give its folder. */
const givesFile = /^(?:this\.path|thisfile|thisfile_r|current_filename)$/;
const givesFolder = /^(?:this\.dir|get_script_path|current_dir)$/;

/** Whether a call of this name may be one of {@link ownPlace}. */
export function mayGiveOwnPlace(name: string): boolean {
  return (
    /^(?:commandArgs|grep|str_subset)$/.test(name) ||
    givesFile.test(name) ||
    givesFolder.test(name) ||
    afterPattern.has(name) ||
    onText.has(name)
  );
}

/**
 * The place of a script of R as it finds it itself: `sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))` and
 * its like, and what packages give. Nothing for another call.
 */
export function ownPlace(name: string, { positional, named }: RArguments, file: string): Value | undefined {
  if (name === 'commandArgs') {
    const only = positional[0] ?? named.get('trailingOnly');
    if (only === undefined || (only.kind === 'constant' && only.value === false))
      return { kind: 'result', of: allWords };
    return only.kind === 'constant' && only.value === true ? { kind: 'result', of: givenWords } : undefined;
  }
  if (givesFile.test(name)) return textWith({ up: 0, file });
  if (givesFolder.test(name)) return textWith({ up: 1, file });
  if (name === 'grep' || name === 'str_subset') {
    const [words, pattern] = name === 'grep' ? [positional[1], positional[0]] : positional;
    return isAllWords(named.get('x') ?? words) && /file/.test(textOf(named.get('pattern') ?? pattern) ?? '')
      ? startedScript(file)
      : undefined;
  }
  const given = afterPattern.has(name)
    ? (named.get('x') ?? positional[2])
    : onText.has(name)
      ? (positional[0] ?? [...named.values()][0])
      : undefined;
  return isStartedScript(given) ? given : undefined;
}

/** `[1]` of the words that a start gives, and of the started script, `commandArgs()[grep("--file=", commandArgs())]`, and `sys.frame(1)$ofile`, which `source()` gives. `key`: as it is written. */
export function elementOfOwnPlace(of: Value | undefined, key: string, file: string): Value | undefined {
  if (isStartedScript(of)) return of;
  if (isAllWords(of)) return /file/.test(key) ? startedScript(file) : undefined;
  if (of?.kind === 'result' && of.of === givenWords)
    return /^[1-9]\d?L?$/.test(key)
      ? { kind: 'text', parts: [{ variable: key.replace('L', '') }], variable: key.replace('L', '') }
      : undefined;
  const isFrame = of?.kind === 'result' && /^(?:sys\.frames?|parent\.frame)$/.test(of.of);
  return isFrame && key === 'ofile' ? textWith({ up: 0, file, of: 'sourced' }) : undefined;
}

function startedScript(file: string): Value {
  return textWith({ up: 0, file, of: 'started' });
}

function isAllWords(value: Value | undefined): boolean {
  return value?.kind === 'result' && value.of === allWords;
}

function isStartedScript(value: Value | undefined): value is TextValue {
  const [only, ...more] = value?.kind === 'text' ? value.parts : [];
  return more.length === 0 && typeof only === 'object' && 'up' in only && only.of === 'started';
}
