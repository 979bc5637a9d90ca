import type { Answers } from '../answers/answers.ts';
import type { Base } from './base.ts';
import type { LanguageName } from './language.ts';
import type { OfflineView } from './offline-variable.ts';
import type { PipelineView } from './view-pipeline.ts';

/** The base image as the Dockerfile needs it. */
export interface ImageView {
  /** As answered: registry, repository, tag and, where known, digest. */
  readonly reference: string;
  readonly pinned: boolean;
  /** Its Python is marked as externally managed (PEP 668): pip must be told that the image is ours. */
  readonly externallyManaged: boolean;
  /** Day of the CRAN snapshot that stands in for `latest`, ISO 8601. */
  readonly cranDate: string;
}

/** A licence file: path in the project and path in the image. */
export interface LicenceView {
  readonly source: string;
  readonly target: string;
}

/** One model that the project loads. */
export interface ModelView {
  /** Name in `models/models.json`, unique in the project. */
  readonly name: string;
  /** Hugging Face repository, `owner/name`. */
  readonly repository: string;
  readonly revision: string;
  /** Folder below `/safe_data`, or `image`. */
  readonly target: string;
  /** Folder in the container. */
  readonly place: string;
  /** Family of the library that loads it, guessed from who publishes it. */
  readonly loader: string;
  /** Another model follows. */
  readonly more: boolean;
}

/** Packages that a script of the project installs, by how they are named; all empty where a tool reads their list. */
export interface ListedPackagesView {
  /** In the version of the day, or whatever the registry has. */
  readonly names: readonly string[];
  /** In one version. */
  readonly versions: readonly { readonly name: string; readonly version: string }[];
  /** On GitHub, at a commit of 40 hexadecimal digits. */
  readonly repositories: readonly { readonly repository: string; readonly address: string; readonly commit: string }[];
  /** Some have a version or a commit of their own. */
  readonly hasOthers: boolean;
  /** Some come from the language's second index. */
  readonly needsSecond: boolean;
  /** The address of that index as of a day. */
  readonly second: string;
  /** The project's lock, which names all packages; empty without one. */
  readonly lock: string;
  readonly hasLock: boolean;
  /** The lock, and the file that belongs to it. */
  readonly lockFiles: readonly string[];
  /** Some are listed, and what they need in turn is not. */
  readonly isOpen: boolean;
}

/** Documents that the container renders, and the release of Quarto that does it; empty texts without documents. */
export interface DocumentsView {
  /** Below `src/`. */
  readonly paths: readonly string[];
  readonly version: string;
  /** Of its archive: 64 hexadecimal digits. */
  readonly sha256: string;
  /** Where the archive is fetched from. */
  readonly address: string;
}

/** What a Kubernetes job of the GPU service needs. */
export interface JobView {
  readonly namespace: string;
  readonly queue: string;
  /** `metadata.generateName`, with its closing hyphen. */
  readonly generateName: string;
  /** The project's group, in the form without the safe haven's name. */
  readonly group: string;
  /** The image as cluster nodes pull it; its tag `TAG` is replaced. */
  readonly image: string;
  /** The registry of the image, where it is not the one that the documented proxy is for: nobody knows whether that hands it on. Empty where nothing is unsure. */
  readonly unproxied: string;
  /** Claim of the project's data. */
  readonly dataClaim: string;
  /** Claim of one user's outputs; its end `USER` is replaced. */
  readonly outputsClaim: string;
}

/** How the container is started and what the TRE's commands are told. */
export interface RunView {
  /** Where the image is pushed: registry, path and name, without tag. */
  readonly image: string;
  /** TCP port inside and outside; 0 for batch. */
  readonly port: number;
  readonly podman: boolean;
  readonly apptainer: boolean;
  readonly kubernetes: boolean;
  /** Some runtime is started by ces-run: all but the cluster. */
  readonly withCes: boolean;
  /** First runtime of the answers, as ces-run spells it. */
  readonly defaultRuntime: string;
  readonly job: JobView;
}

/**
 * What templates see: every decision made, every value in the shape it is printed in.
 * Built by `engine/render/build-view.ts`; templates neither call nor compare.
 */
export interface View extends Readonly<Record<LanguageName, boolean>> {
  readonly answers: Answers;
  readonly base: Base;
  readonly image: ImageView;
  readonly batch: boolean;
  /** The session is RStudio. */
  readonly rstudio: boolean;
  /** What runs a program of the language, and so starts a batch job. */
  readonly interpreter: string;
  /** Name of a batch job's program in `src/`. */
  readonly starter: string;
  /** Name of the file that loads models offline, where the project has it; empty where there is none for the language. */
  readonly loaderFile: string;
  /** The session is JupyterLab. */
  readonly notebook: boolean;
  /** The base is a Jupyter Docker Stack, with its own start scripts. */
  readonly stacks: boolean;
  /** The starter program computes with torch. */
  readonly usesTorch: boolean;
  /** It reads with pandas, which the project lists. */
  readonly usesPandas: boolean;
  /** It reads with Python's own csv. */
  readonly readsCsv: boolean;
  /** It writes with Python's own csv. */
  readonly writesCsv: boolean;
  /** It computes with Python alone. */
  readonly plainPython: boolean;
  /** It names types of a library that it imports late. */
  readonly typesOnly: boolean;
  /** Open OnDemand's batch app can run it. */
  readonly onDemand: boolean;
  /** The project has a pipeline that builds and pushes. */
  readonly hasPipeline: boolean;
  readonly hasContact: boolean;
  /** Language packages, as asked for and as the models need. */
  readonly packages: readonly string[];
  readonly hasPackages: boolean;
  readonly listed: ListedPackagesView;
  /** PyTorch and its kin in the build without CUDA, which is installed first from an index of its own; empty where the base has or needs another. */
  readonly cpuTorch: readonly string[];
  readonly installsCpuTorch: boolean;
  readonly documents: DocumentsView;
  readonly hasDocuments: boolean;
  /** The program is one: no document is rendered in its place. */
  readonly hasProgram: boolean;
  readonly hasSystemPackages: boolean;
  readonly licences: readonly LicenceView[];
  readonly hasLicences: boolean;
  readonly models: readonly ModelView[];
  readonly hasModels: boolean;
  /** The project has the offline loader: for its models, or since a program imports it. */
  readonly hasLoader: boolean;
  /** Name of the first model; empty without models. */
  readonly firstModel: string;
  /** Some model is put into the image at build. */
  readonly bakesModels: boolean;
  /** Some model lies below `/safe_data`, where it must be brought. */
  readonly stagesModels: boolean;
  /** Those folders, relative to `/safe_data`. */
  readonly stagedTargets: readonly string[];
  /** Names of the models of the image. */
  readonly bakedModels: readonly string[];
  /** Image of the stage that fetches them. */
  readonly fetchImage: string;
  readonly offline: OfflineView;
  readonly run: RunView;
  readonly pipeline: PipelineView;
}
