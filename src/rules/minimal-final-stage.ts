import { defineRule, type Finding } from '../model/check/rule.ts';
import { buildGuide } from '../model/check/sources.ts';
import { judge, onImages } from '../model/check/verdicts.ts';
import { readInstall } from '../parse/shell/installs.ts';
import { bringsCompiler, isCompiler, isCompiling, removesCompilers } from './shared/compilers.ts';

/** Images that are a compiler. */
const toolchains: ReadonlySet<string> = new Set(['gcc', 'golang', 'gradle', 'maven', 'rust']);

export default defineRule({
  kind: 'checked',
  id: 'minimal-final-stage',
  group: 'image',
  severity: 'warning',
  force: 'should',
  summary: 'What is compiled is compiled in an earlier stage, and only the result is in the image',
  rationale:
    'Compilers make an image large, and whoever gets into it powerful. A build stage leaves them behind. Compilers, cmake, and packages that bring a compiler count (on Debian and Ubuntu also python3-pip and r-base, unless recommended packages are refused); headers (-dev packages), make and git do not.',
  source: buildGuide('1.1'),
  check: onImages((image, dockerfile) => {
    const findings: Finding[] = [];
    const add = (message: string, line: number): void => {
      findings.push({
        message,
        location: { file: dockerfile.path, line },
        fix: 'build in an earlier stage (FROM ... AS build) and COPY --from=build the result',
      });
    };
    // What a base that nobody knows has told apt to leave out is not known.
    const isKnown = (image.known ?? image.base) !== undefined && !/APT::Install-Recommends/.test(dockerfile.text);
    for (const { keyword, commands } of image.instructions) {
      // What the same RUN takes away again does not stay, nor does what compiled with it.
      if (keyword !== 'RUN' || commands.some(removesCompilers)) continue;
      for (const command of commands) {
        const packages = readInstall(command)?.packages ?? [];
        const found = packages.find(isCompiler);
        const brought = isKnown ? bringsCompiler(command, packages) : undefined;
        if (found !== undefined) add(`${found} stays in the image`, command.line);
        else if (brought !== undefined) add(brought, command.line);
        else if (isCompiling(command)) add(`${command.program} compiles in the final stage`, command.line);
      }
    }
    const { image: from, word } = image.from;
    if (
      from !== undefined &&
      (/(?:^|[-_.])devel(?:[-_.]|$)/.test(from.tag ?? '') || toolchains.has(from.repository.replace(/^library\//, '')))
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
