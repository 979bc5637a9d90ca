import type { PipelineStep } from '../../model/pipelines/pipeline-facts.ts';
import type { LocatedNode } from '../text/located-yaml.ts';
import { image, scriptOf, variablesOf } from './pipeline-text.ts';
import { imagesOfCommands, pushesOfCommands } from './run-images.ts';

/** Top-level keys of `.gitlab-ci.yml` that are no jobs. */
const gitlabKeywords = new Set([
  'stages',
  'variables',
  'default',
  'include',
  'workflow',
  'image',
  'services',
  'before_script',
  'after_script',
  'cache',
  'pages:deploy',
  'spec',
]);
const gitlabStages = ['.pre', 'build', 'test', 'deploy', '.post'];

/** Steps of a GitLab pipeline, one a job, in the order of its stages. */
export function gitlabSteps(root: LocatedNode): PipelineStep[] {
  const defaults = root.entries.get('default') ?? root;
  const stages = root.entries.get('stages')?.items.map((item) => item.text ?? '') ?? gitlabStages;
  const order = (job: LocatedNode): number => stages.indexOf(job.entries.get('stage')?.text ?? 'test');
  const jobs = [...root.entries].filter(
    ([name, node]) => !gitlabKeywords.has(name) && !name.startsWith('.') && node.entries.size > 0,
  );
  const global = variablesOf(root.entries.get('variables'), {});
  return jobs
    .toSorted(([, a], [, b]) => order(a) - order(b))
    .flatMap(([name, written]) => {
      const job = withTemplates(written, root, 0);
      const variables = variablesOf(job.get('variables'), global);
      const own = (key: string): LocatedNode | undefined =>
        job.get(key) ?? defaults.entries.get(key) ?? root.entries.get(key);
      const services = own('services')?.items ?? [];
      const images = [own('image'), ...services].flatMap((node) => image(node?.entries.get('name') ?? node));
      const commands = ['before_script', 'script', 'after_script'].flatMap((key) =>
        linesOf(own(key)).flatMap((line) => scriptOf(line, variables)),
      );
      return [
        {
          job: name,
          line: written.line,
          inputs: {},
          commands,
          images: [...images, ...imagesOfCommands(commands)],
          pushes: pushesOfCommands(commands),
        },
      ];
    });
}

/** Entries of a job with those of the hidden jobs that it extends. */
function withTemplates(job: LocatedNode, root: LocatedNode, depth: number): ReadonlyMap<string, LocatedNode> {
  const parent = job.entries.get('extends');
  const names = [parent?.text, ...(parent?.items ?? []).map((item) => item.text)];
  const inherited = names.flatMap((name) => {
    const found = root.entries.get(name ?? '');
    return found === undefined || depth > 10 ? [] : [...withTemplates(found, root, depth + 1)];
  });
  return new Map([...inherited, ...job.entries]);
}

function linesOf(node: LocatedNode | undefined): readonly LocatedNode[] {
  if (node === undefined) return [];
  return node.items.length > 0 ? node.items.flatMap((item) => (item.items.length > 0 ? item.items : [item])) : [node];
}
