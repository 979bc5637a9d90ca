import type { Runtime } from '../answers/answers.ts';
import type { AtlasEntry } from '../atlas/atlas-entry.ts';
import type { DockerfileFacts } from '../dockerfile/dockerfile-facts.ts';
import type { Reach } from '../programs/reach.ts';
import type { PipelineFacts } from '../pipelines/pipeline-facts.ts';
import type { JobFacts, LibraryFact, ManifestFacts, RequirementFacts, SourceFacts } from './source-facts.ts';
import type { WaiverFacts } from '../check/waiver.ts';

/** Everything that rules may look at. Filled by `parse/project/project.ts`; computed once a project. */
export interface ProjectFacts {
  /** Every file that was found, sorted by path. */
  readonly files: readonly ProjectFile[];
  /** The same by path. */
  readonly byPath: ReadonlyMap<string, ProjectFile>;
  /** Why the list of files is not complete; absent when it is. */
  readonly incomplete?: string;
  /** Sorted by path. A Dockerfile that could not be read is here too, with `unread`. */
  readonly dockerfiles: readonly DockerfileFacts[];
  /** The project's other Dockerfiles, where some were named: nothing is judged of them, and what is said of the named ones rests on them too. Absent where there are none. */
  readonly beside?: readonly DockerfileFacts[];
  /** Path of the project from the root of its repository; absent at the root, or without one. */
  readonly folder?: string;
  /** The folder in the files that holds the project's own records, ending in a slash; absent at the root. */
  readonly home?: string;
  /** Folders of projects of their own, each with its closing slash, and files of theirs: what lies there is not this project's work. Absent where there are none. */
  readonly elsewhere?: readonly string[];
  /** How the project's own answers say that it is run; absent where it has none. */
  readonly runtimes?: readonly Runtime[];
  /** The Dockerfile that adopt read, where it is not as it was then. */
  readonly changedOriginal?: string;
  /** Continuous integration files of GitHub and GitLab. Those that no forge reads, in a folder of a repository, are `unread`. */
  readonly pipelines: readonly PipelineFacts[];
  /** Programs and scripts in the languages that rules understand. */
  readonly sources: readonly SourceFacts[];
  /** What the image of each Dockerfile reaches, by the path of the Dockerfile; absent for one that cannot be read or makes no image. */
  readonly reach: ReadonlyMap<string, Reach>;
  /** What libraries ask of a network; absent where no image runs a program, or nobody gave it. */
  readonly atlas?: readonly AtlasEntry[];
  /** Files that list packages to install. */
  readonly requirements: readonly RequirementFacts[];
  /** Libraries that the project installs or imports, by the name of their package (`sentence-transformers`), the first place of each in a file. */
  readonly libraries: readonly LibraryFact[];
  /** Kubernetes Job manifests. */
  readonly jobs: readonly JobFacts[];
  /** `models/models.json`, where there is one. */
  readonly manifest?: ManifestFacts;
  readonly waivers: WaiverFacts;
}

/** All Dockerfiles of the project, whichever are judged. */
export function allDockerfiles({
  dockerfiles,
  beside,
}: Pick<ProjectFacts, 'dockerfiles' | 'beside'>): readonly DockerfileFacts[] {
  return beside === undefined ? dockerfiles : [...dockerfiles, ...beside];
}

/** A file of the project as it was read. */
export interface ProjectFile {
  /** Relative to the project, `/` as separator. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  readonly executable: boolean;
  /** The text, of UTF-8 or Latin-1; absent when the file was not read (binary, too large, unreadable), with the reason in `unread`. */
  readonly text?: string;
  readonly unread?: string;
  /** Its bytes are no UTF-8, and were read as Latin-1. */
  readonly isLatin1?: true;
  /** What the first bytes of a file that was not read show: records, whatever it is called. */
  readonly content?: 'DICOM' | 'NIfTI' | 'SQLite' | 'Parquet' | 'Stata' | 'SPSS' | 'sequences';
  /** Of a symbolic link: what it leads to, as a path of the project where it stays inside, else as it is written. */
  readonly link?: string;
}
