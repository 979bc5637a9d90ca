import type { ContainerFile, ImageFacts } from './container-image.ts';
import type {
  DataAccess,
  LoopbackCounts,
  NetworkAttempt,
  NetworkObserver,
  RehearsalLimits,
  RootFileSystem,
} from './rehearsal.ts';

/** A limit that an engine may be unable to set: it needs control groups that this user may use. */
export type LimitName = 'memory' | 'cpus' | 'pids';

/** What an engine says of itself. */
export interface EngineFacts {
  readonly name: 'docker' | 'podman';
  readonly version: string;
  readonly rootless: boolean;
  /** Highest uid that a container of this engine can have: a rootless engine maps few. */
  readonly highestId: number;
  /** Limits that it can set on a container here. */
  readonly enforces: readonly LimitName[];
  /** What the machine (or the engine's virtual machine) has; bytes. */
  readonly memory: number;
  readonly cpus: number;
  /** Its own list of system calls that a container may make, where it says. */
  readonly seccompProfile?: string;
  /** It copies the whole image for each container: podman's driver vfs, which it takes where it was told no other and has no helper. */
  readonly copiesImages?: true;
}

/** Programs that can build an image for an engine. `docker` needs buildx, else it is `docker-classic`, which knows no `COPY --chmod`. */
export type BuilderName = 'docker' | 'docker-classic' | 'podman' | 'buildah';

export interface BuildRequest {
  /** Absolute path of the build context. */
  readonly directory: string;
  /** Path of the Dockerfile in it. */
  readonly dockerfile: string;
  readonly tag: string;
  readonly builder: BuilderName;
  /** Passed to the builder as they are. */
  readonly options: readonly string[];
}

/** Whose Perl may watch the network of a run where this machine's own cannot. */
export interface Watchers {
  /** Images of the project, best first. */
  readonly images: readonly string[];
  /** Repositories whose publisher is known, with their registry: an image of theirs is believed, any other proves nothing. */
  readonly knownRepositories: readonly string[];
}

/** How a process inside is identified and what it finds around it. */
export interface CellRequest {
  readonly image: string;
  /** Names of the variables that the image sets itself. */
  readonly imageVariables?: readonly string[];
  /** Paths of the image's VOLUME. */
  readonly volumes: readonly string[];
  /** Words for the engine beside all that follows: what the project's own options say. */
  readonly options: readonly string[];
  readonly network: 'watched' | 'none';
  readonly watchers: Watchers;
  /** A host name that leads to the container itself; absent: as the engine has it. */
  readonly ownName?: string;
  /** Over the image's ENTRYPOINT. */
  readonly entrypoint?: string;
  /** Over the image's WORKDIR. */
  readonly workingDirectory?: string;
  /** Whether /etc/passwd and /etc/group have an entry for `user`, as apptainer makes one. */
  readonly hasAccount: boolean;
  /** `uid:gid`; absent: the image's USER. */
  readonly user?: string;
  readonly groups: readonly number[];
  /** Path of a home directory that is mounted over the image's; one of `hostFolders`. */
  readonly home?: string;
  /** Empty folders of its own that are mounted over the image's, and looked through at the end: what stays on the host under apptainer. */
  readonly hostFolders: readonly string[];
  readonly data: DataAccess;
  readonly rootFileSystem: RootFileSystem;
  readonly tmpfs: readonly string[];
  readonly capabilities: readonly string[];
  /** New namespaces are refused, of users and networks too, as the RuntimeDefault profile of Kubernetes has it. */
  readonly refusesNamespaces: boolean;
  readonly environment: Readonly<Record<string, string>>;
  readonly arguments: readonly string[];
  readonly limits: RehearsalLimits;
  /** Absolute path of the folder whose content is put into `/safe_data`; absent: it is empty. */
  readonly dataFolder?: string;
}

/** An answer over HTTP from inside the container's network. */
export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The first 64 KiB, or 16 where much was asked for at once. */
  readonly body: string;
  /** There may be more of it: it is longer, or came too late. */
  readonly isCut?: true;
}

/** What is asked of a server from inside the container's network. */
export interface HttpRequest {
  /** From loopback, or, where that can be had, from another address, of IPv4 or of IPv6. */
  readonly from: 'outside' | 'outside6' | 'loopback';
  readonly port: number;
  readonly paths: readonly string[];
  /** Value of the header of that name. */
  readonly authorization?: string;
  /** Cookies that are sent back: `a=1; b=2`. */
  readonly cookie?: string;
  /** What a form sends, as `application/x-www-form-urlencoded`: it is asked by POST then. */
  readonly form?: string;
  /** Else by GET. */
  readonly manner?: 'GET' | 'POST' | 'websocket';
}

/** First line of an output that was not read as a whole. */
export const cutOff = '(tre-container: not all of this output was read)';

