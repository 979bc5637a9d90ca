import { shellWord } from '../../shared/shell-word.ts';
import type { CreateInvocation } from '../create/create-definition.ts';

/** The answers of this command line as `upgrade` takes them, with a space before; it takes none from a file, and what was typed at a prompt is not known here. */
export function spellAnswerFlags({ set = [], answers, defaults }: CreateInvocation['flags']): string {
  if (set.length === 0 || answers !== undefined) return ' --set KEY=VALUE, for each answer that you change';
  const words = set.map((each) => ` --set ${/^[\w.,/@%:=+-]+$/.test(each) ? each : shellWord(each)}`);
  return `${words.join('')}${defaults === true ? ' --defaults' : ''}`;
}

/** The keys of answers that are set on the command line. */
export function keysOfSet(set: readonly string[] = []): readonly string[] {
  return set.map((each) => each.split('=')[0] ?? '');
}

/** Whether the answers of a project that lost its record are given anew, the base at least; and the answers as they were typed. */
export function whatIsTyped(flags: CreateInvocation['flags']): {
  readonly isGivenAnew: boolean;
  readonly answers: string;
} {
  const keys = keysOfSet(flags['set']);
  const isGivenAnew = flags['answers'] !== undefined || keys.includes('base');
  return { isGivenAnew, answers: keys.length === 0 ? '' : spellAnswerFlags(flags) };
}

/** Whether a command line gives the packages, or a file that may. */
export function givesPackages({
  set,
  answers,
}: Pick<CreateInvocation['flags'], 'set'> & { readonly answers?: string | undefined }): boolean {
  return answers !== undefined || keysOfSet(set).includes('packages');
}

/** The packages that a person names in this run: on the command line, or in a file that has others than the project's record. */
export function namedPackages(
  flags: Pick<CreateInvocation['flags'], 'set'> & { readonly answers?: string | undefined },
  packages: readonly string[],
  before: unknown,
): readonly string[] {
  const isNamed =
    keysOfSet(flags.set).includes('packages') ||
    (givesPackages(flags) && JSON.stringify(packages) !== JSON.stringify(before));
  return isNamed ? packages : [];
}
