import type { AnswerKey, Answers } from '../../model/answers/answers.ts';
import type { Question, QuestionContext, Unfit } from '../../model/answers/question.ts';
import { describeValue } from '../../shared/describe-value.ts';
import { parseImageReference } from '../../parse/dockerfile/image-reference.ts';
import { isRecord } from '../../shared/json-shapes.ts';
import { matchSchema, type Mismatch } from '../../shared/match-schema.ts';

/** How formats in questions' schemas are checked. */
export const answerFormats = {
  'image-reference': (text: string): string | undefined => {
    const parsed = parseImageReference(text);
    return 'error' in parsed ? `not an image reference: it ${parsed.error}` : undefined;
  },
};

/** What is wrong with a value by its question's schema alone: type, pattern, length, choices. */
export function checkShape(question: Question, value: unknown): readonly Mismatch[] {
  return matchSchema(value, question.schema, { formats: answerFormats }).map((mismatch) => {
    const [at] = mismatch.path;
    const ofList = typeof at === 'number' && Array.isArray(value);
    const schema: unknown = ofList ? question.schema['items'] : question.schema;
    const fix = isRecord(schema) ? nameMeant(question, schema, ofList ? value[at] : value, ofList) : undefined;
    return fix === undefined ? mismatch : { ...mismatch, fix };
  });
}

/** What a text that the schema refuses should surely have been, where the question can tell. */
function nameMeant(
  { correct }: Question,
  schema: Question['schema'],
  text: unknown,
  ofList: boolean,
): string | undefined {
  const parts =
    ofList && typeof text === 'string' && /^[^\s,]+(?: +[^\s,]+)+$/.test(text.trim()) ? text.trim().split(/ +/) : [];
  if (parts.length > 1 && parts.every((part) => matchSchema(part, schema, { formats: answerFormats }).length === 0))
    return `write a comma between two: ${parts.join(',')}`;
  const meant = typeof text === 'string' ? correct?.(text) : undefined;
  if (meant === undefined || meant === text || matchSchema(meant, schema, { formats: answerFormats }).length > 0)
    return undefined;
  const rule = schema['description'];
  return `did you mean ${meant}?${typeof rule === 'string' ? ` It takes ${rule}` : ''}`;
}

/** What is wrong with a value of the right shape in its context: it cannot exist here, or its base cannot do it. */
export function checkInContext<K extends AnswerKey>(
  question: Question<K>,
  value: unknown,
  context: QuestionContext,
): Found | undefined {
  const relevance = question.when?.(context) ?? true;
  if (relevance !== true)
    return {
      path: [],
      what: `${describeValue(value)} has no meaning here: ${relevance}`,
      fix: question.instead?.(context) ?? 'leave it out',
    };
  const found = question.validate?.(value as NonNullable<Answers[K]>, context);
  return found === undefined ? undefined : { ...place(found), others: (found.others ?? []).map(place) };
}

/** What is wrong with a value in its context, all of it. */
type Found = Mismatch & Pick<Unfit, 'atPrompt'> & { readonly others?: readonly Found[] };

function place({ what, fix, entry, atPrompt }: Unfit): Found {
  return { path: entry === undefined ? [] : [entry], what, fix, ...(atPrompt === undefined ? {} : { atPrompt }) };
}

/** The first thing that is wrong with a value, or nothing when it is a valid answer here. */
export function checkAnswer(
  question: Question,
  value: unknown,
  context: QuestionContext,
): ReturnType<typeof checkInContext> {
  return checkShape(question, value)[0] ?? checkInContext(question, value, context);
}
