/** A finding on a Dockerfile that nobody here wrote, and what a person who read the file says of it. */
export interface JudgedFinding {
  /** Start of the name in the corpus; versions are left out so that a newer module keeps the judgement. */
  readonly module: string;
  readonly path: string;
  /** 1-based; of the Dockerfile. */
  readonly line: number;
  readonly rule: string;
  /** Why the finding misleads; absent: it is right. */
  readonly wrong?: string;
}

const kics = 'github.com/Checkmarx/kics/v2';
const queries = 'assets/queries/dockerfile';
const buildkit = 'github.com/moby/buildkit';
const cases = 'frontend/dockerfile/parser/testfiles';
const moby = 'github.com/moby/moby/v2';
const kubeflow = 'github.com/kubeflow/training-operator';
const kubernetes = 'k8s.io/kubernetes';
const builder = 'github.com/openshift/imagebuilder';
const syft = 'github.com/anchore/syft';
const grype = 'github.com/anchore/grype';

const row = (module: string, path: string, line: number, rule: string, wrong?: string): JudgedFinding => ({
  module,
  path,
  line,
  rule,
  ...(wrong === undefined ? {} : { wrong }),
});

/**
 * Judged by hand on 2026-11-23, up to a few a rule, spread over projects, real ones first. Rules that fail on almost every
 * public Dockerfile (directories, TMP, digest) have few rows: there is little to misjudge.
 */
