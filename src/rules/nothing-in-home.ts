import { defineRule, type Finding } from '../model/check/rule.ts';
import { testingGuide } from '../model/check/sources.ts';
import { judge, onImages } from '../model/check/verdicts.ts';
import { findHomeAtBuild } from './shared/home-at-build.ts';

const home = /^(?:\/root|\/home\/[^/]+|~|\$\{?HOME\}?|\/home\/\$\{?NB_USER\}?)(?:\/|$)/;
const inCode = /["'](\/(?:root|home\/[\w.-]+)\/[^"']+)["']/;

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
    const findings: Finding[] = [...findHomeAtBuild(image, dockerfile, facts.reach.get(dockerfile.path))];
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
