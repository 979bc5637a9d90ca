import { defineRule } from '../model/check/rule.ts';
import { testingGuide } from '../model/check/sources.ts';
import { onImages } from '../model/check/verdicts.ts';
import { findAbsentData } from './shared/files/absent-data.ts';
import { findAbsentFiles } from './shared/files/absent-files.ts';
import { findLackingScripts } from './shared/files/absent-modules.ts';
import { findLeftOut } from './shared/files/left-out-files.ts';
import { findDataInSettings } from './shared/files/named-in-settings.ts';
import { findAbsentNeeds } from './shared/image/missing-start.ts';
import { judgeReached } from './shared/reach/judge-reached.ts';

export default defineRule({
  kind: 'checked',
  id: 'files-in-image',
  group: 'start',
  severity: 'error',
  force: 'must',
  summary: 'What a started program opens or imports is where it looks for it: in the image, or data in /safe_data',
  rationale:
    'A list of codes, a configuration or a module that lies beside the program on your machine is not there in the TRE unless it was copied; data are only in /safe_data. The program then ends at the line that needs it, often after hours. Where nothing of the project is started, its programs are looked at as if somebody started them.',
  source: testingGuide('Install and copy project code into container'),
  check: onImages((image, dockerfile, facts) => {
    const reach = facts.reach.get(dockerfile.path);
    const readsProject = reach?.programs.some(
      ({ class: kind, program }) => kind !== 'built' && program.path !== dockerfile.path,
    );
    return judgeReached(image, dockerfile, facts, {
      further: findAbsentNeeds(image, dockerfile, reach),
      sought: 'file that is opened and not there',
      find: (reached) => (reach === undefined ? [] : findAbsentFiles({ reached, reach, image, dockerfile, facts })),
      open: (reached) => {
        if (reach === undefined) return [];
        const reading = { reached, reach, image, dockerfile, facts };
        const { open } = findAbsentData(reading, new Set());
        const leftOut = open.length > 0 ? [] : findLeftOut(reading);
        return [open, findLackingScripts(reading), leftOut, findDataInSettings(reached, reach, facts)].flat();
      },
      // Whether a program of others opens a file of the project is not asked here; what a variable names may be the project's, and so is what was cloned.
      ignores: ({ isInstalled, why, neededBy }) =>
        isInstalled === true ||
        (neededBy === undefined && readsProject === true && !/^is (?:named by a variable|cloned)/.test(why)),
    });
  }),
  good: [
    {
      title: 'the list of codes is copied with the program',
      files: {
        Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY src/ /app/\nENTRYPOINT ["python", "/app/main.py"]\n',
        'src/main.py':
          'from pathlib import Path\nimport helper\ncodes = (Path(__file__).parent / "codes.csv").read_text()\n',
        'src/helper.py': 'x = 1\n',
        'src/codes.csv': 'a\n',
      },
    },
    {
      title: 'a module in a folder that PYTHONPATH names',
      files: {
        Dockerfile:
          'FROM docker.io/library/python:3.13\nCOPY src/ /app/src/\nCOPY scripts/ /app/scripts/\nENV PYTHONPATH=/app/src\nENTRYPOINT ["python", "/app/scripts/run.py"]\n',
        'scripts/run.py': 'from surv.clean import clean\n',
        'src/surv/__init__.py': '',
        'src/surv/clean.py': 'def clean(x): return x\n',
      },
    },
    {
      title: 'data come from /safe_data',
      files: {
        Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY main.py /app/\nENTRYPOINT ["python", "/app/main.py"]\n',
        'main.py': 'import pandas as pd\ntable = pd.read_csv("/safe_data/cohort.csv")\n',
        'data/cohort.csv': 'a\n',
      },
    },
  ],
  bad: [
    {
      title: 'data at a place of another machine',
      files: {
        Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY main.py /app/\nENTRYPOINT ["python", "/app/main.py"]\n',
        'main.py': 'import pandas as pd\ntable = pd.read_csv("/data/cohort.csv")\n',
      },
    },
    {
      title: 'the ignore file leaves the list of codes out',
      files: {
        Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY src/ /app/\nENTRYPOINT ["python", "/app/main.py"]\n',
        '.dockerignore': '**/*.csv\n',
        'src/main.py': 'from pathlib import Path\ncodes = (Path(__file__).parent / "icd_codes.csv").read_text()\n',
        'src/icd_codes.csv': 'a\n',
      },
    },
    {
      title: 'a module that nobody copied',
      files: {
        Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY main.py /app/\nENTRYPOINT ["python", "/app/main.py"]\n',
        'main.py': 'import helper\n',
        'helper.py': 'x = 1\n',
      },
    },
    {
      title: 'a module in a folder where Python does not look',
      files: {
        Dockerfile:
          'FROM docker.io/library/python:3.13\nCOPY src/ /app/src/\nCOPY scripts/ /app/scripts/\nENV PYTHONPATH=/app\nENTRYPOINT ["python", "/app/scripts/run.py"]\n',
        'scripts/run.py': 'from surv.clean import clean\n',
        'src/surv/__init__.py': '',
        'src/surv/clean.py': 'def clean(x): return x\n',
      },
    },
    {
      title: 'relative to a folder where it is not',
      files: {
        Dockerfile:
          'FROM docker.io/rocker/r-ver:4.5.3\nCOPY . /app/\nWORKDIR /scratch\nENTRYPOINT ["Rscript", "/app/main.R"]\n',
        'main.R': 'codes <- read.csv("lists/codes.csv")\n',
        'lists/codes.csv': 'a\n',
      },
    },
  ],
});
