import { tre } from '../catalog/tre.ts';
import type { DockerfileFacts } from '../model/dockerfile/dockerfile-facts.ts';
import type { PipelineFacts } from '../model/pipelines/pipeline-facts.ts';
import { defineRule, type Finding, type Location } from '../model/check/rule.ts';
import { workflowGuide } from '../model/check/sources.ts';
import { couldNotRead, judge, notApplicable, unknown } from '../model/check/verdicts.ts';
import { either } from '../parse/pipelines/step-values.ts';
import { isOpen, spell } from './shared/pipelines/open-values.ts';
import { containerPrograms } from '../parse/shell/vocabulary.ts';

const others = /(?:^|[/:_-])(?:arm64(?:v8)?|aarch64|arm32v\d|ppc64le|s390x|riscv64)(?:$|[/:_.-])/i;
const fix = `build with --platform ${tre.platform}`;

export default defineRule({
  kind: 'checked',
  id: 'platform-amd64',
  group: 'build',
  severity: 'warning',
  force: 'should',
  summary: 'The image is built for linux/amd64',
  rationale:
    "The TRE's machines are amd64. An image that was built on a Mac with its default is for arm64 and does not start there.",
  source: workflowGuide('2.1 Build and test the container locally'),
  check: (facts) => {
    const stages = facts.dockerfiles.flatMap(readStages);
    const asked = [...stages, ...facts.pipelines.flatMap(readSteps)];
    const findings = asked.flatMap((each) => ('finding' in each ? [each.finding] : []));
    const stated = asked.flatMap((each) => ('stated' in each ? [each.stated] : []))[0];
    const open = asked.flatMap((each) => ('open' in each ? [each] : []))[0];
    if (facts.dockerfiles.length === 0) return notApplicable('there is no Dockerfile');
    const unread = facts.dockerfiles.find((dockerfile) => dockerfile.unread !== undefined);
    if (findings.length === 0 && unread !== undefined) return couldNotRead(unread.path, unread.unread ?? '');
    if (findings.length === 0 && open !== undefined && !stages.some((each) => 'stated' in each))
      return unknown(
        `for which platform is built stands in ${open.open}, which has no value in the files`,
        open.location,
        fix,
      );
    return judge(
      findings,
      {
        text: stated ?? 'no other platform is asked for',
        location: { file: facts.dockerfiles[0]?.path ?? '' },
      },
      stated === undefined ? 'none-found' : 'file',
    );
  },
  good: [
    {
      title: 'in the pipeline',
      files: {
        Dockerfile: 'FROM docker.io/library/python:3.13\n',
        '.gitlab-ci.yml': 'publish:\n  script: docker build --platform linux/amd64 .\n',
      },
    },
  ],
  bad: [
    { title: 'another platform', files: { Dockerfile: 'FROM --platform=linux/arm64 docker.io/library/python:3.13\n' } },
    { title: 'an image for another platform', files: { Dockerfile: 'FROM docker.io/arm64v8/python:3.13\n' } },
  ],
});

/** What asks for a platform: a finding, the words that state the right one, or those that leave it to a variable. */
type Asked =
  | { readonly finding: Finding }
  | { readonly stated: string }
  | { readonly open: string; readonly location: Location };

function readStages({ path, stages }: DockerfileFacts): Asked[] {
  return stages.flatMap(({ from, line }): Asked[] => {
    const platform = from.platform ?? '';
    const location = { file: path, line };
    if (platform === tre.platform) return [{ stated: `${path} asks for ${tre.platform}` }];
    // What a variable says is seen where the build is started.
    if (platform.startsWith('linux/') && !/^linux\/(?:amd64|.*\$)/.test(platform))
      return [{ finding: { message: `FROM asks for ${platform}`, location, fix } }];
    if (from.image === undefined || !others.test(from.image.text.split('@')[0] ?? '')) return [];
    const other = 'take the image for all platforms, or that for amd64';
    return [{ finding: { message: `${from.image.text} is not for amd64`, location, fix: other } }];
  });
}

function readSteps({ path, steps }: PipelineFacts): Asked[] {
  return steps.flatMap(({ commands, inputs, uses, line, file = path }) => {
    const input = uses?.action === 'docker/build-push-action' ? inputs['platforms'] : undefined;
    const asked = new Map<number, string>();
    if (input !== undefined && input !== '') asked.set(line, input);
    for (const { program, words, line: at } of commands) {
      if (!containerPrograms.has(program) || !words.some((word) => word === 'build' || word === 'bud')) continue;
      const option = words.find((word) => word.startsWith('--platform='))?.slice('--platform='.length);
      const text = option ?? (words.includes('--platform') ? words[words.indexOf('--platform') + 1] : undefined);
      // The runs of a matrix may each build for another platform, in the same line.
      if (text !== undefined) asked.set(at, [asked.get(at) ?? [], text].flat().join(','));
    }
    return [...asked].map(([at, text]): Asked => {
      const location = { file, line: at };
      const said = spell(text.split(either).join(' or '))
        .trim()
        .split('\n')
        .map((each) => each.trim())
        .join(',');
      if (text.includes(tre.platform)) return { stated: `${file} builds for ${said}` };
      return isOpen(text)
        ? { open: said, location }
        : { finding: { message: `the pipeline builds for ${said} only`, location, fix } };
    });
  });
}
