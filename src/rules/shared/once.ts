const known = new WeakMap<object, Map<string, unknown>>();

/** The answer to a question about a thing, found when it is first asked: many commands of a RUN ask the same of all the others. */
export function once<T>(about: object, question: string, answer: () => T): T {
  const answers = known.get(about) ?? new Map<string, unknown>();
  known.set(about, answers);
  if (!answers.has(question)) answers.set(question, answer());
  return answers.get(question) as T;
}
