import type { Answers, AnswersInput } from '../../model/answers/answers.ts';
import type { Base } from '../../model/render/base.ts';

/** What a person had answered and a change of base takes away, a line each, said before anything is written; nothing without such a change. */
export function describeDropped(
  earlier: AnswersInput | undefined,
  answers: Answers,
  bases: readonly Base[],
): readonly string[] {
  const old = bases.find(({ name }) => name === earlier?.['base']);
  if (earlier === undefined || old === undefined || old.name === answers.base) return [];
  const lines: string[] = [];
  for (const key of ['packages', 'runtimes'] as const) {
    const before = Array.isArray(earlier[key]) ? (earlier[key] as readonly unknown[]).map(String) : [];
    const own = new Set<string>(key === 'packages' ? old.packages : old.runtimes);
    const kept = new Set<string>(answers[key]);
    const gone = before.filter((entry) => !kept.has(entry) && (key === 'packages' ? !own.has(entry) : true));
    if (gone.length > 0)
      lines.push(
        key === 'packages'
          ? `packages that are left out, since ${answers.base} has another installer than ${old.name}, where they may be called otherwise: ${gone.join(', ')}; name those of ${answers.base}: --set packages=...`
          : `${key} that the base ${answers.base} cannot take over from ${old.name}, and that are left out: ${gone.join(', ')}; name what stands for them with --set ${key}=...`,
      );
  }
  const documents = earlier['documents'];
  if (Array.isArray(documents) && documents.length > 0 && answers.documents.length === 0)
    lines.push(`documents that the container no longer renders: ${documents.map(String).join(', ')}`);
  const port = earlier['port'];
  if (typeof port === 'number' && port !== answers.port && port !== old.port)
    lines.push(
      `port: ${String(port)} was set for ${old.name}; now it is ${answers.port === undefined ? 'none' : String(answers.port)}`,
    );
  const image = earlier['image'];
  if (
    typeof image === 'string' &&
    image !== answers.image &&
    !old.images.some(({ reference }) => image.split('@')[0] === reference)
  )
    lines.push(`image: ${image} was one of ${old.name}; now it is ${answers.image}`);
  if (lines.length > 0)
    lines.push(
      'to go back once this is written, take this back: tre-container upgrade --undo, before anything else is written; another change of base would bring its defaults only',
    );
  return lines;
}
