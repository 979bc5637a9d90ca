import { Authorizer, denied } from './authorizer.ts';
import type { Fetch } from './choose-fetch.ts';
import { describeNetworkError } from './describe-network-error.ts';
import { findCredentials } from './find-credentials.ts';
import type { Clock, Endpoint } from './find-endpoints.ts';
import { followRedirects, type Outgoing } from './follow-redirects.ts';
import type { LookUp } from './inner-address.ts';
import type { Limits } from './limits.ts';
import { readBoundedBody } from './read-bounded-body.ts';
import { PassingError, RegistryError } from './registry-error.ts';
import { RequestGate, type Wait } from './request-gate.ts';

/** Milliseconds: a pause from this length on is told. */
const toldFromMs = 5000;

/** What a connection needs from outside; tests put their own clock and limits here. */
export interface Surroundings {
  readonly fetch: Fetch;
  readonly limits: Limits;
  readonly wait: Wait;
  readonly lookUp: LookUp;
  readonly now: () => number;
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Is told, in a sentence, what takes long. */
  readonly tell: (sentence: string) => void;
}

/** A question to a registry, below `/v2/<repository>/`. */
export interface Question {
  readonly method: 'HEAD' | 'GET';
  readonly endpoint: Endpoint;
  /** `manifests/<tag>`, `blobs/<digest>`, `tags/list?n=1000`. */
  readonly path: string;
  readonly accept: string;
}

/** An answer that came through whole, whatever its status. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

/** Everything that is asked of one registry goes through here: bounded, authorised, tried again where that can help. */
export class RegistryConnection {
  readonly #around: Surroundings;
  readonly #gate: RequestGate;
  readonly #authorizer: Authorizer;
  #away: RegistryError | undefined;

