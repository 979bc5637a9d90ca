/** Optimal string alignment distance: an insertion, removal, replacement or swap of neighbours costs one. */
export function editDistance(left: string, right: string): number {
  const [shorter, longer] = left.length < right.length ? [left, right] : [right, left];
  let begin = 0;
  while (begin < shorter.length && left[begin] === right[begin]) begin += 1;
  let same = 0;
  while (same < shorter.length - begin && left.at(-1 - same) === right.at(-1 - same)) same += 1;
  // What both begin and end with costs nothing.
  return distanceOf(shorter.slice(begin, shorter.length - same), longer.slice(begin, longer.length - same));
}

function distanceOf(left: string, right: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, at) => at);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1];
      const swapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      const costs = [cost(last, column) + 1, cost(current, column - 1) + 1, cost(last, column - 1) + (same ? 0 : 1)];
      if (swapped) costs.push(cost(beforeLast, column - 2) + 1);
      current.push(Math.min(...costs));
    }
    beforeLast = last;
    last = current;
  }
  return cost(last, right.length);
}

function cost(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
