/** What bounds the client: no registry, however slow or hostile, holds a run up for long or fills the memory. */
export interface Limits {
  /** Requests in flight at one registry. */
  readonly parallel: number;
  /** Milliseconds for one request, its redirects and its body. */
  readonly requestMs: number;
  /** Milliseconds for all requests about one image, with the pauses that the registry asks for. */
  readonly lookUpMs: number;
  /** Milliseconds for the look-ups of all images of a run, from the first on. */
  readonly runMs: number;
  /** Tries of one request that a registry put off or cut. */
  readonly attempts: number;
  /** Milliseconds before the second try; doubled for each further one. */
  readonly firstPauseMs: number;
  readonly redirects: number;
  /** Bytes of a manifest, an image configuration or a page of tags; 4 MiB is what registries themselves accept for a manifest. */
  readonly bodyBytes: number;
  /** Pages of a tag list that are read to find tags close to a wrong one. */
  readonly tagPages: number;
}

export const limits: Limits = {
  parallel: 8,
  requestMs: 20_000,
  lookUpMs: 60_000,
  runMs: 300_000,
  attempts: 6,
  firstPauseMs: 1000,
  redirects: 5,
  bodyBytes: 4 * 1024 * 1024,
  tagPages: 20,
};
