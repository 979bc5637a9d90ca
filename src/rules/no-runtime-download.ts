import type { Effect } from '../model/atlas/atlas-entry.ts';
import { defineRule, type Finding } from '../model/check/rule.ts';
import { testingGuide } from '../model/check/sources.ts';
import { onImages } from '../model/check/verdicts.ts';
import type { FinalImage } from '../model/dockerfile/dockerfile-facts.ts';
import { findNamedDownloads, findPlainDownloads } from './shared/atlas/plain-downloads.ts';
import { findForbidden } from './shared/atlas/forbidden-use.ts';
import { describeNeed, findOpenUses, linesOfOthers, switchOf, usesIn, usesOf } from './shared/atlas/uses-of.ts';
import { findRenvBootstrap } from './shared/packages/renv-bootstrap.ts';
import { judgeReached } from './shared/reach/judge-reached.ts';

const network: ReadonlySet<Effect> = new Set<Effect>(['sends', 'installs', 'fetches', 'reports']);
/** Variables that make images of others install when they start, and who reads them. */
const installing: ReadonlyMap<string, string> = new Map([
  ['EXTRA_PIP_PACKAGES', 'the entry point of RAPIDS'],
  ['EXTRA_CONDA_PACKAGES', 'the entry point of RAPIDS'],
  ['POLYGRAPHY_AUTOINSTALL_DEPS', 'Polygraphy'],
]);

export default defineRule({
  kind: 'checked',
  rehearsed: true,
  id: 'no-runtime-download',
  group: 'offline',
  severity: 'error',
  force: 'must',
  summary: 'Nothing is downloaded when the container runs',
  rationale:
    'The TRE has no network. A download that works on a laptop waits there for minutes and fails; models, packages and corpora must be in the image or on /safe_data. Where nothing of the project is started, its programs are looked at as if somebody started them.',
  source: testingGuide('Test the container for TRE use'),
  check: onImages((image, dockerfile, facts) => {
    // A report of use that a variable stops is for offline-variables-set to say.
    const uses = usesOf(dockerfile, facts).filter(
      ({ entry, trigger }) => trigger.effect !== 'reports' || switchOf(entry, trigger) === undefined,
    );
    return judgeReached(image, dockerfile, facts, {
      sought: 'download',
      needsAll: true,
      further: [
        ...findInstalling(image, dockerfile.path),
        ...findRenvBootstrap(image, facts.reach.get(dockerfile.path), facts),
      ],
      find: (reached) => {
        const known = usesIn(uses, reached, 'yes', network).map((use) => describeNeed(use, facts));
        const lines = new Set(known.map(({ line }) => line));
        // What the atlas judged, or leaves open, is not judged anew by its looks.
        const settled = linesOfOthers(uses, reached, network);
        const kept = findForbidden(uses, reached);
        const plain = findPlainDownloads(reached.program, facts).filter(
          ({ line }) => !lines.has(line) && !settled.has(line),
        );
        return [...known, ...kept, ...plain];
      },
      open: (reached) => [
        ...findOpenUses(uses, reached, facts, network),
        ...findNamedDownloads(reached.program, 'fetch', facts),
      ],
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
        Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY main.py /opt/\nCMD ["python", "/opt/main.py"]\n',
        'main.py': 'model = AutoModel.from_pretrained(\n    "google-bert/bert-base-uncased",\n)\n',
      },
    },
    {
      title: 'a library that fetches a model when nobody names one',
      files: {
        Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY main.py /opt/\nCMD ["python", "/opt/main.py"]\n',
        'main.py': 'from bertopic import BERTopic\ntopics = BERTopic().fit(notes)\n',
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

function findInstalling({ environment }: FinalImage, file: string): readonly Finding[] {
  return [...installing].flatMap(([name, reader]) => {
    const setting = environment.get(name);
    if (setting === undefined || /^(?:0|)$/.test(setting.value)) return [];
    const location = { file, line: setting.instruction.line };
    return [
      {
        message: `${name} makes ${reader} install packages at the start`,
        location,
        fix: 'install them in a RUN and leave the variable out',
      },
    ];
  });
}
