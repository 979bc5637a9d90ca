/** Size of the memory volume that a job mounts at /dev/shm, as an engine takes it; without one there are 64 MB. */
export function sharedMemoryOf(job: string): string | undefined {
  if (!/mountPath: *\/dev\/shm\b/.test(job)) return undefined;
  const [, size = '', unit = ''] = /sizeLimit: *['"]?(\d+)([GMK])i?\b/.exec(job) ?? [];
  return size === '' ? undefined : `${size}${unit.toLowerCase()}`;
}
