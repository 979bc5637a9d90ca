import { textOf, type Value } from '../../../model/programs/value.ts';
import type { ProgramFacts } from '../../../model/programs/program-facts.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import { indexAtlas } from './index-atlas.ts';
import { firstPart, lastPart } from './match-name.ts';
import type { Found } from '../reach/judge-reached.ts';

/** What a call is for that reads, by the name that nearly every library gives it. */
const reading =
  /^(?:read|open|load|fetch|download|get|urlopen|urlretrieve|retrieve|scan|url|imread|parse_url|from_url|source)/i;
/** An address of another machine. */
const remote = /^(?:https?|ftp|s3|s3a|gs|az|abfss?|hf):\/\/(?!localhost|127\.|\[::1\]|0\.0\.0\.0)/i;
/** Commands of Stata and functions of MATLAB that read what they are given, of a file or of an address. */
const readingCommand =
  /^(?:use|copy|import|insheet|infile|append|merge|joinby|do|run|include|type|view|web\w+|url\w+|unzip|untar|gunzip|readtable|readmatrix|readlines|xmlread|ftp|sftp)$/;
const fix = 'download the file outside and read it by its path below /safe_data';

type Tables = Pick<ProjectFacts, 'atlas'>;

/** Downloads that a call shows without anybody knowing its library: an address to read, `download=True`, an enumeration of weights. */
export function findPlainDownloads(program: ProgramFacts, tables: Tables): readonly Found[] {
  const { calls, language } = program;
  const shown = calls.flatMap((call) => {
    if (call.file !== undefined) return [];
    const name = lastPart(call.callee);
    const { line } = call;
    if (language === 'python' && isTrue(call.named.get('download')) && !/^(?:add_argument|field|Field)$/.test(name))
      return [{ message: `${name}(download=True) downloads a file`, line, fix }];
    const weights = call.named.get('weights');
    if (language === 'python' && weights?.kind === 'symbol' && /_Weights\./.test(weights.name))
      return [
        {
          message: `${name}(weights=...) downloads pretrained weights`,
          line,
          fix: 'stage the weights and load them by their path below /safe_data',
        },
      ];
    if (language === 'matlab' || language === 'stata') {
      const address = readingCommand.test(name)
        ? call.positional.map(textOf).find((text) => remote.test(text ?? ''))
        : undefined;
      return address === undefined ? [] : [{ message: `${name} reads ${address}`, line, fix }];
    }
    const address = [call.positional[0], call.named.get('url')].map(textOf).find((text) => remote.test(text ?? ''));
    return address !== undefined && reading.test(name) ? [{ message: `${name} reads ${address}`, line, fix }] : [];
  });
  return [...shown, ...findNamedDownloads(program, 'download', tables)];
}

/** What brings something that was fetched to a person's browser, or shows a button for it. */
const offering = /^download_(?:button|link|handler|btn|file_button)$/;

/**
 * Functions of libraries that no table has, which say by their own names that they fetch: `nighres.data.download_7T_TRT()`.
 * `fetch_` is said of a database on the disk too, so that such a call is open.
 */
export function findNamedDownloads(
  { calls, imports, language }: ProgramFacts,
  name: 'download' | 'fetch',
  { atlas = [] }: Tables,
): readonly Found[] {
  if (language !== 'python' && language !== 'r' && language !== 'julia') return [];
  const libraries = new Set(imports.filter(({ files }) => files.length === 0).map((each) => firstPart(each.name)));
  return calls.flatMap(({ callee, file, line, named }) => {
    const [first, last] = [firstPart(callee), lastPart(callee)];
    // A method of what a call gives (`open_db().fetch_all()`) is no function of the library.
    if (file !== undefined || first === callee || callee.includes('(') || indexAtlas(atlas).byImport(first).length > 0)
      return [];
    if (!libraries.has(first) && !callee.includes('::')) return [];
    if (!last.startsWith(`${name}_`) || offering.test(last) || isFalse(named.get('download'))) return [];
    return [
      {
        message:
          name === 'download'
            ? `${callee} downloads, as its name says`
            : `${callee} may download, as its name says, and no table here has ${first}`,
        line,
        fix: 'call it outside, put what it fetches below /safe_data, and read it there',
      },
    ];
  });
}

function isFalse(value: Value | undefined): boolean {
  return value?.kind === 'constant' && value.value === false;
}

function isTrue(value: Value | undefined): boolean {
  return value?.kind === 'constant' && value.value === true;
}
