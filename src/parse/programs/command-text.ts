import { choicesOf, textOf, type Value, type VariablePart } from '../../model/programs/value.ts';

/** Stands for what is not known in the text of a command. */
const hole = '${unknown}';

/** A word of a command as shell text that means the same. */
function quote(value: Value): string {
  if (value.kind === 'constant' && typeof value.value === 'number') return String(value.value);
  if (value.kind === 'symbol' && value.name === 'sys.executable') return 'python';
  if (value.kind !== 'text') return hole;
  return (
    value.parts
      .map((part) =>
        typeof part === 'string'
          ? `'${part.replaceAll("'", String.raw`'\''`)}'`
          : typeof part === 'object' && 'variable' in part && /^\w+$/.test(part.variable)
            ? `"\${${part.variable}${otherwiseOf(part)}}"`
            : hole,
      )
      .join('') || "''"
  );
}

/** `os.environ.get("SAMTOOLS", "samtools")`: what the shell writes `${SAMTOOLS:-samtools}`. */
function otherwiseOf({ otherwise }: VariablePart): string {
  const text = textOf(otherwise) ?? '';
  return /^[\w./-]+$/.test(text) ? `:-${text}` : '';
}

/** The shell text that does what a program starts with these words, or with one text; one for each choice. */
export function commandTexts(value: Value | undefined, more: readonly Value[] = []): readonly string[] {
  return choicesOf(value).flatMap((each) => {
    if (each.kind === 'list') return [[...each.items, ...more].map(quote).join(' ')];
    if (more.length > 0) return [[each, ...more].map(quote).join(' ')];
    const whole = textOf(each);
    if (whole !== undefined) return [whole];
    if (each.kind !== 'text') return [];
    return [
      each.parts
        .map((part) =>
          typeof part === 'string'
            ? part
            : typeof part === 'object' && 'variable' in part && /^\w+$/.test(part.variable)
              ? `\${${part.variable}${otherwiseOf(part)}}`
              : hole,
        )
        .join(''),
    ];
  });
}

/**
 * A program with a name in place of what nobody knows of its text (`${unknown}`, or `$PORT` where no value can stand before it, as it can before the
 * `$` of R), so that it can be parsed; in quotes it stays.
 */
export function nameHoles(program: string): string {
  let within = '';
  return program.replaceAll(/\\.|["']|\$\{\w+\}|\$[A-Za-z_]\w*/gs, (found, at: number) => {
    if (found === '"' || found === "'") within = within === '' ? found : within === found ? '' : within;
    if (!found.startsWith('$') || within !== '') return found;
    return found.startsWith('${') || isOperand(program, at) ? 'unknown' : found;
  });
}

/** Whether something begins here: only a blank or a sign that wants a value stands before it. */
function isOperand(program: string, at: number): boolean {
  let before = at - 1;
  while (before >= 0 && /\s/.test(program.charAt(before))) before -= 1;
  return before < 0 || /[=(,+*/<>[{:!;&|-]/.test(program.charAt(before));
}
