import { expect, test } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import { runRequirements } from '../../src/catalog/rehearsal/run-requirements.ts';

const eidf = 'https://docs.eidf.ac.uk/safe-haven-services';

/** Headings of EPCC's pages with their links, read from the pages' own sources on 2026-11-23. */
const headings: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'Building and Testing Containers': {
    'Choose a container base from DockerHub': `${eidf}/tre-container-user-guide/building-and-testing-containers/#choose-a-container-base-from-dockerhub`,
    'Add TRE file system directories': `${eidf}/tre-container-user-guide/building-and-testing-containers/#add-tre-file-system-directories`,
    'Install and copy project code into container': `${eidf}/tre-container-user-guide/building-and-testing-containers/#install-and-copy-project-code-into-container`,
    'Test the container for TRE use': `${eidf}/tre-container-user-guide/building-and-testing-containers/#test-the-container-for-tre-use`,
    '1. Scanning the container Dockerfile': `${eidf}/tre-container-user-guide/building-and-testing-containers/#1-scanning-the-container-dockerfile`,
    '2. Scanning the container image using Trivy CI': `${eidf}/tre-container-user-guide/building-and-testing-containers/#2-scanning-the-container-image-using-trivy-ci`,
  },
  'Container Image Build Guide': {
    '1.1. Checklist for writing Dockerfiles':
      'https://github.com/EPCCed/tre-container-samples/blob/main/docs/container-build-guide.md#11-checklist-for-writing-dockerfiles',
    '2.1. Checklist for building Docker images':
      'https://github.com/EPCCed/tre-container-samples/blob/main/docs/container-build-guide.md#21-checklist-for-building-docker-images',
  },
  'SHS Container User Guide: Development Workflow': {
    '1.1 SHS-specific advice': `${eidf}/shs-container-user-guide/development-workflow/#11-shs-specific-advice`,
    '2.1 Build and test the container locally': `${eidf}/shs-container-user-guide/development-workflow/#21-build-and-test-the-container-locally`,
    '3.1 Pull container': `${eidf}/shs-container-user-guide/development-workflow/#31-pull-container`,
  },
  'The Safe Haven Container Execution Service': {
    'Accessing the CES': `${eidf}/shs-container-user-guide/introduction/#accessing-the-ces`,
    'Advising Information Governance of required software stack': `${eidf}/shs-container-user-guide/introduction/#advising-information-governance-of-required-software-stack`,
  },
  'TRE GPU Service': { 'GPU Service Policies': `${eidf}/tre-gpu-service/policies/#gpu-service-policies` },
};
const cited = [
  ...rules,
  ...Object.entries(runRequirements).map(([id, requirement]) => ({ id, ...requirement })),
].filter(({ source }) => source.document in headings || /eidf\.ac\.uk|EPCCed/.test(source.link));

test.each(cited)('$id cites a heading that is there', ({ source }) => {
  expect(headings[source.document]?.[source.heading]).toBe(source.link);
});

test('most rules come from these pages, and each heading is cited', () => {
  expect(cited.length).toBeGreaterThan(45);
  expect(
    Object.values(headings)
      .flatMap((page) => Object.keys(page))
      .filter((heading) => cited.every(({ source }) => source.heading !== heading)),
  ).toEqual([]);
});
