import type { RepositoryFacts } from '../../../model/adopt/repository-facts.ts';
import { mainDockerfile } from '../propose-base.ts';

/** Of tools that pack, test and tell of a project, and what each start of Python would load from its root where PYTHONPATH names that. */
const ofTools =
  /(?:^|\/)(?:MANIFEST\.in|tox\.ini|pytest\.ini|noxfile\.py|mypy\.ini|ruff\.toml|codecov\.ya?ml|contributors\.ya?ml)$|^(?:site|user)customize\.py$/i;

/** Of services that build, scan and index a repository. */
const ofServices: ReadonlySet<string> = new Set(
  'appveyor azure-pipelines bitbucket-pipelines buildspec cloudbuild codemeta heroku lgtm netlify package-lock readthedocs renovate sonar-project zenodo'.split(
    ' ',
  ),
);

function isOfService(path: string): boolean {
  const [, name = ''] = /(?:^|\/)([^/]+)\.(?:ya?ml|json|toml|properties)$/.exec(path) ?? [];
  return ofServices.has(name.toLowerCase());
}

/** Of Binder, and of what packs a project or installs programs of JavaScript: only lines of a Dockerfile would use it. */
const ofPacking = /^\.?binder\/|(?:^|\/)(?:runtime\.txt|setup\.cfg|package\.json)$/;

/** What a paper is set with. */
const ofPaper = /\.(?:tex|bib|bst|cls|csl|sty)$/i;

/** Whether a file is for tools, services or a paper, so that the container needs it only where a program reads it. */
export function isOfOthers(path: string, facts: RepositoryFacts): boolean {
  if (ofTools.test(path) || isOfService(path)) return true;
  if (ofPacking.test(path)) return mainDockerfile(facts) === undefined;
  const setsPaper = facts.orchestrators.length > 0 || facts.programs.some(({ kind }) => kind === 'document');
  return ofPaper.test(path) && !setsPaper;
}
