import type { Base } from '../../model/render/base.ts';
import type { Runtime } from '../../model/answers/answers.ts';
import type { ImageFacts } from '../../model/rehearsal/container-image.ts';
import type { FinalImage } from '../../model/dockerfile/dockerfile-facts.ts';
import type { RehearsalProfile, RehearsalSubject } from '../../model/rehearsal/rehearsal.ts';

/** Where a subject is read from; what is absent is not known. */
export interface SubjectSources {
  readonly dockerfile?: FinalImage;
  /** The project's own base, where its answers name it; else the one that the Dockerfile is built on. */
  readonly base?: Base;
  readonly runtimes?: readonly Runtime[];
  /** What a person said; over all else. */
  readonly port?: number;
  /** Of the built image. */
  readonly image?: ImageFacts;
  readonly profile: RehearsalProfile;
}

/** What a rehearsal runs and what it expects of it: interactive where a port is known, by the surest source first. */
export function describeSubject(sources: SubjectSources): RehearsalSubject {
  const { base, dockerfile, image, profile } = sources;
  const port = sources.port ?? portOf(sources);
  const interactive =
    sources.port !== undefined ||
    (dockerfile?.kind ?? (image !== undefined && image.ports.length > 0 ? 'interactive' : (base?.kind ?? 'batch'))) ===
      'interactive';
  const runtimes: readonly Runtime[] = sources.runtimes ?? base?.runtimes ?? ['podman', 'apptainer', 'kubernetes'];
  const common = { runtimes, unsupportedRuntimes: base?.unsupportedRuntimes ?? {}, profile };
  if (!interactive || port === undefined) return { ...common, kind: 'batch' };
  const others = sources.port === undefined ? (image?.ports ?? []) : [];
  return { ...common, kind: 'interactive', port, ports: [...new Set([port, ...writtenPorts(sources), ...others])] };
}

/** Of TCP, of EXPOSE in the Dockerfile; none beside a port that a person named. */
function writtenPorts({ dockerfile, port }: SubjectSources): readonly number[] {
  return port === undefined
    ? (dockerfile?.ports ?? [])
        .filter(({ value }) => !/\/(?!tcp$)/i.test(value))
        .map(({ value }) => Number.parseInt(value, 10))
        .filter(Number.isInteger)
    : [];
}

function portOf(sources: SubjectSources): number | undefined {
  return writtenPorts(sources)[0] ?? sources.image?.ports[0] ?? sources.base?.port;
}
