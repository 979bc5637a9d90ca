import type { Verdict } from '../../../model/check/rule.ts';
import { unknown } from '../../../model/check/verdicts.ts';
import type { FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';
import { showWay, type Reach } from '../../../model/programs/reach.ts';
import { readInstall } from '../../../parse/shell/installs.ts';
import type { Subject } from '../dependencies/find-dependencies.ts';
import { missedStarts } from '../reach/missed-starts.ts';
import { findOtherServer } from './beside-servers.ts';
import { servedBy } from './serving-commands.ts';

/** Packages by which programs serve pages or answer requests, and servers for sessions. */
const serving =
  /^(?:plumber|shiny|ambiorix|flask|quart|fastapi|sanic|bottle|aiohttp|django|gunicorn|uvicorn|hypercorn|streamlit|dash|gradio|panel|bokeh|voila|jupyterlab|notebook|jupyter|marimo)(?:[=<>~!;@[ ].*)?$/i;

/** Unknown where an image has what serves, and its start was not followed to its end: it may serve a session, on a port that nobody sees. */
export function judgeHiddenServer(image: FinalImage, reach: Reach | undefined): Verdict | undefined {
  const hidden = missedStarts(reach).find((each) => each.class === 'started' && each.isAbsent === true);
  if (hidden === undefined) return undefined;
  // Of a command that says where its server listens, no more is to be known.
  const starts = [image.entrypoint, image.cmd].flatMap((start) => start?.commands ?? []);
  if (starts.some((command) => servedBy(command, new Map()) !== undefined)) return undefined;
  for (const { keyword, commands } of image.instructions)
    for (const command of keyword === 'RUN' ? commands : []) {
      const name = readInstall(command)?.packages.find((each) => serving.test(each));
      if (name !== undefined)
        return unknown(
          `the image has ${name}, and ${showWay(hidden.way)} starts ${hidden.what}, which ${hidden.why}: whether that serves a session, the files do not tell`,
          hidden.location,
        );
    }
  return undefined;
}

/** Unknown where the image starts what its base starts, and nobody knows what that is: it may be a server. */
export function judgeUnknownStart({ known, from, entrypoint, cmd }: FinalImage, file: string): Verdict | undefined {
  if (known !== undefined || from.scratch || entrypoint !== undefined || cmd !== undefined) return undefined;
  return unknown(
    `there is no ENTRYPOINT and no CMD, and whether what ${from.word.value} starts is a server is not known`,
    { file, line: from.word.line },
  );
}

/** Why an image is none of a session. What it starts may serve all the same, as long as no other machine is known to reach that. */
export function whyBatch(subject: Subject): string {
  const server = findOtherServer(subject, '');
  const why =
    server === undefined ? subject.image.kindReason : `it exposes no port, and starts ${server} for itself alone`;
  return `the image is for batch jobs: ${why}`;
}
