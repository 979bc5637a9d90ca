/** Pipelines of systems that are not read, by the path of their file. */
const systems: ReadonlyMap<string, string> = new Map([
  ['.appveyor.yml', 'AppVeyor'],
  ['.cirrus.yml', 'Cirrus CI'],
  ['.drone.yml', 'Drone'],
  ['.travis.yml', 'Travis CI'],
  ['.woodpecker.yml', 'Woodpecker'],
  ['.woodpecker.yaml', 'Woodpecker'],
  ['appveyor.yml', 'AppVeyor'],
  ['azure-pipelines.yml', 'Azure'],
  ['azure-pipelines.yaml', 'Azure'],
  ['bitbucket-pipelines.yml', 'Bitbucket'],
  ['cloudbuild.json', 'Google Cloud Build'],
  ['cloudbuild.yaml', 'Google Cloud Build'],
  ['cloudbuild.yml', 'Google Cloud Build'],
  ['codefresh.yml', 'Codefresh'],
  ['Earthfile', 'Earthly'],
]);

/** Of systems that read every file of a folder. */
const folders: ReadonlyMap<string, string> = new Map([
  ['.azure-pipelines/', 'Azure'],
  ['.buildkite/', 'Buildkite'],
  ['.forgejo/workflows/', 'Forgejo'],
  ['.gitea/workflows/', 'Gitea'],
  ['.semaphore/', 'Semaphore'],
  ['.tekton/', 'Tekton'],
  ['.woodpecker/', 'Woodpecker'],
]);

/** The system whose pipeline a file is, where that is one that is not read: `Jenkins`. */
export function unreadSystem(path: string): string | undefined {
  if (/^Jenkinsfile(?:\.[\w-]+)?$/.test(path)) return 'Jenkins';
  const folder = /\.ya?ml$/.test(path) ? [...folders].find(([start]) => path.startsWith(start)) : undefined;
  return systems.get(path) ?? folder?.[1];
}

/** What a pipeline has to name before it can push an image: an engine, a part that is kept elsewhere, or something of the project that may hold either. */
const mayPush =
  /docker|podman|buildah|kaniko|skopeo|crane|nerdctl|apptainer|singularity|registry|gcloud|\b(?:az|ko|pack)\b|^[ \t]*(?:-[ \t]*)?(?:deploy|extends|import|include|images?|templates?|uses)[ \t]*:|\.\/|\.sh\b|\b(?:make|just|rake|npm|nox|tox|invoke|bash|sh)\b/im;

/** Whether such a pipeline may push an image: one whose text names nothing that could pushes none. `text`: absent where it was not read. */
export function mayPushImage(path: string, text: string | undefined): boolean {
  return unreadSystem(path) !== undefined && (text === undefined || path === 'Earthfile' || mayPush.test(text));
}
