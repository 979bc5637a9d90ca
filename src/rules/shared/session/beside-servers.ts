import type { Call } from '../../../model/programs/program-facts.ts';
import type { Reach, ReachedProgram } from '../../../model/programs/reach.ts';
import { findServer } from '../../../model/rehearsal/session-server.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import type { Subject } from '../dependencies/find-dependencies.ts';
import { listStarts } from '../open-servers.ts';
import { once } from '../once.ts';
import { isIdle } from '../reach/is-called.ts';
import { pageCalled, servesShiny } from './served-pages.ts';
import { servedBy } from './serving-commands.ts';
import { serverCalled } from './web-servers.ts';

/** The server that a command starts: one that is known by its own name, or a program that serves what it is given. */
export function serverOf(command: ShellCommand): string | undefined {
  if (servesShiny(command)) return 'Shiny';
  return findServer(command)?.name ?? servedBy(command, new Map())?.name;
}

const named = (call: Call): string | undefined => pageCalled(call) ?? serverCalled(call);

/** The server that a program is, by the call that it makes. */
export function serverIn(reached: ReachedProgram, reach: Reach): string | undefined {
  return once(reached, 'server', () => {
    const call = reached.program.calls.find(
      (each) => named(each) !== undefined && !isIdle(each.function, reached, reach),
    );
    return call === undefined ? undefined : named(call);
  });
}

/** Serves notebooks, for which Jupyter has to be there. */
const ofNotebooks = /^(?:jupyter|start-(?:notebook|singleuser)|voila)/;

/** The server that an image starts, where it is none for which `label` is there. */
export function findOtherServer({ image, dockerfile, facts }: Subject, label: string): string | undefined {
  const reach = facts.reach.get(dockerfile.path);
  const started = (reach?.programs ?? []).filter(({ class: kind }) => kind === 'started');
  const names = [
    ...listStarts(image, dockerfile, facts).flatMap((command) => serverOf(command) ?? []),
    ...started.flatMap((reached) => (reach === undefined ? [] : (serverIn(reached, reach) ?? []))),
  ];
  const isSame = (name: string): boolean =>
    label === 'JupyterLab' ? ofNotebooks.test(name) : nameless(label).includes(nameless(name));
  return names.some(isSame) ? undefined : names[0];
}

/** `RStudio Server` and `rstudio-server`, `rserver`. */
function nameless(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z]|server/g, '');
}
