import { defineRule } from '../model/check/rule.ts';
import { workflowGuide } from '../model/check/sources.ts';
import { alsoUnknown, combine, couldNotRead, judge, unknown } from '../model/check/verdicts.ts';
import { findGivenRights } from '../parse/manifests/given-rights.ts';

const name = 'ces/opt-file.txt';
const from = { Dockerfile: 'FROM docker.io/library/python:3.13\n' };

export default defineRule({
  kind: 'checked',
  id: 'run-options-bounded',
  group: 'run',
  severity: 'error',
  force: 'should',
  summary: 'The options of the start ask for nothing of the machine: no rights, folders, devices or network',
  rationale:
    'The TRE keeps data in by what it does not give a container: no network, no rights of the machine, no folders but its own three. An option that asks for more is refused there, or takes that away. An option that is not known here is left open. Graphics cards are asked for by --gpu of ces-run.',
  source: workflowGuide('1.1 SHS-specific advice'),
  check: ({ files, home = '' }) =>
    combine(
      files
        .filter(
          ({ path }) => path.startsWith(`${home}ces/`) && /^ces\/opt-file[^/]*\.txt$/.test(path.slice(home.length)),
        )
        .map(({ path, text, unread }) => {
          if (text === undefined) return couldNotRead(path, unread ?? 'it was not read');
          const asked = findGivenRights(text, /apptainer/.test(path) ? 'apptainer' : 'podman');
          const given = asked.filter(({ verdict }) => verdict === 'given');
          const [open] = asked.filter(({ verdict }) => verdict === 'unknown');
          const judged = judge(
            given.map(({ written, what, line }) => ({
              message: `${written} ${what}`,
              location: { file: path, line },
              fix: 'take the option out; what the program reads and writes belongs below /safe_data, /safe_outputs and /scratch',
            })),
            { text: 'no option asks for more than the TRE gives', location: { file: path } },
          );
          if (open === undefined) return judged;
          const undecided = unknown(
            `${open.written} ${open.what}`,
            { file: path, line: open.line },
            'take the option out, or say in a waiver what it does',
          );
          return given.length === 0 ? undecided : alsoUnknown(judged, undecided);
        }),
      `there is no ${home}${name}`,
    ),
  good: [
    {
      title: 'fewer rights',
      files: { ...from, [name]: '--user=0:0\n--cap-drop=all\n--security-opt=no-new-privileges\n--shm-size=8g\n' },
    },
  ],
  bad: [
    { title: 'every right', files: { ...from, [name]: '--privileged\n' } },
    { title: 'the network of the machine', files: { ...from, [name]: '--network host\n' } },
    { title: 'a folder of the machine', files: { ...from, [name]: '-v /home:/home\n' } },
  ],
});
