import type { LocatedNode } from '../../text/located-yaml.ts';
import { fillVariables, type Variables, variablesOf } from '../pipeline-text.ts';

/** Values that name other variables; whoever has more of them gets them as they are written. */
const mostOpen = 100;

/** Names of the variables whose values name others. */
export function namesOpen(variables: Variables): readonly string[] {
  return Object.keys(variables).filter((name) => variables[name]?.includes('$') === true);
}

/** Variables with the values of others in theirs, as GitLab fills them in where a job begins. */
export function filled(variables: Variables, open: readonly string[]): Variables {
  if (open.length === 0 || open.length > mostOpen) return variables;
  return {
    ...variables,
    ...Object.fromEntries(open.map((name) => [name, fillVariables(variables[name] ?? '', variables)])),
  };
}

/** A job's variables over those from outside, of which `open` hold others. */
export function withOwn(node: LocatedNode | undefined, outer: Variables, open: readonly string[]): Variables {
  return filled(variablesOf(node, outer), [...open, ...namesOpen(variablesOf(node, {}))]);
}
