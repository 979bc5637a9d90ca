/**
 * Starts a clock of this process's own work; what it gives tells whether so many seconds of the processor have gone by since. Not of the day: on a busy machine
 * the same work takes ten times as long, and is no more.
 */
export function startClock(seconds: number): () => boolean {
  const began = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(began);
    return user + system > seconds * 1e6;
  };
}
