import type { Call } from '../../model/programs/program-facts.ts';
import { textOf, type Value } from '../../model/programs/value.ts';
import { ownFolder } from '../shell/own-folder.ts';
import { commandTexts } from './command-text.ts';
import { textWith } from './values.ts';

/** What of the arguments is the words of the program that is started; `text` and `module`: it is a program of Python. */
type How = 'first' | 'all' | 'second' | 'third' | 'behindMode' | 'script' | 'module' | 'text' | 'magic';

/** Functions of Python that start another program. */
const starters: ReadonlyMap<string, How> = new Map<string, How>(
  Object.entries({
    'subprocess.run': 'first',
    'subprocess.call': 'first',
    'subprocess.check_call': 'first',
    'subprocess.check_output': 'first',
    'subprocess.Popen': 'first',
    'subprocess.getoutput': 'first',
    'subprocess.getstatusoutput': 'first',
    'os.system': 'first',
    'os.popen': 'first',
    'posix.system': 'first',
    'pty.spawn': 'first',
    'get_ipython().system': 'first',
    'get_ipython().getoutput': 'first',
    'pexpect.spawn': 'first',
    'pexpect.run': 'first',
    'invoke.run': 'first',
    'ctypes.CDLL().system': 'first',
    'asyncio.create_subprocess_shell': 'first',
    'asyncio.create_subprocess_exec': 'all',
    'os.execv': 'second',
    'os.execvp': 'second',
    'os.execve': 'second',
    'os.execvpe': 'second',
    'os.posix_spawn': 'second',
    'os.posix_spawnp': 'second',
    'os.spawnv': 'third',
    'os.spawnvp': 'third',
    'os.spawnve': 'third',
    'os.spawnvpe': 'third',
    'os.execl': 'all',
    'os.execlp': 'all',
    'os.spawnl': 'behindMode',
    'os.spawnlp': 'behindMode',
    'runpy.run_path': 'script',
    'runpy.run_module': 'module',
    exec: 'text',
    eval: 'text',
    'timeit.timeit': 'text',
    'timeit.repeat': 'text',
    'timeit.Timer': 'text',
    'code.InteractiveInterpreter().runsource': 'text',
    'code.InteractiveInterpreter().runcode': 'text',
    'code.InteractiveConsole().push': 'text',
    'get_ipython().run_cell': 'text',
    'get_ipython().run_line_magic': 'magic',
    'get_ipython().run_cell_magic': 'magic',
    'get_ipython().magic': 'magic',
    'get_ipython().ex': 'text',
    'get_ipython().ev': 'text',
  } as const),
);

/** Their names without what they are of. */
export const startingNames: ReadonlySet<string> = new Set(
  [...starters.keys(), 'r', 'reval', 'source', 'seval', 'include'].map((name) => name.slice(name.lastIndexOf('.') + 1)),
);

/** Whether a call of Python starts a program or runs a text. */
export function startsProgram({ callee }: Call): boolean {
  return (starters.has(callee) && starters.get(callee) !== 'magic') || languages.some(([which]) => which.test(callee));
}

/** Whether a call runs a text as a program of Python. */
export function runsText({ callee }: Call): boolean {
  return starters.get(callee) === 'text';
}

/** The shell texts that do what a call of Python starts. */
export function startedTexts(call: Call): readonly string[] {
  const how = starters.get(call.callee);
  if (how === undefined) return ofLibrary(call);
  const [first, second, third] = call.positional;
  const given = first ?? call.named.get('args') ?? call.named.get('cmd') ?? call.named.get('stmt');
  if (how === 'first') return commandTexts(given);
  if (how === 'all') return commandTexts(given, call.positional.slice(1));
  if (how === 'second') return commandTexts(second);
  if (how === 'third') return commandTexts(third);
  if (how === 'magic') return ofMagic(call.positional.map((each) => textOf(each) ?? ''));
  // `os.spawnlp(os.P_WAIT, "curl", "curl", address)`: what it is called comes first.
  if (how === 'behindMode') return commandTexts({ kind: 'list', items: call.positional.slice(2) });
  if (how !== 'text') return python(how === 'script' ? [] : ['-m'], given);
  // What nobody can read of it is not known.
  const texts = [call.named.get('setup'), given].flatMap((text) => textOf(text) ?? []);
  return texts.length === 0 ? [] : python(['-c'], textWith(texts.join('\n')));
}

/** The folder in which a call of the program at `path` starts what it starts, as the shell writes it; nothing where that stays what it is, or nobody knows. */
export function startedIn({ callee, named }: Call, path: string): string | undefined {
  const folder = starters.has(callee) ? named.get('cwd') : undefined;
  if (folder?.kind !== 'text') return undefined;
  const parts = folder.parts.map((part) => {
    if (typeof part !== 'object') return part;
    if ('variable' in part) return /^\w+$/.test(part.variable) ? `\${${part.variable}}` : undefined;
    return part.file === path && part.up > 0 ? `\${${ownFolder}}${'/..'.repeat(part.up - 1)}` : undefined;
  });
  return parts.includes(undefined) ? undefined : parts.join('') || undefined;
}

/** Functions that hand a text to another language. */
const languages: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^rpy2\.robjects\.r$|^rpy2\.robjects\.reval$/, ['Rscript', '-e']],
  [/^rpy2\.robjects\.r\.source$/, ['Rscript']],
  [/^(?:juliacall\.Main\.seval|julia\.Main\.eval)$/, ['julia', '-e']],
  [/^(?:juliacall|julia)\.Main\.include$/, ['julia']],
];

/** A library whose functions are the programs: `sh.curl("-O", x)`, `plumbum.cmd.curl(x)`; one that runs another language. */
function ofLibrary({ callee, positional }: Call): readonly string[] {
  const program = /^(?:sh|plumbum\.cmd)\.([a-z]\w*)$/.exec(callee)?.[1];
  if (program !== undefined && !/^(?:Command|contrib|bake)$/.test(program))
    return commandTexts({ kind: 'list', items: [textWith(program.replaceAll('_', '-')), ...positional] });
  if (/^(?:streamlit\.(?:web\.)?)?bootstrap\.run$/.test(callee) && positional[0] !== undefined)
    return commandTexts({ kind: 'list', items: [textWith('streamlit'), textWith('run'), positional[0]] });
  if (/^snakemake\.(?:api\.)?snakemake$/.test(callee) && positional[0] !== undefined)
    return commandTexts({ kind: 'list', items: [textWith('snakemake'), textWith('-s'), positional[0]] });
  const words = languages.find(([which]) => which.test(callee))?.[1];
  return words === undefined || textOf(positional[0]) === undefined
    ? []
    : commandTexts({ kind: 'list', items: [...words.map((word) => textWith(word)), ...positional.slice(0, 1)] });
}

function python(flags: readonly string[], value: Value | undefined): readonly string[] {
  const words = ['python', ...flags].map((word) => textWith(word));
  return commandTexts({ kind: 'list', items: [...words, ...(value === undefined ? [] : [value])] });
}

/** `run_line_magic("sx", "ls")`, `run_cell_magic("bash", "", "ls")`, `magic("run x.py")` */
function ofMagic([first = '', ...given]: readonly string[]): readonly string[] {
  const [name = '', ...words] = first.trim().split(/\s+/);
  const text = given.length === 0 ? words.join(' ') : (given.at(-1) ?? '');
  if (name === 'run') return [`python ${text}`];
  return /^(?:sx|system|!|bash|sh|script|pip|conda)$/.test(name)
    ? [/^(?:pip|conda)$/.test(name) ? `${name} ${text}` : text]
    : [];
}
