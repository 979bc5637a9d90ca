/** Starts a clock; what it gives tells whether so many seconds have gone by since. */
export function startClock(seconds: number): () => boolean {
  const end = performance.now() + seconds * 1000;
  return () => performance.now() > end;
}
