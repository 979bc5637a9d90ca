import ts from '@typescript/typescript6';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';

// One declaration file for the library in place of one for each module of ours: what users see is what they can import. Each module that it takes
// types from is written down by itself, without a look at the others: the compiler, which looks at all, is `npm run typecheck`.
const root = resolve(import.meta.dirname, '..');
const modules = join(root, 'dist', 'types');
const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => readFileSync(path, 'utf8'));
const written = new Set();

/** @param {string} source file below the root */
function writeDeclarations(source) {
  if (written.has(source)) return;
  written.add(source);
  const { outputText, diagnostics = [] } = ts.transpileDeclaration(readFileSync(source, 'utf8'), {
    fileName: source,
    compilerOptions: config.compilerOptions,
    reportDiagnostics: true,
  });
  const [problem] = diagnostics;
  if (problem !== undefined)
    throw new Error(
      `${relative(root, source)}: ${ts.flattenDiagnosticMessageText(problem.messageText, ' ')}: write the type there`,
    );
  const target = join(modules, relative(root, source).replace(/\.ts$/, '.d.ts'));
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, outputText);
  for (const { fileName } of ts.preProcessFile(outputText).importedFiles)
    if (fileName.startsWith('.')) writeDeclarations(join(dirname(source), fileName.replace(/\.js$/, '.ts')));
}

writeDeclarations(join(root, 'src', 'library.ts'));
const bundle = await rollup({
  input: join(modules, 'src', 'library.d.ts'),
  plugins: [dts()],
  onwarn: ({ message }) => {
    throw new Error(message);
  },
});
await bundle.write({ file: join(root, 'dist', 'src', 'library.d.ts'), format: 'es' });
rmSync(modules, { recursive: true });
