import type { Effect } from '../model/atlas/atlas-entry.ts';
import { defineRule, type Finding } from '../model/check/rule.ts';
import { testingGuide } from '../model/check/sources.ts';
import { showWay } from '../model/programs/reach.ts';
import { judge, onImages } from '../model/check/verdicts.ts';
import { describeUse, usesIn, usesOf } from './shared/atlas/uses-of.ts';
import { countPrograms, describeWay } from './shared/reach/judge-reached.ts';
import { findUnlicensed } from './shared/licences/unlicensed.ts';
import {
  isLicenceFile,
  judgeLicenceCommand,
  judgeLicenceProgram,
  judgeLicenceText,
  judgeLicenceVariable,
  type LicenceServer,
} from './shared/licences/licences.ts';

const servers: ReadonlySet<Effect> = new Set<Effect>(['licence-server']);

const fix = 'ask the vendor for a licence that is a file and not bound to a server, and copy that into the image';

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
    // The start is itself one of them, and its commands are judged above.
    const programs = (reach?.programs ?? []).filter((each) => each.class !== 'built');
    const started = programs.filter((each) => each.program.path !== dockerfile.path);
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
      ...started.flatMap(({ program, way }) =>
        judgeLicenceProgram(program).map(({ message, line }) => ({
          message: `${message} (${showWay(way, { file: program.path, line })})`,
          location: { file: program.path, line },
          fix,
        })),
      ),
      ...programs.flatMap((reached) =>
        usesIn(uses, reached, 'yes', servers).map((use) => {
          const location = { file: reached.program.path, line: use.location.line ?? 1 };
          return { message: `${describeUse(use).message}${describeWay(reached, location)}`, location, fix };
        }),
      ),
    ];
    const holdsLicence = dockerfile.context.copied.some(({ path }) => isLicenceFile(path));
    const open = findings.length === 0 && !holdsLicence ? findUnlicensed(image, dockerfile, programs, uses) : undefined;
    if (open !== undefined) return open;
    return judge(findings, {
      text: `no licence server in the variables, the licence files and ${countPrograms(started, reach)}`,
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
