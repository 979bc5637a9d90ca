import type { RehearsalLimits } from '../../model/rehearsal/rehearsal.ts';
import type { JobLimits } from '../../parse/manifests/job-differences.ts';

/** Bytes as a job writes them: `32Gi`, `1536Mi`. */
function asInJob(bytes: number): string {
  return bytes % 1024 ** 3 === 0 ? `${String(bytes / 1024 ** 3)}Gi` : `${String(Math.round(bytes / 1024 ** 2))}Mi`;
}

/** What the template's own job asks for: the cluster is known to have that. */
const usual = { memory: 32 * 1024 ** 3, cpus: 4 } as const;

/**
 * What the job of the cluster may not take, and a run here may, or asks for and nobody knows to be there, in words that end a sentence. `limits`: those
 * of the runs; `wanted`: what a person said that they should have, however small the machine is.
 */
export function compareLimits(job: JobLimits, limits: RehearsalLimits, wanted: RehearsalLimits): readonly string[] {
  const { memory = limits.memory, cpus = limits.cpus, seconds = limits.batchSeconds } = job;
  return [
    ...(memory > Math.max(wanted.memory, usual.memory)
      ? [`ces/job.yaml asks for ${asInJob(memory)} of memory, which only the cluster knows whether it has (--memory)`]
      : []),
    ...(cpus > Math.max(wanted.cpus, usual.cpus)
      ? [`ces/job.yaml asks for ${String(cpus)} processors, which only the cluster knows whether it has (--cpus)`]
      : []),
    ...(memory < limits.memory
      ? [`ces/job.yaml limits memory to ${asInJob(memory)}, and a run here has ${asInJob(limits.memory)} (--memory)`]
      : []),
    ...(cpus < limits.cpus
      ? [`ces/job.yaml limits processors to ${String(cpus)}, and a run here has ${String(limits.cpus)} (--cpus)`]
      : []),
    ...(seconds < limits.batchSeconds
      ? [
          `ces/job.yaml stops the job after ${String(seconds)} s, and a run here may take ${String(limits.batchSeconds)} s (--time-limit)`,
        ]
      : []),
  ];
}
