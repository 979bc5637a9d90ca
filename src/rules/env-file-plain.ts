import { defineRule } from '../model/check/rule.ts';
import { testingGuide } from '../model/check/sources.ts';
import { couldNotRead, judge, notApplicable } from '../model/check/verdicts.ts';
import { findShellValues } from '../parse/manifests/run-files.ts';

const name = 'ces/env-file.txt';
const from = { Dockerfile: 'FROM docker.io/library/python:3.13\n' };

export default defineRule({
  kind: 'checked',
  id: 'env-file-plain',
  group: 'run',
  severity: 'warning',
  force: 'should',
  isMust: ({ runtimes }) => runtimes?.includes('apptainer') === true,
  summary: 'Every value of the env-file means the same to podman and to apptainer',
  rationale:
    'Podman and docker take the rest of a line as it is. Apptainer reads the file as shell: a bracket or a blank stops the start, and quotes, `$` and `#` change the value that the program gets. A must where the project is run with apptainer.',
  source: testingGuide('Test the container for TRE use'),
  check: ({ byPath, home = '' }) => {
    const path = `${home}${name}`;
    const file = byPath.get(path);
    if (file === undefined) return notApplicable(`there is no ${path}`);
    if (file.text === undefined) return couldNotRead(path, file.unread ?? 'it was not read');
    const findings = findShellValues(file.text).map(({ line, name: variable, becomes }) => ({
      message:
        becomes === 'command'
          ? `apptainer reads ${variable} as a command of a shell, and podman gives the program what whoever starts it has by that name, or nothing`
          : becomes === 'refused'
            ? `apptainer reads ${variable} as shell and does not start`
            : `apptainer reads ${variable} as shell and gives the program another value than podman`,
      location: { file: path, line },
      fix:
        becomes === 'command'
          ? 'write NAME=value, or take the line out'
          : 'take a value of letters, digits and . _ - / : , = @ % + alone, or read it from a file of /safe_data',
    }));
    return judge(findings, { text: 'every value is plain', location: { file: path } }, 'file');
  },
  good: [{ title: 'plain values', files: { ...from, [name]: '# for the run\nTITLE=North-East\nTHREADS=4\n' } }],
  bad: [
    { title: 'blanks and brackets', files: { ...from, [name]: 'TITLE=North East (2020)\n' } },
    { title: 'quotes', files: { ...from, [name]: 'TITLE="North"\n' } },
  ],
});
