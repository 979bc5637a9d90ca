import { leadingAway, leadingAwayIn } from '../builder-settings.ts';
import type { GivenFiles, PipelineStep, StepGiven } from '../../../model/pipelines/pipeline-facts.ts';
import type { LocatedNode } from '../../text/located-yaml.ts';
import type { Variables } from '../pipeline-text.ts';

/** What a job finds there when it begins: the images around it, variables that lead a build away, and files of caches and of other projects' jobs. */
export function givenTo(
  own: (key: string) => LocatedNode | undefined,
  variables: Variables,
  images: PipelineStep['images'],
): { readonly given?: StepGiven } {
  const scripts = ['before_script', 'script', 'after_script'].flatMap((key) => listed(own(key)));
  const settings = [...leadingAway(variables), ...scripts.flatMap(({ text = '' }) => leadingAwayIn(text))];
  const files = [...listed(own('cache')).flatMap(fromCache), ...listed(own('needs')).flatMap(fromOthers)];
  if (images.length + settings.length + files.length === 0) return {};
  return { given: { images, settings, files } };
}

function listed(node: LocatedNode | undefined): readonly LocatedNode[] {
  if (node === undefined) return [];
  return node.items.length > 0 ? node.items : [node];
}

/** https://docs.gitlab.com/ci/yaml/#cache */
function fromCache({ entries }: LocatedNode): readonly GivenFiles[] {
  // What is only pushed is not there when the job begins.
  if (entries.get('policy')?.text === 'push') return [];
  return (entries.get('paths')?.items ?? []).map(({ text = '', line }) => ({ path: text, from: 'a cache', line }));
}

/** `needs:` with a job of another project or pipeline hands on its files, wherever they lay. */
function fromOthers({ entries, line }: LocatedNode): readonly GivenFiles[] {
  const whose = entries.get('project') ?? entries.get('pipeline');
  if (whose?.text === undefined || entries.get('artifacts')?.text === 'false') return [];
  return [{ from: `a job of ${whose.text}`, line }];
}
