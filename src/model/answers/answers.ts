/** The bases of the product. */
export const baseNames = ['python', 'pytorch', 'rocker', 'jupyter', 'rapids', 'r', 'julia'] as const;
export type BaseName = (typeof baseNames)[number];

/** How the TRE runs a container (`ces-run podman|apptainer|k8s`). */
export type Runtime = 'podman' | 'apptainer' | 'kubernetes';

/** Where the project's pipeline runs. */
export type CiSystem = 'github' | 'gitlab' | 'none';

/** One Hugging Face model that the container loads offline. */
export interface ModelAnswer {
  /** Repository id, `owner/name`. */
  readonly id: string;
  /** A 40-hex commit, or a branch or tag that the fetch script resolves to one. */
  readonly revision: string;
  /** `image` bakes the model in at build; otherwise a folder relative to `/safe_data`. */
  readonly target?: string;
}

/**
 * What a person decides about a project: the public contract of answers files, `.yo-rc.json` and
 * `schema/answers.schema.json`. Every key has one question in `catalog/questions.ts`.
 */
export interface Answers {
  /** Image and project name: lower-case letters, digits and single hyphens. */
  readonly name: string;
  /** One line. */
  readonly description: string;
  readonly base: BaseName;
  /** Full base image reference, `registry/repository:tag[@sha256:...]`. */
  readonly image: string;
  /** Safe Haven project id, e.g. `nsh-2024-001`. */
  readonly project: string;
  /** Where the image is pushed, without the image name, e.g. `ghcr.io/lung-study`. */
  readonly registry: string;
  /** Language packages, as the base's own package tool writes them. */
  readonly packages: readonly string[];
  /** Quarto documents that the container renders, as paths below `src/`. */
  readonly documents: readonly string[];
  /** Version of Quarto, with `@sha256:` and the checksum of its archive unless the catalogue knows it; absent without documents. */
  readonly quarto?: string;
  /** Debian package names. */
  readonly systemPackages: readonly string[];
  readonly models: readonly ModelAnswer[];
  /** Whether the offline loader stays where no model is left: a program imports it. */
  readonly offlineLoader: boolean;
  /** Licence files, relative to the project, that are copied in at build. */
  readonly licences: readonly string[];
  readonly gpu: boolean;
  readonly runtimes: readonly Runtime[];
  /** TCP port of an interactive base; absent for batch. */
  readonly port?: number;
  readonly ci: CiSystem;
  /** Whether the pipeline rehearses the image that it built before it publishes it. */
  readonly rehearse: boolean;
  /** Whether the project has hooks that check before each commit. */
  readonly preCommit: boolean;
  /** Who answers for the image; empty when nobody was named. */
  readonly contact: string;
  /** Host (and port) of the TRE's pull-through proxy that Kubernetes jobs name in `image:`. */
  readonly imageProxy: string;
  /** Where the pipeline and the hooks get this program: a registry's name, `git+https://...#commit`, or a tarball's `https://...#sha512-...`. */
  readonly generator: string;
  /** Whether the project's pipeline looks for a newer template every month. */
  readonly upgradeCheck: boolean;
}

/** A key of {@link Answers}. */
export type AnswerKey = keyof Answers;

/** Every key, in the order of the questions: a help text has them without loading the questions. */
export const answerKeys: readonly AnswerKey[] = [
  'base',
  'name',
  'description',
  'project',
  'registry',
  'packages',
  'models',
  'offlineLoader',
  'image',
  'documents',
  'quarto',
  'systemPackages',
  'licences',
  'gpu',
  'runtimes',
  'port',
  'imageProxy',
  'ci',
  'generator',
  'rehearse',
  'upgradeCheck',
  'preCommit',
  'contact',
];

/** Answers as somebody gave them: any subset, nothing trusted yet. */
export type AnswersInput = Readonly<Record<string, unknown>>;
