import type { CaseItem, CompoundList, Word } from 'unbash';

/** `$1`, `"${1}"`, `"${1:-}"`: the first argument that a script is given. */
const firstArgument = /^"?\$(?:1|\{1(?::?-)?\})"?$/;

/** The words of which a condition wants the first argument to be one: `[ "$1" = "debug" ]`; nothing for another condition. */
export function askedByTest({ commands }: CompoundList): readonly string[] | undefined {
  const asked = commands
    .flatMap(({ command }) => (command.type === 'AndOr' ? command.commands : [command]))
    .map((command) => {
      if (command.type === 'Command' && /^(?:\[|test)$/.test(command.name?.value ?? '')) {
        const [left, operator, right] = command.args;
        return left?.type === 'Word' && operator?.type === 'Word' && right?.type === 'Word'
          ? askedBy(left, operator.value, right)
          : undefined;
      }
      const expression = command.type === 'TestCommand' ? command.expression : undefined;
      return expression?.type === 'TestBinary'
        ? askedBy(expression.left, expression.operator, expression.right)
        : undefined;
    });
  const words = asked.flatMap((each) => each ?? []);
  return words.length > 0 && words.length === asked.length ? words : undefined;
}

/** The same of a branch of `case "$1" in`; nothing for one that takes an empty word or any. */
export function askedByCase(word: Word, { pattern }: CaseItem): readonly string[] | undefined {
  const words = pattern.map(({ value }) => value);
  return firstArgument.test(word.text) && words.every((each) => each !== '' && !/[*?[$]/.test(each))
    ? words
    : undefined;
}

function askedBy(left: Word, operator: string, right: Word): string | undefined {
  const isAsked = firstArgument.test(left.text) && /^==?$/.test(operator) && /^[^$*?`]+$/.test(right.value);
  return isAsked ? right.value : undefined;
}
