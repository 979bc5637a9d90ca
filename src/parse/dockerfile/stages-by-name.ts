import type { Stage } from '../../model/dockerfile/dockerfile-facts.ts';

/** Stages by what `COPY --from` may call them, in small letters: their name or number. Of two of one name the first is meant. */
export function stagesByName(stages: readonly Stage[]): ReadonlyMap<string, Stage> {
  const found = new Map<string, Stage>();
  for (const stage of stages)
    for (const name of [stage.name, String(stage.index)])
      if (name !== undefined && !found.has(name)) found.set(name, stage);
  return found;
}
