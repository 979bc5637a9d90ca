import type { Finding } from '../../../model/check/rule.ts';
import type { DockerfileFacts, FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';
import { editDistance } from '../../../shared/edit-distance.ts';
import { mustSucceed } from '../image/must-succeed.ts';
import { wordsAfter } from './misspelt-words.ts';

/** Long options, of the programs' own `--help` and manual (pip 23.2, shadow of Debian 12, apt 2.6), and a few of other versions from memory, which only let more pass. A program stops at any other. */
const options: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    'pip install':
      'abi break-system-packages cache-dir cert check-build-dependencies client-cert compile config-settings constraint debug disable-pip-version-check dry-run editable exists-action extra-index-url find-links force-reinstall global-option group help ignore-installed ignore-requires-python implementation index-url isolated keyring-provider log no-binary no-build-isolation no-cache-dir no-clean no-color no-compile no-deps no-index no-input no-python-version-warning no-use-pep517 no-warn-conflicts no-warn-script-location only-binary platform pre prefer-binary prefix progress-bar proxy python python-version quiet report require-hashes require-virtualenv requirement retries root root-user-action src target timeout trusted-host upgrade upgrade-strategy use-deprecated use-feature use-pep517 user verbose version',
    useradd:
      'add-subids-for-system badname badnames base-dir btrfs-subvolume-home comment create-home defaults expiredate gid groups help home-dir inactive key no-create-home no-log-init no-user-group non-unique password prefix root selinux-user selinux-range shell skel system uid user-group',
    groupadd: 'force gid help key non-unique password prefix root system users',
    usermod:
      'add-subgids add-subuids append badname badnames comment del-subgids del-subuids expiredate gid groups help home inactive lock login move-home non-unique password prefix remove root selinux-user selinux-range shell uid unlock',
    'apt-get install':
      'allow-change-held-packages allow-downgrades allow-insecure-repositories allow-releaseinfo-change allow-remove-essential allow-unauthenticated arch-only assume-no assume-yes auto-remove autoremove config-file default-release download-only dry-run fix-broken fix-missing force-yes help ignore-hold ignore-missing install-recommends install-suggests just-print mark-auto no-act no-download no-install-recommends no-install-suggests no-remove no-upgrade only-upgrade option print-uris purge quiet recon reinstall show-progress simulate solver target-release trivial-only verbose-versions version with-new-pkgs yes',
  }).map(([program, names]) => [program, names.split(' ')] as const),
);

/** Long options of a RUN that are nearly one of those that its program knows, no beginning of one, and none of them: the build stops there. */
export function findMisspeltOptions(image: FinalImage, { path }: DockerfileFacts): readonly Finding[] {
  return image.instructions.flatMap((instruction) =>
    !mustSucceed(instruction)
      ? []
      : instruction.commands.flatMap(({ program, words, line }): readonly Finding[] => {
          const [verb = ''] = wordsAfter(program, words).filter((each) => !each.startsWith('-'));
          const names = options.get(program) ?? options.get(`${program} ${verb}`);
          if (names === undefined) return [];
          return words.flatMap((word) => {
            const name = /^--([a-z][a-z\d-]{3,40})(?:=|$)/.exec(word)?.[1];
            if (name === undefined || names.some((each) => each.startsWith(name))) return [];
            const near = names.find((each) => editDistance(name, each) <= (each.length > 7 ? 2 : 1));
            if (near === undefined) return [];
            return [
              {
                message: `${program} knows no option --${name}: the image does not build`,
                location: { file: path, line },
                fix: `did you mean --${near}?`,
              },
            ];
          });
        }),
  );
}
