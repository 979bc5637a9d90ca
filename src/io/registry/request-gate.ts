/** Waits; tests put a clock of their own here. */
export type Wait = (milliseconds: number) => Promise<void>;

/**
 * Bounds how many requests one registry sees at once. When the registry says that it is too many, the bound is halved and
 * nothing starts before the pause is over, so that a refusal is never answered with a storm.
 */
export class RequestGate {
  #free: number;
  #bound: number;
  readonly #queue: (() => void)[] = [];
  #pause: Promise<void> = Promise.resolve();
  #pauses = 0;
  readonly #wait: Wait;

  constructor(bound: number, wait: Wait) {
    this.#free = bound;
    this.#bound = bound;
    this.#wait = wait;
  }

  /** Runs a task when there is room for it. */
  async run<T>(task: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#queue.push(resolve));
    try {
      return await task();
    } finally {
      const next = this.#free < 0 ? undefined : this.#queue.shift();
      if (next === undefined) this.#free += 1;
      else next();
    }
  }

  /** Resolves when no pause is on. */
  async open(): Promise<void> {
    let seen: Promise<void>;
    do {
      seen = this.#pause;
      await seen;
    } while (seen !== this.#pause);
  }

  /** A request was put off: all requests wait, and fewer run from now on. Those of one burst count once. */
  slowDown(milliseconds: number): void {
    if (this.#pauses === 0) {
      const fewer = Math.max(1, Math.floor(this.#bound / 2));
      this.#free -= this.#bound - fewer;
      this.#bound = fewer;
    }
    this.#pauses += 1;
    const over = this.#wait(milliseconds).then(() => {
      this.#pauses -= 1;
    });
    this.#pause = Promise.all([this.#pause, over]).then(() => undefined);
  }
}
