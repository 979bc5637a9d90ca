import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run, type Done } from '../models/run.ts';
import { python } from './install-libraries.ts';

/** What a program did where there is no network, and which names it looked up. */
export interface Watched extends Done {
  readonly names: readonly string[];
}

const watcher = fileURLToPath(new URL('watch-names.py', import.meta.url));

/** A machine's `/safe_data`, `/scratch` and `/safe_outputs`, and an empty home, in a folder. */
export class Place {
  readonly #root = mkdtempSync(join(tmpdir(), 'atlas-proof-'));

  constructor() {
    for (const each of ['safe_data', 'scratch', 'safe_outputs', 'home', 'network']) mkdirSync(join(this.#root, each));
  }

  /**
   * Runs a Python program in a network with no way out, where a server of names says of each that it does not exist, as in a TRE. Whoever
   * asks by an address alone is refused.
   */
  async run(text: string, environment: Readonly<Record<string, string>>, milliseconds: number): Promise<Watched> {
    const network = join(this.#root, 'network');
    rmSync(join(network, 'names'), { force: true });
    writeFileSync(join(network, 'resolv.conf'), 'nameserver 127.0.0.1\n');
    writeFileSync(join(this.#root, 'program.py'), this.#placed(text));
    const variables = Object.entries({ HOME: '/home', LANG: 'C.UTF-8', PYTHONDONTWRITEBYTECODE: '1', ...environment });
    const given = variables.map(
      ([name, value]) => `${name}=${name === 'HOME' ? join(this.#root, 'home') : this.#placed(value)}`,
    );
    const isRoot = process.getuid?.() === 0;
    const done = await run(
      'unshare',
      [
        ...(isRoot ? [] : ['--map-root-user']),
        '--net',
        '--mount',
        '--pid',
        '--fork',
        '--kill-child',
        'sh',
        '-ec',
        [
          'ip link set lo up',
          `mount --bind ${network}/resolv.conf "$(readlink -f /etc/resolv.conf)"`,
          `"${python}" "${watcher}" ${network}/names &`,
          `while [ ! -s ${network}/names ]; do sleep 0.02; done`,
          // No proxy and no setting of this machine; what else the program needs is named.
          'exec env --ignore-environment PATH="$PATH" "$@"',
        ].join('\n'),
        'sh',
        ...given,
        python,
        join(this.#root, 'program.py'),
      ],
      { cwd: join(this.#root, 'scratch'), milliseconds },
    );
    const names = existsSync(join(network, 'names')) ? readFileSync(join(network, 'names'), 'ascii') : '';
    return { ...done, names: [...new Set(names.split('\n').filter((name) => name !== ''))] };
  }

  remove(): void {
    rmSync(this.#root, { recursive: true, force: true });
  }

  #placed(text: string): string {
    return text.replaceAll(/\/(?=(?:safe_data|scratch|safe_outputs)\b)/g, `${this.#root}/`);
  }
}
