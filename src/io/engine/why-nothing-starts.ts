import type { EngineSession } from './container-engine-session.ts';

/** There in every image with a shell; where it is not, the engine gets as far as looking for it. */
const program = '/bin/true';
/** Images that are tried; each takes less than a second. */
const tried = 4;
/** Seconds for one of them. */
const longest = 30;

/**
 * The engine's words where it starts no container at all, tried with the image and others that it has; nothing where one started, or where
 * its words are about the program, so that the container was there. One that was not over in its time started nothing that anybody saw.
 */
export async function whyNothingStarts(session: EngineSession, image: string): Promise<string | undefined> {
  const listed = await session.run(['images', '--quiet', '--no-trunc']);
  const others = listed.out.split('\n').filter((id) => id !== '');
  let words: string | undefined;
  let isLate = false;
  for (const candidate of [...new Set([image, ...others])].slice(0, tried)) {
    const label = ['--label', session.label];
    const run = ['run', '--rm', ...label, '--network', 'none', '--user', '0:0', '--entrypoint', program, candidate];
    const { code, log, timedOut } = await session.run(run, { atMost: longest * 1000 });
    if (timedOut === true) {
      isLate = true;
      continue;
    }
    // 125 to 127 are the engine's own.
    if (code < 125 || (log.includes(program) && /no such file|not found/i.test(log)) || /exec format/i.test(log))
      return undefined;
    words ??= log.trim();
  }
  return words ?? (isLate ? `run did not end in ${String(longest)} s, with any image` : undefined);
}
