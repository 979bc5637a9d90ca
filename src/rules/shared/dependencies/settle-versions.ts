import type { Stage } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { Dependencies } from './find-dependencies.ts';
import { nameOf } from './package-lists.ts';

/**
 * What a project asks for has the version that a list before it fixed or bounded, in its own stage or one that this is built on: pip keeps
 * what is there and fits.
 */
export function settleVersions(
  parts: readonly { readonly part: Dependencies; readonly stage: number; readonly isEager?: boolean }[],
  stages: readonly Stage[],
): readonly Dependencies[] {
  const lineageOf = new Map(stages.map(({ index, lineage }) => [index, lineage]));
  const lowest = new Map<string, string>();
  return parts.map(({ part, stage, isEager }) => {
    // `--upgrade-strategy eager` takes the newest of all that is needed.
    const fits = (text: string): boolean =>
      isEager !== true &&
      (lineageOf.get(stage) ?? []).some((each) => isAtLeast(lowest.get(`${String(each)} ${nameOf(text)}`), text));
    const named = part.named.map((each) =>
      !each.pinned && ofProject.test(each.file) && fits(each.text) ? { ...each, pinned: true } : each,
    );
    for (const { text, pinned } of named) {
      // Of `name<3` alone nobody sees how old it may be: a bare name is met all the same.
      const [, version = '0'] = /(?:[~=]=|>=)\s*([\d.]+)/.exec(text) ?? [];
      if (pinned && isOfPython.test(text)) lowest.set(`${String(stage)} ${nameOf(text)}`, version);
    }
    return { ...part, named };
  });
}

/** A requirement of pip: nothing that is fetched from an address, and nothing of conda by a channel. */
const isOfPython = /^[\w.-]+(?:\[[^\]]*\])?\s*(?:$|[=~<>!])/;

const ofProject = /(?:^|\/)(?:pyproject\.toml|setup\.(?:py|cfg))$/;

/** Of a bare name every version fits, of `name>=1.2` those from there on; of what says more nobody looks here. */
function isAtLeast(version: string | undefined, text: string): boolean {
  if (version === undefined) return false;
  const asked = /^[\w.-]+(?:\[[^\]]*\])?(?: ?>= ?([\d.]+))?$/.exec(text.trim());
  if (asked === null) return false;
  const lowest = asked[1] ?? '0';
  const [has, wants] = [version, lowest].map((each) => each.split('.').map(Number));
  const at = (wants ?? []).findIndex((part, index) => part !== (has?.[index] ?? 0));
  return at < 0 || (has?.[at] ?? 0) > (wants?.[at] ?? 0);
}
