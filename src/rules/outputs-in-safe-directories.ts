import { defineRule } from '../model/check/rule.ts';
import { testingGuide } from '../model/check/sources.ts';
import { onImages } from '../model/check/verdicts.ts';
import { findLibraryWrites } from './shared/atlas/library-writes.ts';
import { throughLinks } from './shared/files/linked-at-build.ts';
import { findHydraOutputs } from './shared/reach/hydra-outputs.ts';
import { findResultsInSettings } from './shared/files/named-in-settings.ts';
import { judgeReached } from './shared/reach/judge-reached.ts';
import { findRemovals } from './shared/reach/removals.ts';
import { findScratchResults } from './shared/reach/scratch-results.ts';
import { findWrites, isLost } from './shared/reach/written-paths.ts';

export default defineRule({
  kind: 'checked',
  rehearsed: true,
  id: 'outputs-in-safe-directories',
  group: 'directories',
  severity: 'warning',
  force: 'should',
  summary: 'The program writes only to /safe_outputs and /scratch',
  rationale:
    'Only /safe_outputs is kept when the container ends. The rest of its file system is small, may become read-only, and under apptainer already is. Where nothing of the project is started, its programs are looked at as if somebody started them; what people write in a session is not known. Files of tempfile and tempdir() are asked for by temp-on-scratch.',
  source: testingGuide('Install and copy project code into container'),
  check: onImages((image, dockerfile, facts) => {
    const reach = facts.reach.get(dockerfile.path);
    const startWords = [image.entrypoint, image.cmd].flatMap((each) => each?.words.map(({ value }) => value) ?? []);
    const isGone = ({ path }: { readonly path: string }): boolean => isLost(throughLinks(path, image));
    return judgeReached(image, dockerfile, facts, {
      sought: 'write to another place',
      ofProject: true,
      needsAll: true,
      find: (reached) => {
        const lost = findWrites(reached, reach).paths.filter(isGone);
        return [
          ...lost.map(({ path, line }) => ({
            message: `writes to ${path}`,
            line,
            fix: 'write results to /safe_outputs and temporary files to /scratch',
          })),
          ...findLibraryWrites(reached, facts.atlas ?? [], reach?.programs)
            .filter((each) => isGone(each) && lost.every(({ line }) => line !== each.line))
            .map(({ path, line, what, variable }) => ({
              message: `${what} writes to ${path} of its own accord`,
              line,
              fix:
                variable === undefined ? 'name a place under /safe_outputs or /scratch' : `set ${variable} to /scratch`,
            })),
          ...findScratchResults(reached, reach),
          ...findRemovals(reached, reach),
        ];
      },
      open: (reached) => [
        ...findWrites(reached, reach).open.map(({ callee, line }) => ({
          message: `the files do not tell where ${callee} writes to`,
          line,
          fix: 'a rehearsal shows it; check sees it where the path begins with a text in the program: /safe_outputs/...',
        })),
        ...findHydraOutputs(reached, facts, startWords),
        ...(reach === undefined ? [] : findResultsInSettings(reached, reach, facts)),
      ],
    });
  }),
  good: [
    {
      title: 'results and temporary files',
      files: {
        Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY main.py /opt/app/\nCMD ["python", "/opt/app/main.py"]\n',
        'main.py': 'table.to_csv("/safe_outputs/result.csv")\nopen("/scratch/part", "w")\n',
      },
    },
    {
      title: 'a folder of another platform that leads to /safe_outputs',
      files: {
        Dockerfile:
          'FROM docker.io/library/python:3.13\nRUN ln -s /safe_outputs /output\nCOPY main.py /opt/app/\nCMD ["python", "/opt/app/main.py"]\n',
        'main.py': 'table.to_csv("/output/result.csv")\n',
      },
    },
  ],
  bad: [
    {
      title: 'a result by a relative name in /scratch',
      files: {
        Dockerfile:
          'FROM docker.io/library/python:3.13\nWORKDIR /scratch\nCOPY main.py /opt/app/\nCMD ["python", "/opt/app/main.py"]\n',
        'main.py': 'table.to_csv("result.csv")\n',
      },
    },
    {
      title: 'an absolute path',
      files: {
        Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY main.py /opt/app/\n',
        'main.py': 'table.to_csv("/results/result.csv")\n',
      },
    },
    {
      title: 'a folder that leads to another place than /safe_outputs',
      files: {
        Dockerfile:
          'FROM docker.io/library/python:3.13\nRUN ln -s /srv/results /output\nCOPY main.py /opt/app/\nCMD ["python", "/opt/app/main.py"]\n',
        'main.py': 'table.to_csv("/output/result.csv")\n',
      },
    },
    {
      title: 'beside the code',
      files: {
        Dockerfile:
          'FROM docker.io/library/r-base:4.5.3\nWORKDIR /opt/app\nCOPY main.R ./\nCMD ["Rscript", "main.R"]\n',
        'main.R': 'write.csv(table, "result.csv")\n',
      },
    },
    {
      title: 'in the start command',
      files: { Dockerfile: 'FROM docker.io/library/python:3.13\nCMD python main.py > /var/log/app.log\n' },
    },
  ],
});
