import { defineRule, type Finding } from '../model/check/rule.ts';
import { testingGuide } from '../model/check/sources.ts';
import { judge, onImages } from '../model/check/verdicts.ts';

const variable = /(?:LICEN[CS]E|LM_PROJECT|FLEXLM|RLM_|SENTINEL|LSFORCEHOST|LSHOST)/i;
const server = /(?:^|[:;,])\d{2,5}@[\w.-]+|@[\w-]+\.[\w.-]+|^https?:\/\/|^[\w-]+(?:\.[\w-]+)+(?::\d+)?$/;

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
    const findings: Finding[] = [];
    for (const [name, { value, instruction }] of image.environment) {
      if (variable.test(name) && server.test(value) && !value.startsWith('/'))
        findings.push({
          message: `${name}=${value} names a licence server`,
          location: { file: dockerfile.path, line: instruction.line },
          fix: `copy a licence file into the image and let ${name} name it`,
        });
    }
    for (const { path, instruction } of dockerfile.context.copied) {
      const text = /\.(?:lic|licen[cs]e|dat)$/i.test(path) ? facts.byPath.get(path)?.text : undefined;
      const host = /^\s*(?:SERVER|HOST)\s+(\S+)/m.exec(text ?? '')?.[1];
      if (host !== undefined)
        findings.push({
          message: `${path} is a licence that asks the server ${host}`,
          location: { file: dockerfile.path, line: instruction.line },
          fix: 'ask the vendor for a licence that is not bound to a server',
        });
    }
    return judge(findings, {
      text: 'no variable and no licence file names a server',
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