/** One container under test with its own `/safe_data`, `/safe_outputs`, `/scratch` and network. */
export interface CellContainer {
  /** What watched, to the end and everything; known once its attempts have been read. */
  network(): NetworkObserver;
  /** Whether attempts over IPv6 stay unseen. */
  readonly isBlindToIpv6: boolean;
  /** The engine's words when it could not be started, else nothing. `isTelling`: which lines of its output {@link log} gives, wherever they stand. */
  start(isTelling?: (line: string) => boolean): Promise<string | undefined>;
  /** Waits for its end; `false` when the seconds are over first. */
  waitForEnd(seconds: number): Promise<boolean>;
  state(): Promise<{
    readonly running: boolean;
    readonly exitCode: number;
    readonly seconds: number;
    readonly outOfMemory: boolean;
  }>;
  /**
   * Answers for each path: nothing when nobody listens, or when there was no time for it; `no HTTP` when somebody does who answers otherwise or not
   * at all.
   */
  ask(request: HttpRequest): Promise<readonly (HttpAnswer | 'no HTTP' | undefined)[]>;
  /** TCP ports that something of it listens on now, not on loopback alone; nothing where that cannot be read. */
  listening(): Promise<readonly number[] | undefined>;
  /** Whether {@link ask} can ask at all. */
  readonly canAsk: boolean;
  signal(name: 'TERM' | 'KILL'): Promise<void>;
  /** Once it has ended: the last 64 KiB of its output; before them those lines of all the rest that tell something, each with some that follow, and {@link cutOff} where not all of it was read. */
  log(): Promise<string>;
  /** Once it has ended. */
  attempts(): Promise<readonly NetworkAttempt[]>;
  /** How often the kernel had no route for it; nothing where that was not counted. */
  unrouted(): number | undefined;
  /** What it said to itself; nothing where that was not counted. */
  loopback(): LoopbackCounts | undefined;
  /** Absolute paths that were added, changed or removed in its own layer. */
  changes(): Promise<readonly string[]>;
  /** Absolute paths below `/safe_data` that were opened until now, the first of them; nothing where that could not be seen, or there are no files. Asked once, before others read there. */
  dataRead(): Promise<readonly string[] | undefined>;
  /** Absolute paths below `/safe_data` that came, went or changed, or the folder itself where nobody can tell; empty where it may only be read. */
  changedData(): Promise<readonly string[]>;
  outputs(): Promise<readonly ContainerFile[]>;
  /** Files below `/safe_outputs` that are a file of the data as it is, each with that file; empty where the data may only be read: there nobody looked. */
  copiedData(): Promise<readonly string[]>;
  /** Absolute paths that it left below `/scratch`, or the folder itself where that cannot be listed. */
  leftOnScratch(): Promise<readonly string[]>;
  /** Absolute paths that it left below the `hostFolders` of its request, or the folder itself where that cannot be listed. */
  leftOnHost(): Promise<readonly string[]>;
  /** Names of variables, and places of mounts, that neither the image nor the request names: this machine's engine gives them to every container. */
  given(): Promise<readonly string[]>;
  /** What `id` prints for the same identity, where the image has it. */
  user(): Promise<string | undefined>;
  remove(): Promise<void>;
}

/** An image that is looked at and not run: its VOLUMEs are neither judged nor known, so that one of an image that lies there refuses nobody else's. */
export type ImageWithoutLayers = Omit<ImageFacts, 'largestLayers' | 'builtWith' | 'steps' | 'volumes'>;

/** A container engine. Everything that it creates carries a label of this run and is removed by {@link ContainerEngine.dispose}. */
export interface ContainerEngine {
  readonly facts: EngineFacts;
  /** The best builder here, or the asked one. Throws UserError when there is none. */
  findBuilder(asked?: string): Promise<BuilderName>;
  /** Builds for linux/amd64. The end of the builder's output when it failed, else nothing. */
  build(request: BuildRequest, onLine: (line: string) => void): Promise<string | undefined>;
  /** Nothing when there is no such image here. */
  inspectImage(reference: string): Promise<ImageFacts | undefined>;
  /** For those who do not run it and need nothing of its layers, which cost a call of the engine. */
  inspectImage(reference: string, layers: 'without layers'): Promise<ImageWithoutLayers | undefined>;
  /** Files below absolute paths of an image that is not started; nothing for a path that does not exist. At most 20,000 each. */
  listFiles(
    image: string,
    paths: readonly string[],
  ): Promise<ReadonlyMap<string, readonly ContainerFile[] | undefined>>;
  /**
   * What an image that is not started has at these absolute paths, and at all below the folders: SHA-256 of a file's bytes, `link:` and that of where a
   * link leads. Nothing where that is too much to read; what is not there is left out, and so is a folder among `files`.
   */
  digestContents(
    image: string,
    places: { readonly files: readonly string[]; readonly folders: readonly string[] },
  ): Promise<ReadonlyMap<string, string> | undefined>;
  /** Removes an image that lost its name; false when something uses it. */
  removeImage(id: string, builder: BuilderName): Promise<boolean>;
  createCell(request: CellRequest): Promise<CellContainer>;
  /** The engine's words where it starts no container at all, of this image or another; nothing where one starts. */
  whyNothingStarts(image: string): Promise<string | undefined>;
  /** Random text for a password or token of one run. */
  newSecret(): string;
  /** Removes what runs of this user left that were killed. Says how many there were. */
  removeLeftovers(): Promise<number>;
  /** Removes what this run created. Says what could not be removed, one line each. */
  dispose(): Promise<readonly string[]>;
}
