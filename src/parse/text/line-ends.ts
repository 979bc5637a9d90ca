/** Tells how many line ends stand before a place of a text; they are counted once, at the first question. */
export function lineEnds(text: string): (index: number) => number {
  let ends: number[] | undefined;
  return (index) => {
    ends ??= findAll(text, '\n');
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) < index) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

function findAll(text: string, part: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) found.push(at);
  return found;
}
