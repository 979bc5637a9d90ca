/** Turns the first SIGINT, SIGTERM or SIGHUP into an abort instead of an end of the process; `stop` gives the signals back. */
export function watchInterruption(): { readonly signal: AbortSignal; readonly stop: () => void } {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const name of names) process.on(name, abort);
  return {
    signal: controller.signal,
    stop: () => {
      for (const name of names) process.off(name, abort);
    },
  };
}
