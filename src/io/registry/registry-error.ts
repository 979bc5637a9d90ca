import type { RegistryFailure } from '../../model/pin/registry.ts';

/** A failed look-up on its way to the caller of the client, which hands it on as data. */
export class RegistryError extends Error {
  override readonly name: string = 'RegistryError';
  readonly failure: RegistryFailure;

  constructor(failure: RegistryFailure) {
    super(failure.what);
    this.failure = failure;
  }
}

/** A failure that may pass: the request is worth another try. */
export class PassingError extends RegistryError {
  override readonly name = 'PassingError';
  /** Pause that the registry asked for, in milliseconds. */
  readonly afterMs: number | undefined;

  constructor(failure: RegistryFailure, afterMs?: number) {
    super(failure);
    this.afterMs = afterMs;
  }
}
