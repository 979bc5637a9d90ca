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
  const places = new Map(stages.map((stage, index) => [stage, index] as const).toReversed());
  const order = (job: LocatedNode): number => places.get(job.entries.get('stage')?.text ?? 'test') ?? -1;
  const templates = readTemplates(root);
  const jobs = [...root.entries].filter(
    ([name, node]) => !gitlabKeywords.has(name) && !name.startsWith('.') && node.entries.size > 0,
  );
  const global = variablesOf(root.entries.get('variables'), {});
  return jobs
    .toSorted(([, a], [, b]) => order(a) - order(b))
    .flatMap(([name, written]) => {
      const job = templates(name);
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

/** Makes of a job's name its entries with those of the jobs that it extends, each looked at once. */
function readTemplates(root: LocatedNode): (name: string) => ReadonlyMap<string, LocatedNode> {
  const known = new Map<string, ReadonlyMap<string, LocatedNode>>();
  const read = (name: string, depth: number): ReadonlyMap<string, LocatedNode> => {
    const job = root.entries.get(name);
    const there = known.get(name);
    // GitLab itself follows eleven levels.
    if (job === undefined || there !== undefined || depth > 10) return there ?? new Map();
    // Whoever extends itself, by way of others, finds nothing here.
    known.set(name, new Map());
    const parent = job.entries.get('extends');
    const names = [parent?.text, ...(parent?.items ?? []).map(({ text }) => text)].slice(0, mostParents);
    const inherited = names.flatMap((each) => [...read(each ?? '', depth + 1)]);
    const whole = new Map([...inherited, ...job.entries]);
    known.set(name, whole);
    return whole;
  };
  return (name) => read(name, 0);
}

/** GitLab takes no more either. */
const mostParents = 100;

function linesOf(node: LocatedNode | undefined): readonly LocatedNode[] {
  if (node === undefined) return [];
  return node.items.length > 0 ? node.items.flatMap((item) => (item.items.length > 0 ? item.items : [item])) : [node];
}
