/** Files of one folder that are looked at; whoever finds so many has not seen the rest. */
export const mostListedFiles = 20_000;

/** Characters of the names of those files, as a record has them: whoever finds more has not seen the rest. */
export const mostListedNames = 1_000_000;

/** How many characters a record needs for a name. */
export function lengthOfName({ path }: Pick<ContainerFile, 'path'>): number {
  return JSON.stringify(path).length;
}

/** Whether a list of files was cut: it has as many, as long names, or as many bytes as are looked at. */
export function isCutShort(files: readonly ContainerFile[]): boolean {
  return (
    files.length >= mostListedFiles ||
    files.reduce((sum, { size }) => sum + size, 0) > mostReadBytes ||
    files.reduce((sum, file) => sum + lengthOfName(file), 0) > mostListedNames
  );
}

/** Bytes of results that are read, by the sizes that files claim: a file of holes claims what no disk has. */
export const mostReadBytes = 10_000_000_000;

/** A file below a folder of a container. */
export interface ContainerFile {
  /** Relative to that folder. */
  readonly path: string;
  readonly type: 'file' | 'directory' | 'link' | 'other';
  /** Bytes. */
  readonly size: number;
  readonly uid: number;
  /** Permission bits. */
  readonly mode: number;
  /** Lines after the heading of a delimited text file, lines of a JSON lines file; absent where rows mean nothing. */
  readonly rows?: number;
}

/** What is in the image before it runs. */
export interface ImageContents {
  /** The three directories that the image lacks. */
  readonly missingDirectories: readonly string[];
  /** Files that the image has below the three directories, absolute: the mounts hide them. */
  readonly hiddenFiles: readonly string[];
  /** Home directories of the image with what a program could miss there: absolute paths and bytes, largest first. */
  readonly homeContents: readonly { readonly path: string; readonly size: number }[];
}

/** What an image has of the files that its build copied, and beside them; the first of each kind. */
export interface CopiedContents {
  /** How many files it has byte for byte. */
  readonly same: number;
  /** Files of the project that it has otherwise, or not, each with its place. */
  readonly differing: readonly string[];
  /** Files of the project that a RUN took away again. */
  readonly removed: readonly string[];
  /** Absolute paths of files beside those of the project, in folders that hold them. */
  readonly more: readonly string[];
  /** Files of the project that the build takes and of which nobody can tell where they lie. */
  readonly unplaced: readonly string[];
}

/** An image as the engine describes it. */
export interface ImageFacts {
  readonly reference: string;
  /** `sha256:…` of its configuration. */
  readonly id: string;
  /** `sha256:…` of its manifest, where it has been in a registry. */
  readonly digests: readonly string[];
  /** USER; empty for root. */
  readonly user: string;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly environment: readonly string[];
  /** LABEL, and what the build added. */
  readonly labels?: Readonly<Record<string, string>>;
  /** WORKDIR; empty: none. */
  readonly workingDirectory?: string;
  /** Paths of VOLUME. */
  readonly volumes?: readonly string[];
  /** ONBUILD: what a build from it does first. */
  readonly onBuild?: readonly string[];
  /** TCP ports of EXPOSE. */
  readonly ports: readonly number[];
  /** Ports of EXPOSE that are none of TCP, as they are written (`5353/udp`); absent: none. */
  readonly otherPorts?: readonly string[];
  /** STOPSIGNAL, where the image names one. */
  readonly stopSignal?: string;
  /** The steps of its history that had values of ARG, newest first, from these on: `|1 MAIN=gpu /bin/sh -c …`. */
  readonly builtWith?: readonly string[];
  /** How its history says that each step was made, newest first, the base's among them. */
  readonly steps?: readonly string[];
  /** `linux/amd64`. */
  readonly platform: string;
  /** Bytes. */
  readonly size: number;
  /** Three largest, largest first: bytes and the command that made it. */
  readonly largestLayers: readonly { readonly size: number; readonly madeBy: string }[];
}
