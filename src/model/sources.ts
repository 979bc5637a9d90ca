import type { Source } from './rule.ts';

/** A heading of EPCC's page "Building and Testing Containers". */
export function testingGuide(heading: string, anchor: string): Source {
  return { document: 'Building and Testing Containers', heading, link: `https://docs.eidf.ac.uk/safe-haven-services/tre-container-user-guide/building-and-testing-containers/#${anchor}` };
}

/** A heading of EPCC's Container Build Guide, the checklist that the page above points to. */
export function buildGuide(heading: string): Source {
  return { document: 'Container Build Guide', heading, link: 'https://github.com/EPCCed/tre-container-samples/blob/main/docs/container-build-guide.md' };
}

/** A heading of EPCC's Development Workflow for containers. */
export function workflowGuide(heading: string): Source {
  return { document: 'SHS Container User Guide: Development Workflow', heading, link: 'https://docs.eidf.ac.uk/safe-haven-services/shs-container-user-guide/development-workflow/' };
}

/** A heading of the page on Kubernetes jobs of the GPU service. */
export function gpuGuide(heading: string): Source {
  return { document: 'TRE GPU Service', heading, link: 'https://docs.eidf.ac.uk/safe-haven-services/tre-gpu-service/' };
}

/** What people who judge containers for a Trusted Research Environment ask about. */
export function governance(heading: string): Source {
  return { document: 'SHS Container User Guide: Introduction', heading, link: 'https://docs.eidf.ac.uk/safe-haven-services/shs-container-user-guide/introduction/' };
}
