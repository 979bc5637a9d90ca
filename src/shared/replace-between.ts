/** Replaces each part of a text from `open` to the next `close`, told what stands between them; one that does not end in its line stays. In one pass. */
export function replaceBetween(
  text: string,
  [open, close]: readonly [string, string],
  replace: (inner: string, written: string) => string,
): string {
  let replaced = '';
  let done = 0;
  for (let start = text.indexOf(open); start >= 0; start = text.indexOf(open, done)) {
    const end = text.indexOf(close, start + open.length);
    if (end < 0) break;
    const line = text.indexOf('\n', start);
    const isWhole = line < 0 || line > end;
    const stop = isWhole ? end + close.length : line;
    const written = text.slice(start, stop);
    replaced += text.slice(done, start) + (isWhole ? replace(text.slice(start + open.length, end), written) : written);
    done = stop;
  }
  return replaced + text.slice(done);
}