export const judgedFindings: readonly JudgedFinding[] = [
  row(kubeflow, 'examples/pytorch/elastic/echo/Dockerfile', 1, 'base-image-pinned'),
  row(kubeflow, 'examples/pytorch/elastic/echo/Dockerfile', 1, 'tre-directories-declared'),
  row(kubeflow, 'examples/pytorch/elastic/echo/Dockerfile', 5, 'copy-not-add'),
  row(kubeflow, 'examples/pytorch/cpu-demo/Dockerfile', 3, 'dependencies-pinned'),
  row(kubeflow, 'examples/pytorch/cpu-demo/Dockerfile', 3, 'package-lists-removed'),
  row(kubeflow, 'examples/xgboost/xgboost-dist/Dockerfile', 8, 'package-lists-removed'),
  row(kubeflow, 'examples/tensorflow/dist-mnist/Dockerfile.ppc64le', 15, 'platform-amd64'),
  row(kubeflow, 'sdk/python/kubeflow/trainer/Dockerfile', 2, 'offline-variables-set'),
  row(kubeflow, 'sdk/python/kubeflow/trainer/Dockerfile', 2, 'hf-home-under-safe-data'),
  row(kubeflow, 'sdk/python/kubeflow/storage_initializer/Dockerfile', 2, 'temp-on-scratch'),
  row(kubeflow, 'sdk/python/kubeflow/storage_initializer/Dockerfile', 2, 'non-root-user'),
  row(kubernetes, 'build/pause/Dockerfile', 19, 'no-fixed-uid'),
  row(kubernetes, 'test/images/nonroot/Dockerfile', 18, 'no-fixed-uid'),
  row(kubernetes, 'test/images/agnhost/Dockerfile', 83, 'no-fixed-uid'),
  row(kubernetes, 'test/images/agnhost/Dockerfile', 36, 'base-image-well-known'),
  row(
    kubernetes,
    'test/images/agnhost/Dockerfile_windows',
    84,
    'no-secrets',
    'the key is a test key, made to be public; no file says so, and a real key would be one too',
  ),
  row(kubernetes, 'test/images/agnhost/Dockerfile_windows', 94, 'copy-not-add'),
  row(kubernetes, 'test/images/node-perf/npb-ep/Dockerfile', 47, 'exec-form'),
  row(moby, 'Dockerfile', 295, 'copy-not-add'),
  row(moby, 'Dockerfile', 522, 'minimal-final-stage'),
  row(moby, 'contrib/syscall-test/Dockerfile', 6, 'minimal-final-stage'),
  row(moby, 'contrib/syscall-test/Dockerfile', 16, 'minimal-final-stage'),
  row(moby, 'daemon/libnetwork/cmd/ssd/Dockerfile', 33, 'dependencies-pinned'),
  row(
    moby,
    'integration/build/testdata/Dockerfile.TestBuildPreserveOwnership',
    43,
    'executables-not-writable',
    'what is copied is no program; what an earlier stage made is not known before it is built',
  ),
  row(buildkit, `${cases}/cpuguy83-nagios/Dockerfile`, 8, 'no-secrets'),
  row(buildkit, `${cases}/cpuguy83-nagios/Dockerfile`, 19, 'minimal-final-stage'),
  row(buildkit, `${cases}/docker/Dockerfile`, 49, 'minimal-final-stage'),
  row(buildkit, `${cases}/mumble/Dockerfile`, 5, 'copy-not-add'),
  row(buildkit, `${cases}/mumble/Dockerfile`, 7, 'exec-form'),
  row(buildkit, `${cases}/weechat/Dockerfile`, 9, 'exec-form'),
  row(buildkit, `${cases}/kartar-entrypoint-oddities/Dockerfile`, 1, 'base-image-well-known'),
  row(buildkit, `${cases}/lk4d4-the-edge-case-generator/Dockerfile`, 32, 'exec-form'),
  row(builder, 'dockerfile/parser/testfiles/influxdb/Dockerfile', 6, 'grouped-run'),
  row(builder, 'dockerfile/parser/testfiles/heredoc/Dockerfile', 1, 'starts-without-interaction'),
  row(builder, 'dockerclient/testdata/add/Dockerfile', 4, 'copy-not-add'),
  row(builder, 'dockerclient/testdata/add/Dockerfile.addslash', 1, 'base-image-well-known'),
  row(builder, 'dockerclient/testdata/copychown/Dockerfile', 2, 'executables-not-writable'),
  row(builder, 'dockerclient/testdata/multistage/Dockerfile.heading-arg', 14, 'minimal-final-stage'),
  row(builder, 'dockerclient/testdata/multistage/Dockerfile.ref', 3, 'base-image-pinned'),
  row(buildkit, `${cases}/kartar-entrypoint-oddities/Dockerfile`, 4, 'package-lists-removed'),
  row(kics, `${queries}/update_instruction_alone/test/positive7.dockerfile`, 2, 'package-lists-removed'),
  row(syft, 'syft/file/cataloger/executable/testdata/shared-info/Dockerfile', 8, 'minimal-final-stage'),
  row(syft, 'test/cli/testdata/attestation/Dockerfile.ctfe_init', 7, 'nothing-in-home'),
  row(syft, 'internal/os/testdata/rhel_content_manifests/Dockerfile', 4, 'nothing-in-home'),
  row(syft, 'cmd/syft/internal/test/integration/testdata/image-suse-all-layers/Dockerfile', 5, 'base-image-well-known'),
  row(kics, 'Dockerfile', 24, 'no-data-files'),
  row(kics, 'docker/Dockerfile.alpine', 33, 'no-fixed-uid'),
  row(kics, 'docker/Dockerfile.alpine', 37, 'executables-not-writable'),
  row(kics, `${queries}/missing_flag_from_dnf_install/test/positive4.dockerfile`, 12, 'no-secrets'),
  row(kics, `${queries}/apt_get_install_lists_were_not_deleted/test/positive1.dockerfile`, 13, 'grouped-run'),
  row(kics, `${queries}/update_instruction_alone/test/negative11.dockerfile`, 3, 'grouped-run'),
  row(kics, `${queries}/npm_install_without_pinned_version/test/negative1.dockerfile`, 3, 'grouped-run'),
  row(
    kics,
    `${queries}/apt_get_missing_flags_to_avoid_manual_input/test/positive8.dockerfile`,
    4,
    'package-lists-removed',
  ),
  row(kics, `${queries}/zypper_install_without_version/test/positive1.dockerfile`, 3, 'package-lists-removed'),
  row(kics, `${queries}/not_using_json_in_cmd_and_entrypoint_arguments/test/positive1.dockerfile`, 10, 'exec-form'),
  row(kics, `${queries}/run_command_cd_instead_of_workdir/test/negative1.dockerfile`, 5, 'outputs-in-safe-directories'),
  row(kics, `${queries}/multiple_cmd_instructions_listed/test/negative1.dockerfile`, 11, 'nothing-in-home'),
  row(kics, `${queries}/pip_install_keeping_cached_packages/test/negative1.dockerfile`, 3, 'dependencies-pinned'),
  row(kics, `${queries}/using_platform_with_from/test/negative1.dockerfile`, 6, 'base-image-qualified'),
  row(kics, `${queries}/yum_clean_all_missing/test/positive2.dockerfile`, 11, 'starts-without-interaction'),
  row(kics, `${queries}/last_user_is_root/test/positive1.dockerfile`, 1, 'starts-without-interaction'),
];

/** Findings that were judged wrong and led to a better rule: they must not come back. */
export const mendedFindings: readonly JudgedFinding[] = [
  row(
    grype,
    'Dockerfile',
    10,
    'no-data-files',
    'ENTRYPOINT starts /grype, so "grype" is the program; the folder of that name is its source and not copied',
  ),
];
