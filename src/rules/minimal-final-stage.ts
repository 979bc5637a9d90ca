import { defineRule, type Finding } from '../model/check/rule.ts';
import { buildGuide } from '../model/check/sources.ts';
import { judge, onImages } from '../model/check/verdicts.ts';

const compilers =
  /^(?:build-essential|gcc(?:-\d+)?|g\+\+(?:-\d+)?|gfortran|clang(?:-\d+)?|cmake|make|ninja-build|golang(?:-go)?|rustc|cargo|default-jdk|openjdk-\d+-jdk|nvidia-cuda-toolkit|cuda-toolkit-[\d-]+|build-base|gcc-c\+\+|(?:gcc|gxx|gfortran|nvcc)_linux-64|(?:c|cxx|fortran)-compiler|compilers|cuda-nvcc)(?:=.*)?$/;
const compiles = /^(?:make|cargo|mvn|gradle|gcc|g\+\+|clang|cc|c\+\+|nvcc|rustc|ninja)$/;
const toolchain = /^(?:golang|rust|gcc|maven|gradle)$/;

export default defineRule({
  kind: 'checked',
  id: 'minimal-final-stage',
  group: 'image',
  severity: 'warning',
  force: 'should',
  summary: 'What is compiled is compiled in an earlier stage, and only the result is in the image',
  rationale: 'Compilers make an image large, and whoever gets into it powerful. A build stage leaves them behind.',
  source: buildGuide('1.1'),
  check: onImages((image, dockerfile) => {
    const findings: Finding[] = [];
    const add = (message: string, line: number): void => {
      findings.push({
        message,
        location: { file: dockerfile.path, line },
        fix: 'do it in an earlier stage (FROM ... AS build) and COPY --from=build the result',
      });
    };
    for (const { keyword, commands } of image.instructions) {
      if (keyword !== 'RUN') continue;
      const removed = commands.some(
        ({ words }) =>
          words.includes('purge') || words.includes('autoremove') || words.includes('remove') || words.includes('del'),
      );
      for (const { program, words, line } of commands) {
        const found = words.find((word) => compilers.test(word));
        if (
          /^(?:apt-get|apt|apk|yum|dnf|conda|mamba)$/.test(program) &&
          (words.includes('install') || words.includes('add')) &&
          found !== undefined &&
          !removed
        )
          add(`${found} stays in the image`, line);
        else if (
          (compiles.test(program) && !words.some((word) => /^--?(?:version|help)$/.test(word))) ||
          (program === 'go' && words[1] === 'build')
        )
          add(`${program} compiles in the final stage`, line);
      }
    }
    const { image: from, word } = image.from;
    if (
      from !== undefined &&
      (/(?:^|[-_.])devel(?:[-_.]|$)/.test(from.tag ?? '') || toolchain.test(from.repository.replace(/^library\//, '')))
    )
      add(`${from.text} brings a whole tool chain`, word.line);
    return judge(findings, {
      text:
        dockerfile.stages.length > 1
          ? `${String(dockerfile.stages.length)} stages, and the last compiles nothing`
          : 'nothing is compiled',
      location: { file: dockerfile.path, line: image.stage.line },
    });
  }),
  good: [
    {
      title: 'a build stage',
      files: {
        Dockerfile:
          'FROM docker.io/library/golang:1.25 AS build\nRUN go build -o /tool .\nFROM docker.io/library/python:3.13\nCOPY --from=build /tool /usr/local/bin/\n',
      },
    },
  ],
  bad: [
    {
      title: 'a compiler that stays',
      files: {
        Dockerfile:
          'FROM docker.io/library/python:3.13-slim\nRUN apt-get update && apt-get install -y build-essential && rm -rf /var/lib/apt/lists/*\n',
      },
    },
    {
      title: 'a base for development',
      files: { Dockerfile: 'FROM docker.io/pytorch/pytorch:2.13.0-cuda12.6-cudnn9-devel\n' },
    },
  ],
});
