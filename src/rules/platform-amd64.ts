import { tre } from '../catalog/tre.ts';
import { defineRule, type Finding } from '../model/check/rule.ts';
import { workflowGuide } from '../model/check/sources.ts';
import { couldNotRead, judge, notApplicable } from '../model/check/verdicts.ts';

const others = /(?:^|[/:_-])(?:arm64(?:v8)?|aarch64|arm32v\d|ppc64le|s390x|riscv64)(?:$|[/:_.-])/i;

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
    const findings: Finding[] = [];
    const fix = `build with --platform ${tre.platform}`;
    let stated: string | undefined;
    for (const { path, stages } of facts.dockerfiles) {
      for (const { from, line } of stages) {
        const platform = from.platform ?? '';
        // What a variable says is seen where the build is started.
        if (platform.startsWith('linux/') && !/^linux\/(?:amd64|.*\$)/.test(platform))
          findings.push({ message: `FROM asks for ${platform}`, location: { file: path, line }, fix });
        else if (from.image !== undefined && others.test(from.image.text.split('@')[0] ?? ''))
          findings.push({
            message: `${from.image.text} is not for amd64`,
            location: { file: path, line },
            fix: 'take the image for all platforms, or that for amd64',
          });
        if (platform === tre.platform) stated ??= `${path} asks for ${tre.platform}`;
      }
    }
    for (const { path, steps } of facts.pipelines) {
      for (const { commands, inputs, uses, line } of steps) {
        const asked = [
          ...(uses?.action === 'docker/build-push-action' && inputs['platforms'] !== undefined
            ? [{ text: inputs['platforms'], at: line }]
            : []),
          ...commands
            .filter(({ program, words }) => /^(?:docker|podman|buildah)$/.test(program) && words.includes('build'))
            .flatMap((command) =>
              command.words.flatMap((word, index) =>
                word === '--platform'
                  ? [{ text: command.words[index + 1] ?? '', at: command.line }]
                  : word.startsWith('--platform=')
                    ? [{ text: word.slice(11), at: command.line }]
                    : [],
              ),
            ),
        ];
        for (const { text, at } of asked) {
          if (/linux\/amd64|[$%]/.test(text)) stated ??= `${path} builds for ${text}`;
          else
            findings.push({ message: `the pipeline builds for ${text} only`, location: { file: path, line: at }, fix });
        }
      }
    }
    if (facts.dockerfiles.length === 0) return notApplicable('there is no Dockerfile');
    const unread = facts.dockerfiles.find((dockerfile) => dockerfile.unread !== undefined);
    if (findings.length === 0 && unread !== undefined) return couldNotRead(unread.path, unread.unread ?? '');
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
