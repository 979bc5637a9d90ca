import type { Runtime } from '../answers/answers.ts';
import type { ContainerFile, ImageContents } from './container-image.ts';
import type { Force, Source } from '../check/rule.ts';

/**
 * Who a container runs as, one for each way the TRE starts it. `root`: rootless podman maps the caller to root inside. `host-user`: apptainer keeps the caller's uid
 * and mounts the caller's home. `high-uid`: the GPU cluster's uid with a supplementary group. `image-user`: the image's own USER, as podman's `keep-id` gives it.
 */
export type IdentityName = 'image-user' | 'root' | 'host-user' | 'high-uid';
export type DataAccess = 'read-only' | 'read-write';

/** `writable` only where a base cannot start without it, and in the cell that observes what would be written. */
export type RootFileSystem = 'read-only' | 'writable';

/** What the rehearsal must know about a base to run it as the TRE does. Data of the catalogue. */
export interface RehearsalProfile {
  /** Variable that carries the session's password or token; the rehearsal sets it to a random one. */
  readonly credentialVariable?: string;
  /** Value of the header Authorization with which the server opens, with `{credential}` in it; absent: it cannot be shown by one. */
  readonly authorization?: string;
  /** Path of the base's own page where one logs in. */
  readonly loginPage?: string;
  /** Paths of the server that must not be served without the credential. */
  readonly protectedPaths: readonly string[];
  /** Writable memory mounts that the base needs where the root file system is read-only or the user is mapped. */
  readonly tmpfs: readonly string[];
  /** Capabilities, without `CAP_`, that the base's start needs; none for a base that runs as anybody. */
  readonly capabilities: readonly string[];
  /** Why the root file system stays writable for this base; absent: it is read-only. */
  readonly writableBecause?: string;
  /** Folders that the base's own start writes to in a writable layer. */
  readonly ownWrites: readonly string[];
}

/** What the generator knows of a project before anything is built. */
export interface RehearsalSubject {
  readonly kind: 'batch' | 'interactive';
  /** TCP port that the project names; interactive only. */
  readonly port?: number;
  /** All TCP ports that may be the server's; interactive only. */
  readonly ports?: readonly number[];
  /** Runtimes that the project is meant for, in its own order. */
  readonly runtimes: readonly Runtime[];
  /** Why the base cannot be run by a runtime, one sentence each. */
  readonly unsupportedRuntimes: Partial<Readonly<Record<Runtime, string>>>;
  readonly profile: RehearsalProfile;
}

/** One run of a rehearsal. */
export interface Cell {
  /** `<identity>:<data access>`, `writes` for the run that observes writes, `no-network` for the one without any network. */
  readonly id: string;
  readonly identity: IdentityName;
  readonly data: DataAccess;
  readonly rootFileSystem: RootFileSystem;
  /** `none`: the engine's own, without a sink that answers. Absent: watched. */
  readonly network?: 'none';
  /** Present when the cell is not run: why, one sentence. */
  readonly notApplicable?: string;
}

/** Which cells are run: those that the project's runtimes need, every one, or the named ones. */
export type CellSelection = 'quick' | 'all' | readonly string[];

/** Bounds of one run and of what it may leave. */
export interface RehearsalLimits {
  /** A batch job must have ended by then; seconds. */
  readonly batchSeconds: number;
  /** An interactive server must have answered by then; seconds. */
  readonly answerSeconds: number;
  /** From SIGTERM to the end; seconds. */
  readonly stopSeconds: number;
  /** Bytes. */
  readonly memory: number;
  readonly cpus: number;
  /** Bytes of one output file. */
  readonly fileSize: number;
  /** Rows of one output file. */
  readonly rows: number;
}

/** A name that was looked up, or an address that was connected to. */
export interface NetworkAttempt {
  /** Name, or address where no name was looked up. */
  readonly host: string;
  readonly port?: number;
}

/**
 * What watched the network of a run. `sink`: names and addresses; `image`: the same, by a program of an image that the project or somebody unknown
 * made, which may leave out what it likes; `names`: names only; `counts`: the kernel, which counts what had no route; `log`:
 * only what the program itself printed.
 */
export type NetworkObserver = 'sink' | 'image' | 'names' | 'counts' | 'log';

/** What a server said, and how it ended. */
export interface ServerObservation {
  /** Seconds until it answered; absent: it did not. */
  readonly answeredAfter?: number;
  /** It ended by itself before it had answered. */
  readonly endedEarly?: boolean;
  readonly port?: number;
  /** It answered, but only from inside its own container. */
  readonly loopbackOnly?: boolean;
  /** A port that takes connections and speaks no HTTP. */
  readonly noHttp?: number;
  /** What was answered, one line: `302 to /login`. */
  readonly answer?: string;
  /** `unknown` where nothing could ask. */
  readonly asksForCredential: 'yes' | 'no' | 'unknown';
  /** A path that was served without a credential, and what opened it that is none: a wrong one, an empty one, cookies of a refusal. */
  readonly open?: string;
  readonly openedBy?: string;
  /** How many paths were asked for without a credential; none of them was served unless `open` names one. */
  readonly asked?: number;
  /** A path that was refused without the credential and served with it. */
  readonly opens?: string;
  /** The base's own page where one logs in, to which it led. */
  readonly ownLogin?: string;
  /** It refused (403), asked nowhere for a credential, and none was seen to open anything. */
  readonly asksNobody?: true;
  /** A path whose page, which the credential opens, an answer to somebody without it carries in good part. */
  readonly carries?: string;
  /** Where, and why, nobody can tell what a refusal shows to a person: `/: it is encoded (gzip)`. */
  readonly veiled?: string;
  /** What was answered without the credential to another request than GET, which is refused: `POST /api: 200`. */
  readonly otherwise?: string;
  /** TCP ports that it listened on, not on loopback alone, and that nobody asked, since EXPOSE does not name them. */
  readonly otherPorts?: readonly number[];
  /** Seconds from SIGTERM to the end; absent: it had to be killed. */
  readonly stoppedAfter?: number;
}

