import type { RunRequirement, RunRequirementName } from '../../model/rehearsal/rehearsal.ts';
import { testingGuide, workflowGuide } from '../../model/check/sources.ts';

const directories = testingGuide('Add TRE file system directories');
const install = testingGuide('Install and copy project code into container');
const offline = testingGuide('Test the container for TRE use');

/** What a rehearsal can prove, by name. `fits-limits` is the rehearsal's own: a job that outgrows them deserves a look before it is submitted. */
export const runRequirements: Readonly<Record<RunRequirementName, RunRequirement>> = {
  'directories-exist': {
    force: 'must',
    source: directories,
    summary: 'The image has the directories /safe_data, /safe_outputs and /scratch',
  },
  'directories-empty': {
    force: 'must',
    source: workflowGuide('1.1 SHS-specific advice'),
    summary: 'The image has nothing in those three directories: the TRE mounts over them',
  },
  'any-identity': {
    force: 'should',
    source: workflowGuide('1.1 SHS-specific advice'),
    summary: 'It runs as whichever user the TRE gives it, with whichever home directory',
  },
  'writes-to-mounts': { force: 'should', source: directories, summary: 'It writes only to /safe_outputs and /scratch' },
  'no-network': { force: 'must', source: offline, summary: 'It needs no network and does not try to reach one' },
  'starts-by-itself': { force: 'must', source: install, summary: "It starts from the image's ENTRYPOINT or CMD" },
  'no-interaction': { force: 'must', source: install, summary: 'A batch job asks nobody for anything' },
  'ends-with-success': { force: 'must', source: install, summary: 'A batch job ends by itself, with exit code 0' },
  'leaves-output': { force: 'must', source: install, summary: 'A batch job leaves its results in /safe_outputs' },
  'port-answers': {
    force: 'must',
    source: install,
    summary: 'An interactive container answers on its port, from outside the container',
  },
  'asks-for-credential': {
    force: 'must',
    source: install,
    summary: 'An interactive server lets nobody in without its password or token',
  },
  'stops-when-told': {
    force: 'should',
    source: install,
    summary: 'A server ends when it is told to (SIGTERM), so that nothing of the session is lost',
  },
  'fits-limits': {
    force: 'may',
    source: install,
    summary: 'It stays within the limits of memory, of output size and of rows',
  },
};
