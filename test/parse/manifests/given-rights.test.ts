import { describe, expect, test } from 'vitest';
import { findGivenRights } from '../../../src/parse/manifests/given-rights.ts';
import { parseOptionFile } from '../../../src/parse/manifests/run-files.ts';

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
    '--group-add=keep-groups',
    '--network none',
    '--network=none',
    '--privileged=false',
    '--mount type=tmpfs,destination=/run',
    '--tmpfs /run',
    '--gpus all',
    '--device nvidia.com/gpu=all',
    '--ipc=private',
    '--publish=127.0.0.1:8888:8888',
    '-it',
    '--env MODE=batch',
    '--gpus=2',
    '--userns=keep-id:uid=1000,gid=100',
    '# --privileged',
  ])('nothing by %s', (option) => {
    expect(asked(`${option}\n`)).toEqual([]);
  });

  test('the network of apptainer is that of the machine anyhow, and its words are another language', () => {
    expect(asked('--network host\n', 'apptainer')).toEqual([]);
  });

  test.each([
    '-v/:/h',
    '-v=/:/h',
    '-itv /:/h',
    '-itv/:/h',
    '--mount=type=glob,src=/home/*,dst=/x',
    `--mount '"type=bind",src=/,dst=/h'`,
    '--mount type=bind,src=/etc,dst=/x,type=tmpfs',
    '--device=/dev/mem:/dev/nvidia',
    '--device /dev/nvidia0/../sda',
    '--env-host',
    '--env=*',
    '--env SECRET',
    '-e HOME*',
    '--userns=host',
    '--userns=container:x',
    '--secret x',
    '--conmon-pidfile=/home/u/.bashrc',
    '--pidfile=/home/u/x',
    '--cidfile=/home/u/x',
    '--log-opt path=/home/u/.bashrc',
  ])('%s in whatever spelling is given', (option) => {
    expect(findGivenRights(`${option}\n`, 'podman').map(({ verdict }) => verdict)).toEqual(['given']);
    expect(parseOptionFile(option).foreign).toHaveLength(1);
  });

  test.each([
    '-v cache:/scratch/cache',
    '--label-file=/etc/passwd',
    '--env-file=/etc/passwd',
    '--init-path=/x',
    '--annotation=run.oci.keep_original_groups=1',
    '--pod new:x',
    '--cgroup-parent=/',
    '--oom-score-adj=-1000',
    '--memory-swap=-1',
    '--hostuser=ann',
    '--bind /home',
    '--nobody-knows',
    '--group-add=',
    'ghcr.io/evil/image:1',
  ])('%s is not known here, and said so', (option) => {
    expect(findGivenRights(`${option}\n`, 'podman').map(({ verdict }) => verdict)).toEqual(['unknown']);
    expect(parseOptionFile(option)).toMatchObject({ words: [], foreign: [expect.anything()] });
  });

  test('letters of apptainer are others', () => {
    expect(asked('-B/:/h', 'apptainer')).toEqual([[1, '-B/:/h']]);
    expect(asked('-eC --nv -S /scratch\n', 'apptainer')).toEqual([]);
  });

  test('each option once, at the line of its name', () => {
    expect(asked('--rm --privileged\n--cap-drop=all\n--privileged --network\nhost\n')).toEqual([
      [1, '--privileged'],
      [3, '--network host'],
    ]);
  });
});
