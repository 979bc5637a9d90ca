import type { AdoptionToDo } from '../../../model/adopt/adoption.ts';
import type { OpenQuestion } from '../../../model/adopt/proposal.ts';
import { listSome } from '../../../shared/list-some.ts';

/** How many places of others are named. */
const mostPlaces = 20;

/** The first of these to-dos, and one that names the others: a list that ends without a word looks whole. `what`: all of them, as a noun. */
export function cutToDos(all: readonly AdoptionToDo[], most: number, what: string): AdoptionToDo[] {
  const rest = all.slice(most);
  const [first] = rest;
  if (first === undefined) return [...all];
  const places = rest.map(({ place, text }) => place ?? text.split(': ', 1)[0] ?? '');
  return [...all.slice(0, most), { ...first, id: `more:${first.id}`, text: sayRest(places, what) }];
}

/** The same of questions. */
export function cutQuestions(all: readonly OpenQuestion[], most: number, what: string): OpenQuestion[] {
  const rest = all.slice(most);
  const [first] = rest;
  if (first === undefined) return [...all];
  const places = rest.map(({ location: { file = '', line } = {} }) =>
    line === undefined ? file : `${file}:${String(line)}`,
  );
  return [...all.slice(0, most), { ...first, id: `more:${first.id}`, question: sayRest(places, what) }];
}

function sayRest(places: readonly string[], what: string): string {
  return `${String(places.length)} more ${what}: ${listSome(places, mostPlaces)}`;
}
