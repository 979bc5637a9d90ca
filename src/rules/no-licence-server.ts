import { defineRule, type Finding } from '../model/check/rule.ts';
import { testingGuide } from '../model/check/sources.ts';
import { judge, onImages, unknown } from '../model/check/verdicts.ts';
import { usesOf } from './shared/atlas/uses-of.ts';
import { countPrograms } from './shared/reach/judge-reached.ts';
import { findAskingPrograms, fix } from './shared/licences/asking-programs.ts';
import { findUnlicensed } from './shared/licences/unlicensed.ts';
import {
  isLicenceFile,
  judgeLicenceCommand,
  judgeLicenceText,
  judgeLicenceVariable,
  type LicenceServer,
} from './shared/licences/licences.ts';

export default defineRule({
  kind: 'checked',
  rehearsed: true,
  id: 'no-licence-server',
  group: 'offline',
  severity: 'error',
  force: 'must',
  summary: 'No software asks a licence server',
  rationale:
    'Licence servers cannot be reached from the TRE. A licence that the software needs is a file that is copied in at build; whether that is allowed is for the project to find out.',
  source: testingGuide('Install and copy project code into container'),
  check: onImages((image, dockerfile, facts) => {
    const reach = facts.reach.get(dockerfile.path);
    const own = (found: LicenceServer): Finding => ({
      message: found.message,
      location: { file: dockerfile.path, line: found.line },
      fix,
    });
    const all = (reach?.programs ?? []).filter((each) => each.class !== 'built');
    const programs = all.filter((each) => each.isChoice !== true);
    const read = all.filter((each) => each.program.path !== dockerfile.path);
    const uses = usesOf(dockerfile, facts);
    const findings: Finding[] = [
      ...[...image.environment].flatMap(([name, { value, instruction }]) => {
        const message = judgeLicenceVariable(name, value);
        return message === undefined ? [] : [own({ message, line: instruction.line })];
      }),
      ...[...image.instructions.filter(({ keyword }) => keyword === 'RUN'), image.entrypoint, image.cmd].flatMap(
        (each) => (each?.commands ?? []).flatMap((command) => judgeLicenceCommand(command) ?? []).map(own),
      ),
      ...dockerfile.context.copied.flatMap(({ path, instruction }) => {
        const found = isLicenceFile(path) ? judgeLicenceText(facts.byPath.get(path)?.text ?? '') : undefined;
        return found === undefined
          ? []
          : [own({ message: `${path} is a licence that ${found.message}`, line: instruction.line })];
      }),
      ...findAskingPrograms(programs, dockerfile, uses),
    ];
    const [possible] = findAskingPrograms(
      all.filter((each) => each.isChoice === true),
      dockerfile,
      uses,
    );
    const holdsLicence = dockerfile.context.copied.some(({ path }) => isLicenceFile(path));
    const open = findings.length === 0 && !holdsLicence ? findUnlicensed(image, dockerfile, programs, uses) : undefined;
    if (open !== undefined) return open;
    if (findings.length === 0 && possible !== undefined) return unknown(possible.message, possible.location, fix);
    return judge(findings, {
      text: `no licence server in the variables, the licence files and ${countPrograms(read, reach)}`,
      location: { file: dockerfile.path, line: image.stage.line },
    });
  }),
  good: [
    {
      title: 'a licence file',
      files: {
        Dockerfile:
          'FROM docker.io/library/python:3.13\nCOPY gurobi.lic /opt/licences/\nENV GRB_LICENSE_FILE=/opt/licences/gurobi.lic\n',
        'gurobi.lic': 'TYPE=ACADEMIC\n',
      },
    },
  ],
  bad: [
    {
      title: 'in a variable',
      files: {
        Dockerfile: 'FROM docker.io/mathworks/matlab:r2026a\nENV MLM_LICENSE_FILE=27000@licences.example.ac.uk\n',
      },
    },
    {
      title: 'in a licence file',
      files: {
        Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY stata.lic /opt/\n',
        'stata.lic': 'SERVER licences.example.ac.uk ANY 27000\n',
      },
    },
  ],
});
