import {
  type HandoverFact,
  type HandoverFactName,
  type HandoverFacts,
  handoverFactNames,
} from '../../model/handover/facts.ts';

/** Entries of each fact; the order of those that have one is kept. */
export type FactEntries = Readonly<Record<HandoverFactName, readonly string[]>>;

const ordered: readonly HandoverFactName[] = ['command', 'project'];

/** The facts of a hand-over with their digests. `hash`: SHA-256 of a text in hexadecimal. */
export function collectFacts(entries: FactEntries, hash: (text: string) => string): HandoverFacts {
  const facts = handoverFactNames.map((name): [HandoverFactName, HandoverFact] => {
    const own = ordered.includes(name) ? entries[name] : entries[name].toSorted();
    return [name, { digest: hash(JSON.stringify(own)), entries: own }];
  });
  return Object.fromEntries(facts) as Record<HandoverFactName, HandoverFact>;
}
