import { createHash } from 'node:crypto';
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bases } from '../../../src/catalog/bases.ts';
import type { BaseName } from '../../../src/model/answers/answers.ts';
import { runTool } from './run-tool.ts';

const source = join(import.meta.dirname, '..', 'standins', 'quarto');

/** Bases on which documents are rendered, each with the user that its image has. */
export const documentBases = { python: 'root', r: 'root', jupyter: '1000' } as const satisfies Partial<
  Record<BaseName, string>
>;

/** A stand-in for Quarto, in an archive as its releases are; the same bytes each time. */
export function packQuarto(): { readonly archive: string; readonly sha256: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'stand-in-quarto-'));
  const bin = join(folder, 'quarto-1.10.18', 'bin');
  mkdirSync(bin, { recursive: true });
  copyFileSync(join(source, 'quarto'), join(bin, 'quarto'));
  const archive = join(folder, 'quarto.tar.gz');
  const same = ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner', '--mode=a+rx,go-w'];
  runTool('tar', [...same, '-C', folder, '-czf', archive, 'quarto-1.10.18']);
  const sha256 = createHash('sha256').update(readFileSync(archive)).digest('hex');
  return { archive, sha256, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Builds the stand-ins on which the archive is found, one for each base that renders documents; pushes nothing. */
export function buildQuarto(buildah: (...words: readonly string[]) => string): void {
  const { archive, remove } = packQuarto();
  const context = mkdtempSync(join(tmpdir(), 'stand-in-quarto-'));
  try {
    cpSync(source, context, { recursive: true });
    copyFileSync(archive, join(context, 'quarto.tar.gz'));
    for (const [base, user] of Object.entries(documentBases)) {
      console.log(`Building the stand-in ${base} with Quarto's`);
      const given = ['--build-arg', `BASE=${base}`, '--build-arg', `BASE_USER=${user}`];
      buildah(
        'build',
        '--layers',
        '--format',
        'docker',
        '--tag',
        `localhost/standin/${base}-quarto`,
        ...given,
        context,
      );
    }
  } finally {
    remove();
    rmSync(context, { recursive: true, force: true });
  }
}

/** The name in the registry of the stand-in of a base with Quarto's: that of the base, with another tag. */
export function quartoReference(base: keyof typeof documentBases): string {
  return bases[base].images[0].reference.replace(/:[^:]*$/, ':quarto');
}
