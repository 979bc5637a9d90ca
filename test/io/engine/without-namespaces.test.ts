import { expect, test } from 'vitest';
import { refuseNamespaces } from '../../../src/io/engine/without-namespaces.ts';

test('calls that make namespaces are taken out of the list, and processes are left', () => {
  const allow = { action: 'SCMP_ACT_ALLOW', args: [] };
  const listed = {
    defaultAction: 'SCMP_ACT_ERRNO',
    architectures: ['SCMP_ARCH_X86_64'],
    syscalls: [
      { names: ['read', 'unshare', 'clone', 'clone3', 'write'], ...allow },
      { names: ['setns'], ...allow, includes: { caps: ['CAP_SYS_ADMIN'] } },
    ],
  };
  expect(refuseNamespaces(listed)).toEqual({
    ...listed,
    syscalls: [
      { names: ['read', 'write'], ...allow },
      {
        names: ['clone'],
        action: 'SCMP_ACT_ALLOW',
        args: [{ index: 0, value: 0x7e020000, valueTwo: 0, op: 'SCMP_CMP_MASKED_EQ' }],
      },
      { names: ['clone3'], action: 'SCMP_ACT_ERRNO', errnoRet: 38 },
    ],
  });
});

test.each([undefined, 'x', {}, { syscalls: [] }, { defaultAction: 'SCMP_ACT_ALLOW', syscalls: [] }])(
  'nothing is made of %j, which is no such list',
  (profile) => expect(refuseNamespaces(profile)).toBeUndefined(),
);
