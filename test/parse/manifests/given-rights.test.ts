import { describe, expect, test } from 'vitest';
import { findGivenRights } from '../../../src/parse/manifests/given-rights.ts';

const asked = (text: string, of: 'podman' | 'apptainer' = 'podman'): readonly (readonly [number, string])[] =>
  findGivenRights(text, of).map(({ line, written }) => [line, written]);

describe('what an opt-file asks of the machine', () => {
  test.each([
    '--privileged',
    '--cap-add ALL',
    '--cap-add=SYS_PTRACE',
    '--network=host',
    '--net host',
    '--network bridge',
    '--network container:other',
    '--pid=host',
    '--ipc=host',
    '--uts=host',
    '-v /home:/home',
    '--volume=/data:/safe_data',
    '--volumes-from other',
    '--mount type=bind,source=/home,target=/home',
    '--device /dev/kvm',
    '--security-opt seccomp=unconfined',
    '--security-opt=label=disable',
    '--security-opt=no-new-privileges=false',
    '--ulimit=host',
    '--group-add keep-groups',
  ])('%s of podman', (option) => {
    expect(asked(`# of the start\n--rm\n${option}\n`)).toEqual([[3, option]]);
  });

  test.each(['--bind /home', '-B /home:/home', '--add-caps CAP_NET_RAW', '--keep-privs', '--writable'])(
    '%s of apptainer',
    (option) => {
      expect(asked(`${option}\n`, 'apptainer')).toEqual([[1, option]]);
    },
  );

  test.each([
    '--user=0:0',
    '--cap-drop=all',
    '--security-opt=no-new-privileges',
    '--security-opt no-new-privileges:true',
    '--shm-size=8g',
    '--ulimit nofile=65535:65535',
    '--group-add=video',
    '--network none',
    '--network=none',
    '--privileged=false',
    '--mount type=tmpfs,destination=/run',
    '--tmpfs /run',
    '--gpus all',
    '--device nvidia.com/gpu=all',
    '--ipc=private',
    '--publish=127.0.0.1:8888:8888',
    '-v cache:/scratch/cache',
    '# --privileged',
  ])('nothing by %s', (option) => {
    expect(asked(`${option}\n`)).toEqual([]);
  });

  test('the network of apptainer is that of the machine anyhow, and its own words are no options of podman', () => {
    expect(asked('--network host\n', 'apptainer')).toEqual([]);
    expect(asked('--bind /home\n')).toEqual([]);
  });

  test('each option once, at the line of its name', () => {
    expect(asked('--rm --privileged\n--cap-drop=all\n--privileged --network\nhost\n')).toEqual([
      [1, '--privileged'],
      [3, '--network host'],
    ]);
  });
});
