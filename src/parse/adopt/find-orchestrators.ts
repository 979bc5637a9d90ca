import type { Orchestrator } from '../../model/adopt/orchestrator.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import { groupBy } from '../../shared/group-by.ts';

/** Files that say which steps run, those of tests and documentation left out by the caller. */
export function findOrchestrators(files: readonly ProjectFile[]): Orchestrator[] {
  return files.flatMap(({ path, text = '' }): Orchestrator[] => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const depth = path.split('/').length;
    const at = (pattern: RegExp): number =>
      Math.max(
        0,
        text.split('\n').findIndex((line) => pattern.test(line)),
      ) + 1;
    if (name === '_targets.R')
      return [
        { kind: 'targets', path, line: at(/tar_target|list\(/), start: ['Rscript', '-e', 'targets::tar_make()'] },
      ];
    if (name === 'Snakefile' || (name.endsWith('.smk') && depth === 1))
      return [
        { kind: 'snakemake', path, line: at(/^rule\b/), start: ['snakemake', '--snakefile', path, '--cores', 'all'] },
      ];
    if (name === 'nextflow.config' || name === 'main.nf')
      return [{ kind: 'nextflow', path, line: 1, start: ['nextflow', 'run', path === 'nextflow.config' ? '.' : path] }];
    if (/^project\.ya?ml$/.test(name) && depth === 1 && /^actions\s*:/m.test(text) && /^[ \t]+run[ \t]*:/m.test(text))
      return [{ kind: 'opensafely', path, line: at(/^[ \t]+run[ \t]*:/), start: [] }];
    if (/^(?:Makefile|GNUmakefile|makefile)$/.test(name) && depth === 1 && runsProgram(defaultRecipe(text)))
      return [{ kind: 'make', path, line: 1, start: ['make'] }];
    if (/^Taskfile\.ya?ml$/.test(name) && depth === 1 && runsProgram(defaultTask(text)))
      return [{ kind: 'task', path, line: at(/^\s+default\s*:/), start: ['task'] }];
    if (name === 'dvc.yaml' && depth === 1) return [{ kind: 'dvc', path, line: 1, start: ['dvc', 'repro'] }];
    if (name === '_quarto.yml')
      return [
        {
          kind: 'quarto',
          path,
          line: 1,
          start: depth === 1 ? ['quarto', 'render'] : ['quarto', 'render', path.slice(0, -'/_quarto.yml'.length)],
        },
      ];
    return [];
  });
}

/** What installs, documents and tests a package of R, or renders the page of its repository. */
const upkeep =
  /\b(?:devtools|pkgdown|roxygen2|usethis|testthat|tinytest|lintr|styler|covr|rcmdcheck|pak|remotes)::|\bR CMD (?:build|check|INSTALL)\b|\bREADME\.[RrQq]md\b|\binstall\.packages\b|\brenv::restore\b/;

function runsProgram(all: string): boolean {
  const recipe = all
    .split('\n')
    .filter((line) => !upkeep.test(line))
    .join('\n');
  return (
    /\b(?:python3?|Rscript|julia|quarto|snakemake|stata|bash|sh)\s+\S|\$\((?:PYTHON|RSCRIPT|R)\)\s+\S/i.test(recipe) &&
    !/\b(?:pytest|sphinx|mkdocs|pip install|twine|-m build)\b/.test(recipe)
  );
}

/** The recipes that `make` without arguments can come to: those of the first target, and of what it needs as far as names tell. */
function defaultRecipe(text: string): string {
  const rules = [...text.matchAll(/^([\w./%$(){}-][^\n\r\u2028\u2029:=#]*):(?!=)(.*)\r?\n((?:\t.*(?:\r?\n)?)*)/gm)].map(
    ([, target = '', needs = '', recipe = '']) => ({ target: target.trim(), needs: needs.trim(), recipe }),
  );
  const first = rules.find(({ target }) => !target.startsWith('.'));
  if (first === undefined) return '';
  // Needs that are variables may be any rule.
  if (first.needs.includes('$')) return rules.map(({ recipe }) => recipe).join('');
  const byTarget = groupBy(rules, ({ target }) => target);
  const wanted = new Set([first.target]);
  for (const name of wanted)
    for (const { needs } of byTarget.get(name) ?? []) for (const need of needs.split(/\s+/)) wanted.add(need);
  return rules
    .filter(({ target }) => wanted.has(target))
    .map(({ recipe }) => recipe)
    .join('');
}

function defaultTask(text: string): string {
  return /^ {2}default[ \t]*:.*\r?\n((?: {3}.*\r?\n|[ \t]{0,2}\r?\n)*)/m.exec(text)?.[1] ?? '';
}
