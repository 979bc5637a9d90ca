import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';

// One declaration file for the library in place of one for each module of ours: what users see is what they can import.
const root = resolve(import.meta.dirname, '..');
const modules = join(root, 'dist', 'types');
const bundle = await rollup({
  input: join(modules, 'src', 'library.d.ts'),
  plugins: [dts()],
  onwarn: ({ message }) => {
    throw new Error(message);
  },
});
await bundle.write({ file: join(root, 'dist', 'src', 'library.d.ts'), format: 'es' });
rmSync(modules, { recursive: true });
