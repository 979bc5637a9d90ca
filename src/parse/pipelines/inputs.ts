import type { LocatedNode } from '../text/located-yaml.ts';
import { fillExpressions, type Variables } from './pipeline-text.ts';

/** Values of `with:`, as the caller knows them. */
export function givenInputs(node: LocatedNode | undefined, values: Variables): Variables {
  return Object.fromEntries(
    [...(node?.entries ?? [])].map(([name, { text = '' }]) => [name, fillExpressions(text, values)]),
  );
}

/**
 * What the inputs are that a workflow or an action declares, as `inputs.NAME`: what the caller gives, else the default, else nothing at all.
 * Without a caller those that have no default are not known.
 */
export function inputsOf(declared: LocatedNode | undefined, given?: Variables): Variables {
  return Object.fromEntries(
    [...(declared?.entries.get('inputs')?.entries ?? [])].flatMap(([name, { entries }]) => {
      const text = entries.get('default')?.text ?? '';
      const empty = entries.get('type')?.text === 'boolean' ? 'false' : '';
      const own = given !== undefined && Object.hasOwn(given, name) ? given[name] : undefined;
      if (given === undefined && text === '') return [];
      return [[`inputs.${name}`, own ?? (text === '' ? empty : text)] as const];
    }),
  );
}
