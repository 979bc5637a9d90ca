import fs from 'node:fs';
import path from 'node:path';

/** Every file, folder and link below a folder, with its permissions and bytes. */
export function snapshotFolder(folder: string): Record<string, string> {
  const names = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted();
  return Object.fromEntries(
    names.map((name) => {
      const stat = fs.lstatSync(path.join(folder, name));
      const mode = (stat.mode & 0o7777).toString(8);
      if (stat.isSymbolicLink()) return [name, `-> ${fs.readlinkSync(path.join(folder, name))}`];
      return [name, stat.isFile() ? `${mode} ${fs.readFileSync(path.join(folder, name)).toString('latin1')}` : mode];
    }),
  );
}
