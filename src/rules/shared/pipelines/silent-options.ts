import type { PipelineStep } from '../../../model/pipelines/pipeline-facts.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';

/** Why a scanner that is told so finds nothing of weight; nothing where it may. `kind`: what it must look for; `isGiven`: its command says that already. */
export function silencedBy(
  read: (name: string) => string | undefined,
  kind: 'image' | 'dockerfile',
  isGiven = false,
): string | undefined {
  const severity = read('severity');
  if (severity !== undefined && isKnown(severity) && !/CRITICAL|HIGH/i.test(severity))
    return `which looks at findings of severity ${severity} alone`;
  const scanners = read('scanners') ?? read('security-checks');
  const wanted = kind === 'image' ? /vuln/ : /misconfig|config/;
  if (!isGiven && scanners !== undefined && isKnown(scanners) && !wanted.test(scanners))
    return `which looks for ${scanners} alone`;
  const skipped = [read('skip-dirs'), read('skip-files')].find((each) => each !== undefined && everything.test(each));
  return skipped === undefined ? undefined : `which leaves out ${skipped}`;
}

const isKnown = (text: string): boolean => text !== '' && !/[$%]/.test(text);
const everything = /(?:^|,)(?:\/|\.|\.\/|\*|\*\*|\/\*\*|\*\*\/\*|(?:\.\/)?Dockerfile)(?:,|$)/;

/** The value of a long option, or of its short form, as a command has it. */
export function optionOf({ words }: Pick<ShellCommand, 'words'>): (name: string) => string | undefined {
  return (name) => {
    const short = name === 'severity' ? '-s' : `--${name}`;
    const at = words.findIndex((word) => word === `--${name}` || word === short);
    return at >= 0 ? words[at + 1] : words.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
  };
}

/** The same of an action's inputs. */
export function inputOf({ inputs }: Pick<PipelineStep, 'inputs'>): (name: string) => string | undefined {
  return (name) => inputs[name];
}
