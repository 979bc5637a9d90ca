import type { FinalImage } from '../model/dockerfile/dockerfile-facts.ts';
import { defineRule, type Verdict } from '../model/check/rule.ts';
import { testingGuide } from '../model/check/sources.ts';
import { fail, notApplicable, onImages, pass, unknown } from '../model/check/verdicts.ts';
import { judgeHiddenServer, judgeUnknownStart, whyBatch } from './shared/session/hidden-servers.ts';
import { judgeOpenPort } from './shared/session/open-ports.ts';
import { findOtherPorts } from './shared/session/session-ports.ts';
import { adviseAddress, findQuietServer, findWebServer, type WebServer } from './shared/session/web-servers.ts';
import { findServed } from './shared/open-servers.ts';
import { judgePage } from './shared/session/served-pages.ts';

export default defineRule({
  kind: 'checked',
  id: 'interactive-port-exposed',
  group: 'start',
  severity: 'error',
  force: 'must',
  summary: 'An interactive image exposes the port of its session',
  rationale:
    'A person connects to the session from the TRE desktop through a port. EXPOSE says which one, to people and to tools. The EXPOSE of a base is for the server of that base. Where the start or its program says on which port it listens, EXPOSE must name that one. A session is a server that a person opens; a program that listens on a socket of its own for other machines is none.',
  source: testingGuide('Install and copy project code into container'),
  check: onImages((image, dockerfile, facts) => {
    if (image.kind === 'batch') {
      const page = image.known === undefined ? undefined : findServed(image, dockerfile, facts);
      if (page !== undefined) return judgePage(page, image.known);
      const server = findWebServer(dockerfile, facts) ?? findQuietServer(image, dockerfile.path);
      if (server !== undefined) return judgeServer(server, image);
      return (
        judgeHiddenServer(image, facts.reach.get(dockerfile.path)) ??
        judgeUnknownStart(image, dockerfile.path) ??
        notApplicable(whyBatch({ image, dockerfile, facts }))
      );
    }
    const location = {
      file: dockerfile.path,
      line: image.ports[0]?.line ?? image.cmd?.line ?? image.entrypoint?.line ?? image.stage.line,
    };
    const bad = image.ports.find(
      ({ value, unresolved }) => unresolved.length === 0 && !/^\d{1,5}(?:-\d{1,5})?(?:\/(?:tcp|udp))?$/i.test(value),
    );
    if (bad !== undefined)
      return fail({
        message: `EXPOSE ${bad.value} is no port`,
        location: { file: dockerfile.path, line: bad.line },
        fix: 'write the number of the port',
      });
    const [other, ...others] = findOtherPorts(image, dockerfile, facts);
    if (other !== undefined) return { verdict: 'fail', findings: [other, ...others] };
    const named = image.ports.filter(({ unresolved }) => unresolved.length === 0);
    if (named.length > 0) return pass(`EXPOSE ${named.map((port) => port.value).join(' ')}`, location);
    const [open] = image.ports;
    if (open !== undefined) return judgeOpenPort(open, image, dockerfile.path);
    const from = { file: dockerfile.path, line: image.from.word.line };
    if (image.known === undefined && !image.from.scratch)
      return unknown(`${image.kindReason}; whether ${image.from.word.value} already exposes a port is not known`, from);
    const [port] = image.known?.ports ?? [];
    if (port !== undefined) return pass(`the base image exposes port ${String(port)}`, from);
    return fail({
      message: `${image.kindReason}, but no port is exposed`,
      location,
      fix: 'add EXPOSE with the port that the server listens on',
    });
  }),
  good: [{ title: 'a port', files: { Dockerfile: 'FROM docker.io/rocker/rstudio:4.5.3\nEXPOSE 8787\n' } }],
  bad: [
    {
      title: 'a server without a port',
      files: { Dockerfile: 'FROM docker.io/library/python:3.13\nCMD ["jupyter", "lab", "--ip=0.0.0.0"]\n' },
    },
    {
      title: 'another port than that of the server',
      files: {
        Dockerfile:
          'FROM docker.io/library/python:3.13\nENV JUPYTER_PORT=9999\nEXPOSE 8888\nCMD ["jupyter", "lab", "--ip=0.0.0.0"]\n',
      },
    },
    {
      title: 'another port is published than that of the session',
      files: {
        Dockerfile: 'FROM docker.io/library/python:3.13\nEXPOSE 9999\nCMD ["jupyter", "lab", "--port=9999"]\n',
        'ces/opt-file.txt': '--publish=127.0.0.1:8888:8888\n',
      },
    },
  ],
});

/** An interface for other programs, which they reach by a port as people reach a session. */
function judgeServer({ name, location, hears }: WebServer, { known, from }: FinalImage): Verdict {
  if (known !== undefined && known.ports.length > 0)
    return pass(`the base image exposes port ${String(known.ports[0])}`, location);
  if (known === undefined && !from.scratch)
    return unknown(
      `${name} answers requests; whether ${from.word.value} already exposes a port is not known`,
      location,
    );
  if (hears === 'unknown')
    return unknown(`${name} answers requests, and where it listens the files do not tell`, location, adviseAddress);
  return fail({
    message: `${name} answers requests${hears === 'own' ? '' : ' of other machines'}, and no port is exposed`,
    location,
    fix: 'add EXPOSE with the port that it listens on',
  });
}
