import type { ReachedProgram } from '../../../model/programs/reach.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import { once } from '../once.ts';
import type { Found } from './judge-reached.ts';

/** `dir: /safe_outputs/${now:%Y}` below `hydra:` of a configuration. */
const moved = /^[ \t]{1,40}dir:[ \t]{0,9}["']?\/(?:safe_outputs|scratch)\//m;
/** `hydra.run.dir=/safe_outputs/x` among the words of a start. */
const told = /^hydra\.(?:run|sweep)\.dir=["']?\/(?:safe_outputs|scratch)(?:\/|$)/;

/** Hydra makes a folder `outputs` where the program is started, unless its configuration or the start name another one. */
export function findHydraOutputs(
  { program }: ReachedProgram,
  facts: ProjectFacts,
  start: readonly string[],
): readonly Found[] {
  if (program.language !== 'python' || !program.imports.some(({ name }) => name === 'hydra')) return [];
  const call = program.calls.find(({ callee }) => callee === 'hydra.main');
  const isDecorated = call !== undefined || program.names.has('hydra');
  const isMoved = once(facts.files, 'where Hydra writes', () =>
    facts.files.some(({ path, text = '' }) => /\.ya?ml$/.test(path) && /^hydra:/m.test(text) && moved.test(text)),
  );
  if (!isDecorated || isMoved || start.some((word) => told.test(word))) return [];
  const line = call?.line ?? program.imports.find(({ name }) => name === 'hydra')?.line ?? 1;
  return [
    {
      message:
        'Hydra makes a folder outputs where the program is started, and no configuration or start was seen to name another one',
      line,
      fix: 'set hydra.run.dir to a folder below /safe_outputs or /scratch in the configuration, or add hydra.run.dir=/safe_outputs/run to the start',
    },
  ];
}
