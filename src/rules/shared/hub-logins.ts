import type { PipelineFacts } from '../../model/pipelines/pipeline-facts.ts';
import { containerPrograms } from '../../parse/shell/vocabulary.ts';

/** Every login of a pipeline names no registry, which means Docker Hub. */
export function logsInToHubOnly({ steps }: PipelineFacts): boolean {
  const logins = steps.flatMap(({ uses, inputs, commands }) => [
    ...(uses?.action === 'docker/login-action' ? [inputs['registry'] ?? ''] : []),
    ...commands
      .filter(({ program, words }) => containerPrograms.has(program) && words[1] === 'login')
      .map(
        ({ words }) =>
          words.find(
            (word, at) =>
              at > 1 &&
              !word.startsWith('-') &&
              /[.:$%]/.test(word) &&
              !/^-[up]$|^--(?:username|password)$/.test(words[at - 1] ?? ''),
          ) ?? '',
      ),
  ]);
  return logins.length > 0 && logins.every((registry) => registry === '' || registry === 'docker.io');
}
