/** A file that says which steps run and in which order. */
export interface Orchestrator {
  readonly kind: 'targets' | 'snakemake' | 'nextflow' | 'opensafely' | 'make' | 'task' | 'quarto' | 'dvc';
  readonly path: string;
  readonly line: number;
  /** What a person types. */
  readonly start: readonly string[];
}
