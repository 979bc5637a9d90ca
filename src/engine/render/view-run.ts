import type { Answers, Runtime } from '../../model/answers/answers.ts';
import { tre } from '../../catalog/tre.ts';
import type { JobView, RunView } from '../../model/render/view.ts';

/** Runtimes as `ces-run` spells them. */
const spelled: Readonly<Record<Runtime, string>> = { podman: 'podman', apptainer: 'apptainer', kubernetes: 'k8s' };

/** How the container is started in the TRE. */
export function viewRun(answers: Answers): RunView {
  return {
    image: `${answers.registry}/${answers.name}`,
    port: answers.port ?? 0,
    podman: answers.runtimes.includes('podman'),
    apptainer: answers.runtimes.includes('apptainer'),
    kubernetes: answers.runtimes.includes('kubernetes'),
    withCes: answers.runtimes.some((runtime) => runtime !== 'kubernetes'),
    defaultRuntime: spelled[answers.runtimes[0] ?? 'podman'],
    job: viewJob(answers),
  };
}

/** Names by the GPU service's conventions: `<safe haven>-<project>-ns` for the namespace, the rest after it. */
function viewJob(answers: Answers): JobView {
  const project = answers.project.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  const path = answers.registry.slice(answers.registry.indexOf('/') + 1);
  const [host = ''] = answers.registry.split('/', 1);
  // Of a proxy that somebody named the Safe Haven knows what it hands on.
  const isUnsure = host !== tre.imageProxy.registry && answers.imageProxy === tre.imageProxy.host;
  return {
    namespace: `${project}-ns`,
    queue: `${project}-ns-user-queue`,
    generateName: `${answers.name}-`,
    group: project.slice(project.indexOf('-') + 1),
    image: `${answers.imageProxy}/${path}/${answers.name}:TAG`,
    unproxied: isUnsure ? host : '',
    dataClaim: `pvc-${project}-shared`,
    outputsClaim: `pvc-${project}-users-USER`,
  };
}
