/** Work that stops wherever it comes upon further work, until that is done. */
export interface Trail extends Iterator<Trail, void, undefined> {}

/** What a function is that does such work. */
export type Following = Generator<Trail, void, undefined>;

/**
 * Does the work, in the order in which calls of functions would. What waits is kept in a list and not on the stack of the engine, which is of another
 * depth on every machine: a chain of files that take each other in is as long as its author likes.
 */
export function followTrail(first: Trail): void {
  const open = [first];
  for (let last = open.at(-1); last !== undefined; last = open.at(-1)) {
    const { done, value } = last.next();
    if (done === true) open.pop();
    else open.push(value);
  }
}
