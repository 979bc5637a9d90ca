import { defineRule } from '../model/check/rule.ts';
import { workflowGuide } from '../model/check/sources.ts';
import { findServer } from '../model/rehearsal/session-server.ts';
import { judge, notApplicable, onImages, unknown } from '../model/check/verdicts.ts';
import {
  findFetchedSettings,
  findUnseenSettings,
  findOpenOptions,
  findOpenServers,
  findServed,
  findOpenWords,
  listStarts,
} from './shared/open-servers.ts';
import { findOpenRuns, findOpenSettings } from './shared/session/open-settings.ts';
import { judgeHiddenServer, judgeUnknownStart, whyBatch } from './shared/session/hidden-servers.ts';
import { judgeReplaced } from './shared/session/replaced-server.ts';
import { findOpenPages, findPage } from './shared/session/served-pages.ts';
import { findWebServer, judgeWebServer } from './shared/session/web-servers.ts';

const wayOut = 'rehearse it: tre-container rehearse; where it listens on 127.0.0.1 alone, take EXPOSE out';

export default defineRule({
  kind: 'checked',
  rehearsed: true,
  id: 'interactive-server-authenticated',
  group: 'start',
  severity: 'error',
  force: 'should',
  summary: 'The server of an interactive image asks for a password or token',
  rationale:
    'Other people work on the same desktop host and can reach the port. Without a password they are in your session, with your data. Set it through the env-file when the container is started, not in the image. A server of the base counts by its own settings, whatever a README or compose file gives it; a proxy with a login before it is a reason to accept the finding.',
  source: workflowGuide('1.1 SHS-specific advice'),
  check: onImages((image, dockerfile, facts) => {
    const starts = listStarts(image, dockerfile, facts);
    if (image.kind === 'batch' && findServed(image, dockerfile, facts) === undefined)
      return (
        judgeWebServer(findWebServer(dockerfile, facts)) ??
        judgeHiddenServer(image, facts.reach.get(dockerfile.path)) ??
        judgeUnknownStart(image, dockerfile.path) ??
        notApplicable(whyBatch({ image, dockerfile, facts }))
      );
    const findings = [
      ...findOpenOptions(starts),
      ...findOpenWords(dockerfile, facts),
      ...findOpenSettings(image, dockerfile, facts),
      ...findOpenRuns(facts),
      ...findOpenServers(image, dockerfile, starts),
      ...findOpenPages(dockerfile, facts),
    ];
    const start = image.cmd ?? image.entrypoint;
    const location = { file: dockerfile.path, line: start?.line ?? image.ports[0]?.line ?? image.stage.line };
    const isKnown =
      starts.some((command) => findServer(command) !== undefined) ||
      image.known?.server?.asks === true ||
      findPage(dockerfile, facts)?.asks === true ||
      image.base?.kind === 'interactive';
    const fetched = findings.length === 0 ? findFetchedSettings(image) : undefined;
    if (fetched !== undefined)
      return unknown(`${fetched.file} is fetched while the image is built: what it says of passwords was not seen`, {
        file: dockerfile.path,
        line: fetched.line,
      });
    const unseen = findings.length === 0 ? findUnseenSettings(starts, dockerfile) : undefined;
    if (unseen !== undefined)
      return unknown(`the server reads ${unseen.name}, which nothing copies: what it says of passwords was not seen`, {
        file: unseen.file,
        line: unseen.line,
      });
    if (findings.length === 0 && !isKnown)
      return (
        judgeWebServer(findWebServer(dockerfile, facts)) ??
        unknown(`${image.kindReason}, and whether what answers there asks for a password is not seen`, location, wayOut)
      );
    const replaced = findings.length === 0 ? judgeReplaced(image, starts, dockerfile, facts) : undefined;
    if (replaced !== undefined) return replaced;
    const text =
      start === undefined
        ? "the base image's own start command, with its authentication"
        : `${start.keyword} does not switch authentication off`;
    return judge(findings, { text, location });
  }),
  good: [
    {
      title: "the server's own authentication",
      files: {
        Dockerfile:
          'FROM quay.io/jupyter/scipy-notebook:2026-10-05\nEXPOSE 8888\nCMD ["start-notebook.py", "--ip=0.0.0.0"]\n',
      },
    },
  ],
  bad: [
    {
      title: 'an empty token',
      files: {
        Dockerfile: `FROM quay.io/jupyter/scipy-notebook:2026-10-05\nCMD start-notebook.py --NotebookApp.token=''\n`,
      },
    },
    {
      title: 'switched off',
      files: { Dockerfile: 'FROM docker.io/rocker/rstudio:4.5.3\nEXPOSE 8787\nENV DISABLE_AUTH=true\n' },
    },
    {
      title: 'a server without a password',
      files: {
        Dockerfile: 'FROM docker.io/library/python:3.13\nEXPOSE 8501\nCMD ["streamlit", "run", "/opt/app.py"]\n',
      },
    },
    {
      title: 'in a file of settings',
      files: {
        Dockerfile: 'FROM quay.io/jupyter/scipy-notebook:2026-10-05\nCOPY jupyter_server_config.py /etc/jupyter/\n',
        'jupyter_server_config.py': `c.IdentityProvider.token = ''\n`,
      },
    },
    {
      title: 'the start command of RAPIDS',
      files: { Dockerfile: 'FROM docker.io/rapidsai/notebooks:26.04-cuda13-py3.14\nEXPOSE 8888\n' },
    },
  ],
});
