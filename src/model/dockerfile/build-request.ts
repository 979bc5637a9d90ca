/** What a build asks for beside its Dockerfile and context. */
export interface BuildRequest {
  /** Of `--build-arg`, by name; absent values show only when it is built. */
  readonly arguments: ReadonlyMap<string, string | undefined>;
  /** Of `--target`: a stage by its name or number; absent: the last one. */
  readonly target?: string;
}
