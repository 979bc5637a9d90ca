import type { Question, QuestionContext, Questions } from '../../model/answers/question.ts';

/** The table of answers for README and documentation, in GitHub's Markdown, without a line end at its end. */
export function formatAnswersTable(questions: Questions, context: QuestionContext): string {
  const rows = (Object.values(questions) as unknown as readonly Question[]).map((question) => {
    const asked = question.asked?.(context) ?? 'always';
    return `| \`${question.key}\` | ${cell(question.help)} | ${cell(describeValues(question.schema))} | ${cell(question.defaultText)} | ${asked === 'always' ? 'yes' : 'details'} |`;
  });
  return ['| key | meaning | value | default | asked |', '| --- | --- | --- | --- | --- |', ...rows].join('\n');
}

/** The rule of a value in words, as messages have it. */
function describeValues(schema: Readonly<Record<string, unknown>>): string {
  if (schema['type'] === 'boolean') return '`true` or `false`';
  if (Array.isArray(schema['enum']))
    return (schema['enum'] as readonly string[]).map((value) => `\`${value}\``).join(' ');
  if (schema['type'] === 'array')
    return `list of ${describeValues(schema['items'] as Readonly<Record<string, unknown>>)}`;
  if (schema['type'] === 'object')
    return `\`{${Object.keys(schema['properties'] as object)
      .map((key) => `${key}${(schema['required'] as readonly string[]).includes(key) ? '' : '?'}`)
      .join(', ')}}\``;
  const [example] = schema['examples'] as readonly string[];
  return `${String(schema['description'])}, e.g. \`${String(example)}\``;
}

function cell(text: string): string {
  return text.replaceAll('|', String.raw`\|`);
}
