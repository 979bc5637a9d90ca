import type { FinalImage } from '../model/dockerfile/dockerfile-facts.ts';
import { defineRule, type Finding } from '../model/check/rule.ts';
import { testingGuide } from '../model/check/sources.ts';
import type { ShellCommand, SourceFacts } from '../model/sources/source-facts.ts';
import { couldNotRead, judge, notApplicable, onImages, unknown } from '../model/check/verdicts.ts';
import { fillInConstants } from './shared/constants.ts';
import { networkCalls } from './shared/network-calls.ts';
import { selectCalls } from './shared/source-calls.ts';

const fetchers: ReadonlyMap<string, RegExp> = new Map(
  Object.entries({
    curl: /./,
    wget: /./,
    aria2c: /./,
    git: /^(?:clone|pull|fetch|submodule)$/,
    pip: /^(?:install|download)$/,
    uv: /^(?:pip|sync|add|run)$/,
    conda: /^(?:install|create|update|env)$/,
    mamba: /^(?:install|create|update|env)$/,
    'apt-get': /^(?:install|update)$/,
    apt: /^(?:install|update)$/,
    apk: /^add$/,
    npm: /^(?:install|ci|i)$/,
    'huggingface-cli': /^download$/,
    hf: /^download$/,
    aws: /^s3$/,
    gsutil: /^cp$/,
    rclone: /^(?:copy|sync)$/,
    'install2.r': /./,
    gdown: /./,
    kaggle: /^datasets$/,
    spacy: /^download$/,
    'nltk.downloader': /./,
    poetry: /^install$/,
    pipenv: /^(?:install|sync)$/,
    quarto: /^install$/,
    pixi: /^(?:install|run)$/,
    tlmgr: /^install$/,
  }),
);
const local = /(?:localhost|127\.0\.0\.1|\[::1\]|0\.0\.0\.0)/;

export default defineRule({
  kind: 'checked',
  rehearsed: true,
  id: 'no-runtime-download',
  group: 'offline',
  severity: 'error',
  force: 'must',
  summary: 'Nothing is downloaded when the container runs',
  rationale:
    'The TRE has no network. A download that works on a laptop waits there for minutes and fails; models, packages and corpora must be in the image or on /safe_data.',
  source: testingGuide('Test the container for TRE use'),
  check: onImages((image, dockerfile, facts) => {
    const sources = facts.sources.filter((source) => dockerfile.context.runtime.has(source.path));
    const starts = [image.entrypoint, image.cmd].flatMap((start) => start?.commands ?? []);
    const findings = [
      ...sources.flatMap((source) => findCalls(source, image.environment)),
      ...findCommands(starts, dockerfile.path),
    ];
    const unread = sources.find((source) => source.unread !== undefined);
    if (findings.length === 0 && unread !== undefined) return couldNotRead(unread.path, unread.unread ?? '');
    if (findings.length === 0 && facts.incomplete !== undefined && dockerfile.context.copied.length > 0)
      return unknown(facts.incomplete);
    if (sources.length === 0 && starts.length === 0) return notApplicable('the image holds no program of the project');
    return judge(findings, {
      text: `no download in the start command and ${String(sources.length)} source files`,
      location: { file: dockerfile.path, line: image.cmd?.line ?? image.entrypoint?.line ?? image.stage.line },
    });
  }),
  good: [
    {
      title: 'a model from a path',
      files: {
        Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY main.py /opt/\nCMD ["python", "/opt/main.py"]\n',
        'main.py': 'model = AutoModel.from_pretrained("/safe_data/models/bert")\n',
      },
    },
    {
      title: 'a script that only the build runs',
      files: {
        Dockerfile:
          'FROM docker.io/rocker/r-ver:4.5.3\nCOPY setup.R /opt/\nRUN Rscript /opt/setup.R\nCMD ["Rscript", "-e", "1"]\n',
        'setup.R': 'install.packages("survival")\n',
      },
    },
  ],
  bad: [
    {
      title: 'a model by its name',
      files: {
        Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY main.py /opt/\n',
        'main.py': 'model = AutoModel.from_pretrained(\n    "google-bert/bert-base-uncased",\n)\n',
      },
    },
    {
      title: 'in the start command',
      files: { Dockerfile: 'FROM docker.io/library/python:3.13\nCMD pip install pandas && python main.py\n' },
    },
    {
      title: 'in a copied script',
      files: {
        Dockerfile: 'FROM docker.io/rocker/r-ver:4.5.3\nCOPY run.sh /opt/\nENTRYPOINT ["/opt/run.sh"]\n',
        'run.sh': '#!/bin/sh\ncurl -O https://example.org/x\n',
      },
    },
  ],
});

function findCommands(commands: readonly ShellCommand[], file: string): Finding[] {
  return commands.flatMap((command) => {
    const { program, words, line } = command;
    const [call] = /^(?:python|R|Rscript|r|julia)$/.test(program)
      ? networkCalls.filter((each) =>
          words.some(
            (word, index) =>
              /^-\w*[ce]$/.test(words[index - 1] ?? '') && each.call.test(word) && each.unless?.test(word) !== true,
          ),
        )
      : [];
    if (call !== undefined)
      return [
        {
          message: `${program} ${call.does}`,
          location: { file, line },
          fix: 'do it in a RUN, or stage the files on /safe_data',
        },
      ];
    return needsNetwork(command)
      ? [
          {
            message: `${program} ${words.slice(1, 3).join(' ')} needs a network`.trim(),
            location: { file, line },
            fix: 'do it in a RUN, or stage the files on /safe_data',
          },
        ]
      : [];
  });
}

function needsNetwork({ program, words }: ShellCommand): boolean {
  return (
    words.slice(1).some((word) => fetchers.get(program)?.test(word)) &&
    !words.some((word) => local.test(word) || /^--(?:no-index|offline|no-sync|no-install|version|help)$/.test(word))
  );
}

function findCalls(source: SourceFacts, environment: FinalImage['environment']): Finding[] {
  const { path, lines, commands } = source;
  const { calls, names } = selectCalls(source, networkCalls);
  const found = (calls.length === 0 ? [] : lines).flatMap(({ code, line }, index) => {
    const joined = /[([,]\s*$/.test(code)
      ? lines
          .slice(index, index + 6)
          .map((next) => next.code.trim())
          .join(' ')
      : code;
    const text = fillInConstants(joined, names);
    return calls.flatMap(({ call, does, unless, unlessSet }) => {
      if (!call.test(text)) return [];
      const own = fillInConstants(code, names);
      const isHere = call.test(own) || text.search(call) < own.trim().length;
      const isOff =
        unless?.test(
          lines
            .slice(index, index + 6)
            .map((next) => next.code)
            .join(' '),
        ) === true ||
        (unlessSet !== undefined && unlessSet.value.test(environment.get(unlessSet.name)?.value ?? ''));
      return isHere && !isOff
        ? [
            {
              message: does,
              location: { file: path, line },
              fix: 'load it from a path under /safe_data or in the image',
            },
          ]
        : [];
    });
  });
  return [...found, ...findCommands(commands, path)];
}
