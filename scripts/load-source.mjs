import { build } from 'esbuild';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Loads parts of the source, for what the build prepares with them.
 * @param {string} root of the package
 * @param {readonly (readonly [string, string])[]} parts names, separated by commas, and the file below src that exports them, without its ending
 */
export async function loadSource(root, parts) {
  const here = JSON.stringify(pathToFileURL(join(root, 'package.json')).href);
  const { outputFiles } = await build({
    absWorkingDir: root,
    stdin: {
      contents: parts.map(([names, file]) => `export { ${names} } from './src/${file}.ts';`).join('\n'),
      resolveDir: root,
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    define: { 'import.meta.url': here },
    banner: {
      js: `import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(${here});`,
    },
    write: false,
  });
  return import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
}