  constructor(around: Surroundings) {
    this.#around = around;
    this.#gate = new RequestGate(around.limits.parallel, around.wait);
    this.#authorizer = new Authorizer(
      async (outgoing, endpoint) => {
        const { status, headers, body } = await this.#send(outgoing, endpoint);
        return { status, afterMs: readRetryAfter(headers, around.now()), json: parseJson(body) };
      },
      around.variables,
      around.lookUp,
    );
  }

  /** Throws RegistryError when no answer is to be had. */
  ask(question: Question): Promise<Answer> {
    return this.#gate.run(() => this.#askAgain(question));
  }

  async #askAgain(question: Question): Promise<Answer> {
    const { attempts, firstPauseMs, lookUpMs } = this.#around.limits;
    const clock = question.endpoint.clock ?? {};
    for (let attempt = 1; ; attempt += 1) {
      await this.#gate.open();
      if (this.#away !== undefined) throw this.#away;
      this.#begin(clock, question.endpoint);
      try {
        return await this.#askOnce(question);
      } catch (error) {
        if (!(error instanceof PassingError)) throw this.#remember(error);
        const pause = error.afterMs ?? firstPauseMs * 2 ** (attempt - 1);
        if (attempt >= attempts) throw this.#remember(error);
        if (pause <= lookUpMs && this.#around.now() + pause > (clock.end ?? Infinity))
          throw outOfTime(error.failure.host, this.#around.limits.runMs);
        if (this.#around.now() + pause > (clock.until ?? 0)) throw this.#remember(tooLong(error, lookUpMs));
        if (pause >= toldFromMs) this.#around.tell(`${error.failure.what}; waiting for ${toSeconds(pause)} seconds`);
        if (error.failure.kind === 'rate-limited') this.#gate.slowDown(pause);
        else await this.#around.wait(pause);
      }
    }
  }

  /** From the first request on, since whoever waits for others must not be cut off for it; but all images together have their limit. */
  #begin(clock: Clock, { origin }: Endpoint): void {
    const { now, limits } = this.#around;
    clock.until ??= Math.min(now() + limits.lookUpMs, clock.end ?? Infinity);
    if (now() >= (clock.end ?? Infinity)) throw outOfTime(new URL(origin).host, limits.runMs);
  }

  /** A host that cannot be reached, or puts one image off to the end, is not tried again for the next. */
  #remember(error: unknown): unknown {
    if (error instanceof RegistryError && lasting.includes(error.failure.kind)) this.#away = error;
    return error;
  }

  async #askOnce(question: Question): Promise<Answer> {
    const { endpoint } = question;
    const url = new URL(`/v2/${endpoint.repository}/${question.path}`, endpoint.origin);
    const base = { method: question.method, url, headers: { accept: question.accept } };
    const before = await this.#authorizer.current(endpoint);
    let answer = await this.#send({ ...base, authorization: before }, endpoint);
    if (answer.status === 401) {
      const authorization = await this.#authorizer.answer(answer.headers.get('www-authenticate'), endpoint, before);
      answer = await this.#send({ ...base, authorization }, endpoint);
    }
    const html = (answer.headers.get('content-type') ?? '').includes('html');
    if ((answer.status === 401 || answer.status === 403) && !html)
      throw denied(endpoint, await findCredentials(endpoint.account, this.#around.variables));
    this.#refuseOverload(answer, url.host);
    return answer;
  }

  #refuseOverload(answer: Answer, host: string): void {
    if (answer.status === 429) {
      const why = 'A registry counts anonymous requests by address, and those of a log-in apart.';
      throw new PassingError(
        {
          kind: 'rate-limited',
          host,
          what: `${host} says that there were too many requests (429)`,
          why,
          fix: 'log in (docker login or podman login), or try again later',
        },
        readRetryAfter(answer.headers, this.#around.now()),
      );
    }
    // 501 means that the method is not supported: asking again changes nothing.
    if (answer.status >= 500 && answer.status !== 501)
      throw new PassingError(
        { kind: 'failing', host, what: `${host} fails with status ${String(answer.status)}`, fix: 'try again later' },
        readRetryAfter(answer.headers, this.#around.now()),
      );
  }

  async #send(outgoing: Outgoing, { clock }: Endpoint): Promise<Answer> {
    const { fetch, limits, now, lookUp } = this.#around;
    const host = outgoing.url.host;
    const left = Math.max(1, Math.min(limits.requestMs, (clock?.until ?? Infinity) - now()));
    try {
      const response = await followRedirects(outgoing, fetch, limits.redirects, AbortSignal.timeout(left), lookUp);
      const body = outgoing.method === 'HEAD' ? Buffer.alloc(0) : await readBoundedBody(response, limits.bodyBytes);
      if (body === undefined)
        throw new RegistryError({
          kind: 'too-large',
          host,
          what: `${host} sends more than ${String(limits.bodyBytes)} bytes where a manifest is expected`,
          why: 'It was cut off: no registry accepts a manifest of that size.',
        });
      return { status: response.status, headers: response.headers, body };
    } catch (error) {
      throw describeNetworkError(error, host);
    }
  }
}

const lasting: readonly string[] = ['unreachable', 'certificate', 'rate-limited'];

/** Milliseconds that a Retry-After header asks for, seconds or a date; nothing when it asks for none. */
function readRetryAfter(headers: Headers, now: number): number | undefined {
  const text = headers.get('retry-after');
  if (text === null) return undefined;
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

/** Only of a pause that the registry asked for it is said that it did. */
function tooLong({ failure, afterMs }: PassingError, most: number): RegistryError {
  const asked = afterMs === undefined ? '' : ` and asks for a pause of ${toSeconds(afterMs)} seconds`;
  const why = `Nothing is waited for longer than ${toSeconds(most)} seconds an image.`;
  return new RegistryError({ ...failure, what: `${failure.what}${asked}`, why });
}

/** Of an image that is asked for when the time of all is over, or will be. */
function outOfTime(host: string, most: number): RegistryError {
  return new RegistryError({
    kind: 'failing',
    host,
    what: `${host} is not asked any longer: the look-ups of a run have ${toSeconds(most)} seconds, and theirs are over`,
    fix: 'try again later, or name the Dockerfiles one by one',
  });
}

function toSeconds(milliseconds: number): string {
  return String(Math.ceil(milliseconds / 1000));
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
