import type { AnswersInput } from '../../model/answers/answers.ts';

/** What the job of the cluster must start: the project's own image, by way of the TRE's proxy. */
export function jobImage(answers: AnswersInput, root: string): string {
  const { registry, name, imageProxy } = answers;
  return typeof registry === 'string' && typeof name === 'string' && typeof imageProxy === 'string'
    ? `${imageProxy}/${registry.slice(registry.indexOf('/') + 1)}/${name}:TAG`
    : `${imageName(answers, root)}:TAG`;
}

/** The project's own name, else its folder's, with only what an image name may hold. */
export function imageName(answers: AnswersInput, root: string): string {
  const name = typeof answers['name'] === 'string' ? answers['name'] : (root.split(/[/\\]/).at(-1) ?? '');
  return (
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') || 'project'
  );
}
