import { textOf, type Value } from '../../../model/programs/value.ts';
import type { ProgramFacts } from '../../../model/programs/program-facts.ts';
import { lastPart } from './match-name.ts';
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

/** Downloads that a call shows without anybody knowing its library: an address to read, `download=True`, an enumeration of weights. */
export function findPlainDownloads({ calls, language }: ProgramFacts): readonly Found[] {
  return calls.flatMap((call) => {
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
}

function isTrue(value: Value | undefined): boolean {
  return value?.kind === 'constant' && value.value === true;
}
