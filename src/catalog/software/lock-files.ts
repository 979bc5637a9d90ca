/** Files that a package tool writes and people commit, and the command that writes each, where the packages are installed. */
export const lockFiles: Readonly<Record<string, string>> = {
  'Manifest.toml': "julia --project=. -e 'using Pkg; Pkg.resolve()'",
  'Pipfile.lock': 'pipenv lock',
  'package-lock.json': 'npm install --package-lock-only',
  'pixi.lock': 'pixi lock',
  'poetry.lock': 'poetry lock',
  'renv.lock': "Rscript -e 'renv::snapshot()'",
  'uv.lock': 'uv lock',
};
