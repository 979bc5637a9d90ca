import type { PipelineFacts, PipelineStep } from '../../../model/pipelines/pipeline-facts.ts';
import { containerPrograms } from '../../../parse/shell/vocabulary.ts';
import { repositoryOf, tagsOf } from '../../../parse/pipelines/pushes/image-names.ts';

/** A step of a pipeline and a command of it: where something stands in the order in which it runs. */
export interface Place {
  readonly step: number;
  readonly command: number;
}

/** What gives an image a name. */
interface Deed extends Place {
  readonly job: string;
  readonly line: number;
  readonly names: readonly string[];
  /** Of a build: what it is made from; of a tag: the name that there was before. Absent for a container that is made an image. */
  readonly build?: string;
  readonly from?: string;
  /** A build that takes nothing from the cache. */
  readonly isAnew?: true;
}

/** Options of a build that make the image another one. */
const deciding = /^(?:-f|--(?:file|target|build-arg|build-context|secret|add-host))(?:=|$)/;

/**
 * The line in which the image that is pushed is made another one after the scan: built anew of other things, or with nothing from the cache; tagged
 * from an image that nobody scanned; made of a container. A second build of the same things takes the first one's layers.
 */
export function remadeAfter(
  scan: Place,
  push: Place & { readonly text: string },
  pipeline: PipelineFacts,
): number | undefined {
  const deeds = pipeline.steps.flatMap(deedsOf);
  const before = deeds.filter((each) => isBefore(each, scan));
  const builds = new Set(before.flatMap(({ build }) => build ?? []));
  const made = new Set(before.flatMap(({ names }) => names).map(repositoryOf));
  const job = pipeline.steps[push.step]?.job;
  const found = deeds.find((each) => {
    if (each.job !== job || !isBefore(scan, each) || isBefore(push, each)) return false;
    const isPushed = each.names.includes(push.text) || (each.step === push.step && each.command === push.command);
    if (!isPushed) return false;
    if (each.build !== undefined) return builds.size > 0 && (each.isAnew === true || !builds.has(each.build));
    return each.from === undefined || (!/[$%]/.test(each.from) && made.size > 0 && !made.has(repositoryOf(each.from)));
  });
  return found?.line;
}

const isBefore = (one: Place, other: Place): boolean =>
  one.step === other.step ? one.command < other.command : one.step < other.step;

function deedsOf({ job, line, uses, inputs, commands }: PipelineStep, step: number): readonly Deed[] {
  const own = { job, step };
  if (uses?.action === 'docker/build-push-action') {
    const parts = ['context', 'file', 'target', 'build-args'].map((name) => inputs[name] ?? '');
    const names = (inputs['tags'] ?? '').split(/[\s,]+/);
    const isAnew = inputs['no-cache'] === 'true';
    return [{ ...own, command: 0, line, names, build: JSON.stringify(parts), ...(isAnew ? { isAnew } : {}) }];
  }
  return commands.flatMap(({ program, words, line: at }, command): readonly Deed[] => {
    if (!containerPrograms.has(program)) return [];
    const place = { ...own, command, line: at };
    const [verb, named = '', name = ''] = words[1] === 'image' ? words.slice(2) : words.slice(1);
    if (verb === 'commit') return [{ ...place, names: [words.at(-1) ?? ''] }];
    if (verb === 'tag') return [{ ...place, names: [name], from: named }];
    if (!words.includes('build') && !words.includes('bud')) return [];
    const parts = words.flatMap((word, index) =>
      deciding.test(word) ? [word, word.includes('=') ? '' : (words[index + 1] ?? '')] : [],
    );
    const isAnew = words.includes('--no-cache') || words.includes('--no-cache=true');
    const build = JSON.stringify([...parts, words.at(-1)]);
    return [{ ...place, names: tagsOf(words), build, ...(isAnew ? { isAnew } : {}) }];
  });
}
