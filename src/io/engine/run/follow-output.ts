import { cutOff } from '../../../model/rehearsal/container-engine.ts';
import type { ProcessEnd } from '../container-engine-process.ts';
import type { EngineSession, GoingOn } from '../container-engine-session.ts';

/** The output of one container, read while it is printed: an engine lets go of what is old. */
export interface FollowedOutput {
  /** Starts the container. The engine's words when it does not start. */
  start(isTelling?: (line: string) => boolean): Promise<string | undefined>;
  /** Once it has ended, with the exit code that the engine has of it. */
  read(exitCode: number): Promise<string>;
  /** Reads no further. */
  leave(): void;
}

/** Bytes of output that the engine keeps of a container; it lets go of the older ones by files of this size. */
const keptLog = 10_000_000;
/** Milliseconds that what a container printed may still be on its way after its end. */
const onItsWay = 30_000;

/**
 * Starts it attached: an engine waits for whoever reads, so that nothing is lost, however much is printed. What it kept is read as well, and counts where
 * that is more.
 */
export function followOutput(session: EngineSession, id: string): FollowedOutput {
  const enough = new AbortController();
  let isTelling: (line: string) => boolean = tellsNothing;
  let attached: GoingOn | undefined;
  let told = new TellingLines(isTelling);
  let isStarted = false;
  const hasStarted = async (): Promise<boolean> => (isStarted ||= await wasStarted(session, id));
  return {
    start: async (telling = isTelling) => {
      isTelling = telling;
      told = new TellingLines(telling);
      const isDocker = session.facts.name === 'docker';
      attached = await session.begin(
        ['start', '--attach', ...(isDocker ? [] : ['--sig-proxy=false']), id],
        // Docker's program hands on what it is told to end by.
        { onLine: told.add, enough: enough.signal, ...(isDocker && { stopping: 'killed' as const }) },
        hasStarted,
      );
      return (await hasStarted()) ? undefined : (await attached.end).log.trim();
    },
    read: async (exitCode) => {
      const kept = new TellingLines(isTelling);
      const [followed, log] = await Promise.all([
        attached === undefined ? undefined : endOf(attached),
        session.run(['logs', id], { onLine: kept.add }),
      ]);
      if (followed !== undefined && followed.code === exitCode && followed.length >= log.length)
        return told.before(followed, false);
      return kept.before(log, followed?.code !== exitCode || log.length >= keptLog);
    },
    leave: () => enough.abort(),
  };
}

const tellsNothing = (): boolean => false;

async function wasStarted(session: EngineSession, id: string): Promise<boolean> {
  const { code, out } = await session.run(['inspect', '--type', 'container', '--format', '{{.State.StartedAt}}', id]);
  return code === 0 && !out.startsWith('0001-');
}

function endOf({ end }: GoingOn): Promise<ProcessEnd | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => void (timer = setTimeout(() => resolve(undefined), onItsWay)));
  return Promise.race([end, late]).finally(() => clearTimeout(timer));
}

/** Of what is kept, the lines that follow one which tells something. */
const following = 30;
const mostLines = 600;
const mostOfLine = 2000;
/** What {@link ProcessEnd} has of an output: its end. */
const endOfLog = 1 << 16;

/** Lines of an output that tell something, each with the one before it and some that follow. */
class TellingLines {
  readonly #isTelling: (line: string) => boolean;
  readonly #told: { readonly line: string; readonly at: number }[] = [];
  #last = '';
  #read = 0;
  #left = 0;
  #isFull = false;

  constructor(isTelling: (line: string) => boolean) {
    this.#isTelling = isTelling;
  }

  readonly add = (line: string): void => {
    const isTelling = this.#isTelling(line);
    if (isTelling) {
      if (this.#left <= 0) this.#keep(this.#last.slice(0, mostOfLine), this.#read - this.#last.length - 1);
      this.#left = following;
    }
    // What a line tells may stand at its end, behind a bar of progress for instance.
    if (this.#left > 0) this.#keep(isTelling ? line : line.slice(0, mostOfLine), this.#read);
    this.#left -= 1;
    this.#last = line;
    this.#read += line.length + 1;
  };

  #keep(line: string, at: number): void {
    if (this.#told.length < mostLines) this.#told.push({ line, at });
    else this.#isFull = true;
  }

  /** Them, before the end of the output; what the end has is not said twice. */
  before({ log }: ProcessEnd, isCut: boolean): string {
    const before = this.#told.filter(({ at, line }) => at + line.length < this.#read - endOfLog);
    return [...(isCut || this.#isFull ? [cutOff] : []), ...before.map(({ line }) => line), log].join('\n');
  }
}
