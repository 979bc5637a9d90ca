import type { ShellCommand } from '../sources/source-facts.ts';

/** A program that serves a session to a browser. */
export interface SessionServer {
  readonly name: string;
  /** It asks for a password or token unless that is switched off. */
  readonly asks: boolean;
}

const asking = [
  'jupyter',
  'jupyter-lab',
  'jupyter-notebook',
  'jupyter-server',
  'jupyterhub-singleuser',
  'start-notebook.py',
  'start-notebook.sh',
  'start-singleuser.py',
  'start-singleuser.sh',
  'rserver',
  'rstudio-server',
  'code-server',
  'openvscode-server',
  'marimo',
];
const open = [
  'shiny-server',
  'shiny-server.sh',
  'streamlit',
  'voila',
  'bokeh',
  'panel',
  'gradio',
  'tensorboard',
  'mlflow',
];
const servers: ReadonlyMap<string, boolean> = new Map([
  ...asking.map((name) => [name, true] as const),
  ...open.map((name) => [name, false] as const),
]);

/** What `jupyter` serves; its other commands, such as nbconvert, do their work and end. */
const served = new Set([undefined, 'lab', 'notebook', 'nbclassic', 'server', 'hub']);

/** The server that a command starts, also by way of a script that starts what it is given. */
export function findServer({ program, words }: ShellCommand): SessionServer | undefined {
  const rest = words.slice(words[1] === '-m' ? 3 : 1);
  const started = /(?:\.sh|entrypoint)$/.test(program) && !servers.has(program) ? rest : [program, ...rest];
  const name = started[0]?.slice(started[0].lastIndexOf('/') + 1) ?? '';
  const asks = servers.get(name);
  const command = started.slice(1).find((word) => !word.startsWith('-'));
  const isOther =
    (name === 'jupyter' && !served.has(command)) || (name === 'mlflow' && !/^(?:server|ui)$/.test(command ?? ''));
  return asks === undefined || isOther ? undefined : { name, asks };
}
