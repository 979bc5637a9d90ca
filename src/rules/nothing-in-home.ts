import { resolvePath } from '../model/dockerfile/container-path.ts';
import { defineRule, type Finding } from '../model/check/rule.ts';
import { testingGuide } from '../model/check/sources.ts';
import { judge, onImages } from '../model/check/verdicts.ts';

const home = /^(?:\/root|\/home\/[^/]+|~|\$\{?HOME\}?|\/home\/\$\{?NB_USER\}?)(?:\/|$)/;
const inCode = /["'](\/(?:root|home\/[\w.-]+)\/[^"']+)["']/;
const hub =
  /(?:from_pretrained|snapshot_download|hf_hub_download|SentenceTransformer|nltk\.download|torch\.hub\.load)\(/;

export default defineRule({
  kind: 'checked',
  rehearsed: true,
  id: 'nothing-in-home',
  group: 'identity',
  severity: 'warning',
  force: 'should',
  summary: 'Nothing that the program needs lies in a home directory',
  rationale:
    'Apptainer mounts the home directory of the caller over that of the image, and the GPU cluster runs as a user who may not look into /root. Models in ~/.cache and packages of pip install --user vanish there.',
  source: testingGuide('Test the container for TRE use'),
  check: onImages((image, dockerfile, facts) => {
    const findings: Finding[] = [];
    const add = (message: string, line: number, fix = 'put it under /opt, readable by everybody'): void => {
      findings.push({ message, location: { file: dockerfile.path, line }, fix });
    };
    const set = (name: string): boolean => image.environment.has(name);
    for (const instruction of image.instructions) {
      const workdir = instruction.workdir ?? (image.base?.user.uid === 0 ? undefined : image.base?.user.home);
      if (instruction.keyword === 'COPY' || instruction.keyword === 'ADD') {
        const target = resolvePath(instruction.words.at(-1)?.value ?? '', workdir);
        if (home.test(target)) add(`${instruction.keyword} puts files into ${target}`, instruction.line);
      }
      for (const command of instruction.keyword === 'RUN' ? instruction.commands : []) {
        const { program, words, line } = command;
        const names = words.slice(1).filter((word) => !word.startsWith('-'));
        if (program === 'pip' && words.includes('install') && words.includes('--user'))
          add('pip install --user puts packages into the home directory', line, 'leave --user out');
        else if (/^(?:cp|mv|git|install|tar|unzip)$/.test(program) && home.test(names.at(-1) ?? '') && names.length > 1)
          add(`${program} puts files into ${names.at(-1) ?? ''}`, line);
        else if (
          command.writes.some(
            (path) => home.test(path) && !/\/\.(?:bashrc|profile|bash_profile|condarc|Rprofile)$/.test(path),
          )
        )
          add(`writes to ${command.writes.join(' ')}`, line);
        else if (
          /^(?:python|huggingface-cli|hf|nltk\.downloader)$/.test(program) &&
          (hub.test(words.join(' ')) || names[0] === 'download' || program === 'nltk.downloader') &&
          !words.some(
            (word) =>
              /cache_dir|local_dir|local-dir|cache-dir|cache_folder|download_dir/.test(word) ||
              (word === '-d' && program === 'nltk.downloader'),
          ) &&
          !['HF_HOME', 'HF_HUB_CACHE', 'TORCH_HOME', 'NLTK_DATA', 'XDG_CACHE_HOME'].some(set)
        )
          add(
            'a model is downloaded into ~/.cache, which is not there in the TRE',
            line,
            'set HF_HOME, or give cache_dir or local_dir, outside any home directory',
          );
      }
    }
    for (const source of facts.sources.filter(({ path }) => dockerfile.context.runtime.has(path))) {
      for (const { code, line } of source.language === 'shell' ? [] : source.lines) {
        const path = inCode.exec(code)?.[1];
        if (path !== undefined)
          findings.push({
            message: `uses ${path}`,
            location: { file: source.path, line },
            fix: 'put it under /opt, or read it from /safe_data',
          });
      }
      for (const { program, words, line } of source.commands)
        if (program === 'cd' && home.test(words[1] ?? ''))
          findings.push({
            message: `works in ${words[1] ?? ''}`,
            location: { file: source.path, line },
            fix: 'work in a directory under /opt, or in /scratch',
          });
    }
    return judge(findings, {
      text: 'no instruction puts anything into a home directory',
      location: { file: dockerfile.path, line: image.stage.line },
    });
  }),
  good: [
    {
      title: 'under /opt',
      files: {
        Dockerfile:
          'FROM docker.io/library/python:3.13\nWORKDIR /opt/app\nCOPY main.py ./\nRUN pip install --no-cache-dir pandas==3.0.6\n',
      },
    },
  ],
  bad: [
    {
      title: 'pip install --user',
      files: { Dockerfile: 'FROM docker.io/library/python:3.13\nRUN pip install --user pandas\n' },
    },
    {
      title: 'a model in the cache of root',
      files: {
        Dockerfile: `FROM docker.io/library/python:3.13\nRUN python -c "from transformers import AutoModel; AutoModel.from_pretrained('google-bert/bert-base-uncased')"\n`,
      },
    },
    {
      title: 'a script that works there',
      files: {
        Dockerfile: 'FROM docker.io/rocker/r-ver:4.5.3\nCOPY run.sh /opt/\nCMD ["/opt/run.sh"]\n',
        'run.sh': 'cd /root/src\nRscript main.R\n',
      },
    },
    {
      title: 'COPY to a home directory',
      files: { Dockerfile: 'FROM quay.io/jupyter/scipy-notebook:2026-10-05\nCOPY notebooks /home/jovyan/work\n' },
    },
  ],
});