/** What a container said to itself over the loopback interface, as the kernel counts it. */
export interface LoopbackCounts {
  /** Connections and packets to a port on which nothing listened. */
  readonly refused: number;
  /** Connections that something took. */
  readonly taken: number;
}

/** What was seen of one run. Nothing in it is a judgement. */
export interface Observation {
  /** The engine's own words when the container could not be started. */
  readonly startError?: string;
  readonly exitCode?: number;
  readonly seconds: number;
  readonly timedOut: boolean;
  readonly outOfMemory: boolean;
  /** The end of what it printed, at most 64 KiB. */
  readonly log: string;
  /** As `id` prints it inside; absent where the image has no `id`. */
  readonly user?: string;
  readonly network: NetworkObserver;
  readonly attempts: readonly NetworkAttempt[];
  /** Packets and connections that had no route; only where the kernel counted them. */
  readonly unrouted?: number;
  /** What it asked of itself in vain, with whom its output names; absent: nothing, or nobody counted. */
  readonly loopback?: LoopbackCounts & { readonly named: readonly string[] };
  /** Attempts over IPv6 would not have been seen. */
  readonly blindToIpv6?: true;
  /** It ran only where its own host name leads to itself, which docker's own `none` does not have. */
  readonly needsOwnName?: true;
  /** Options of the project that this machine may not set. */
  readonly notApplied?: readonly string[];
  /** Absolute paths changed outside the mounts; absent where the root file system was read-only. */
  readonly writes?: readonly string[];
  /** Absolute paths of the data that it changed where it might; absent: none. */
  readonly changedData?: readonly string[];
  /** Absolute paths that it left where the folders are the host's own under apptainer; absent: none, or it was run otherwise. */
  readonly leftOnHost?: readonly string[];
  /** Absolute paths that it left on /scratch, which is emptied, the first of them; absent: none. */
  readonly leftOnScratch?: readonly string[];
  /** Outputs that are a file of the data as it is, each with that file; absent: none, or nobody looked. */
  readonly copiedData?: readonly string[];
  /** Names of processes that it left running when it ended; absent where nothing looked. */
  readonly outlived?: readonly string[];
  /** Files of the data that were opened while it ran, also by runs beside it; absent where that could not be seen, or there were none. */
  readonly dataRead?: readonly string[];
  /** Names of variables and places of mounts that this machine's engine gave it beside all that was asked for; absent: none. */
  readonly fromMachine?: readonly string[];
  /** What ended with an error within it while it went on and ended with 0, in our words; absent: nothing was seen. */
  readonly failedWithin?: readonly string[];
  /** The beginning of its output was not kept, and nobody looked at it. */
  readonly unreadOutput?: true;
  /** Files below `/safe_outputs`. */
  readonly outputs: readonly ContainerFile[];
  readonly server?: ServerObservation;
}

/** A requirement that only a run can prove. */
export type RunRequirementName =
  | 'directories-exist'
  | 'directories-empty'
  | 'any-identity'
  | 'writes-to-mounts'
  | 'no-network'
  | 'starts-by-itself'
  | 'no-interaction'
  | 'ends-with-success'
  | 'leaves-output'
  | 'port-answers'
  | 'asks-for-credential'
  | 'stops-when-told'
  | 'fits-limits';

export interface RunRequirement {
  /** One line, as a requirement. */
  readonly summary: string;
  readonly force: Force;
  readonly source: Source;
}

/** One requirement that a run broke, in words that say what to change. */
export interface RunFinding {
  readonly requirement: RunRequirementName;
  /** A `warning` is worth a look and does not fail the rehearsal. */
  readonly level: 'failure' | 'warning';
  /** What happened, naming what was seen. */
  readonly message: string;
  /** What to change. */
  readonly fix: string;
}

export type CellVerdict = 'pass' | 'fail' | 'notApplicable' | 'unknown';

/** One cell with what was seen and concluded. */
export interface CellResult {
  readonly cell: Cell;
  readonly verdict: CellVerdict;
  readonly observation?: Observation;
  readonly findings: readonly RunFinding[];
}

/** Everything that a judgement of one run rests on. */
export interface CellCase {
  readonly cell: Cell;
  readonly subject: RehearsalSubject;
  readonly limits: RehearsalLimits;
  readonly contents: ImageContents;
  /** WORKDIR of the image. */
  readonly workingDirectory?: string;
  /** Paths of the rehearsal's data that no run got, relative to /safe_data, with what they are. */
  readonly leftOut?: readonly { readonly path: string; readonly is: string }[];
  /** The image starts its program itself, without a shell between. */
  readonly isExecForm?: boolean;
  /** Only EXPOSE says that it is a server. */
  readonly isExposedOnly?: boolean;
  readonly observation: Observation;
}
