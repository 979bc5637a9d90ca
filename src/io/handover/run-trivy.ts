import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../model/errors.ts';
import { runProcess } from '../engine/container-engine-process.ts';
import { shellWord } from '../../shared/shell-word.ts';

/**
 * Has the trivy on PATH scan an image, and gives its report in JSON. Trivy may fetch the image and its database over the network. It is started in an
 * empty folder: a `trivy.yaml` or `.trivyignore` of the folder that somebody works in, which may be a stranger's repository, would speak in it.
 * Throws a UserError where there is no trivy, where it fails, or where its report is larger than `limit` bytes.
 */
export async function runTrivy(image: string, limit: number, onLine: (line: string) => void): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'tre-assess-'));
  try {
    const file = join(folder, 'report.json');
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    const words = [
      'image',
      '--quiet',
      '--disable-telemetry',
      '--skip-version-check',
      '--scanners',
      'vuln',
      '--list-all-pkgs',
      '--format',
      'json',
      '--output',
      file,
      '--',
      image,
    ];
    const { code, log } = await runProcess('trivy', words, { onLine, directory: empty });
    if (code === 127)
      throw new UserError({
        what: 'there is no trivy to scan with',
        where: '--image',
        fix: 'install it, see https://trivy.dev, or scan where it is and give the reports: --report FILE --base-report FILE',
      });
    if (code !== 0)
      throw new UserError({
        what: `trivy could not scan ${image}: ${lastLine(log)}`,
        where: '--image',
        fix: `try it alone: trivy image ${shellWord(image)}`,
      });
    if (!existsSync(file))
      throw new UserError({
        what: `trivy wrote no report on ${image}, and said that all went well`,
        where: '--image',
        fix: `see what it does alone: trivy image --format json ${shellWord(image)}`,
      });
    if (statSync(file).size > limit)
      throw new UserError({ what: `the report on ${image} is larger than ${String(limit)} bytes`, where: '--image' });
    return readFileSync(file, 'utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function lastLine(log: string): string {
  return log.trim().split('\n').at(-1)?.trim() ?? '';
}
