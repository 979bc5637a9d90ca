import type { Source } from './rule.ts';

const eidf = 'https://docs.eidf.ac.uk/safe-haven-services';

/** A heading of EPCC's page "Building and Testing Containers". */
export function testingGuide(heading: string): Source {
  return {
    document: 'Building and Testing Containers',
    heading,
    link: `${eidf}/tre-container-user-guide/building-and-testing-containers/#${anchorOf(heading)}`,
  };
}

/** One of the two checklists of EPCC's Container Image Build Guide, to which the page above points. */
export function buildGuide(chapter: '1.1' | '2.1'): Source {
  const link = 'https://github.com/EPCCed/tre-container-samples/blob/main/docs/container-build-guide.md';
  return chapter === '1.1'
    ? {
        document: 'Container Image Build Guide',
        heading: '1.1. Checklist for writing Dockerfiles',
        link: `${link}#11-checklist-for-writing-dockerfiles`,
      }
    : {
        document: 'Container Image Build Guide',
        heading: '2.1. Checklist for building Docker images',
        link: `${link}#21-checklist-for-building-docker-images`,
      };
}

/** A chapter of EPCC's Development Workflow for containers. */
export function workflowGuide(heading: string): Source {
  return {
    document: 'SHS Container User Guide: Development Workflow',
    heading,
    link: `${eidf}/shs-container-user-guide/development-workflow/#${anchorOf(heading)}`,
  };
}

/** The introduction of EPCC's container user guide: what a project must settle with Information Governance. */
export function userGuide(heading: string): Source {
  return {
    document: 'The Safe Haven Container Execution Service',
    heading,
    link: `${eidf}/shs-container-user-guide/introduction/#${anchorOf(heading)}`,
  };
}

/** The policies of EPCC's TRE GPU Service. */
export function gpuGuide(heading: string): Source {
  return { document: 'TRE GPU Service', heading, link: `${eidf}/tre-gpu-service/policies/#${anchorOf(heading)}` };
}

/** As these pages make the anchors of their headings: points go, and white space becomes a hyphen. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');
}
