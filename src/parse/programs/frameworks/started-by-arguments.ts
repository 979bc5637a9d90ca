import type { Call } from '../../../model/programs/program-facts.ts';

/** `sys.argv = ["streamlit", "run", "app.py"]` before `streamlit.web.cli.main()`: the program that a library reads from its arguments. `text`: of the module. */
export function startedByArguments({ callee }: Call, text: string): readonly string[] {
  if (!/^(?:streamlit\.(?:web\.)?cli|stcli)\.main$/.test(callee)) return [];
  // Nobody assigns it more often than once.
  const part = text.split('sys.argv', 20).find((each, at) => at > 0 && /^\s{0,3}=\s{0,3}\[/.test(each)) ?? '';
  const given = part.slice(0, Math.min(part.indexOf(']'), 400));
  const words = [...given.matchAll(/["']([\w./=-]{1,200})["']/g)].map(([, word = '']) => word);
  return words.length < 2 ? [] : [words.join(' ')];
}
