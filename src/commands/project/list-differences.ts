import type { Runtime } from '../../model/answers/answers.ts';
import type { DockerfileFacts } from '../../model/dockerfile/dockerfile-facts.ts';
import { foreignFrontend } from '../../parse/dockerfile/foreign-frontend.ts';
import { describeUnseenSources } from '../../parse/dockerfile/unseen-sources.ts';
import type { JobStart } from '../../parse/manifests/job-start.ts';
import type { RunOptions } from '../../parse/manifests/run-files.ts';

/** Lines of a Dockerfile that are told one by one. */
const mostTold = 5;

/** What the TRE does otherwise than a rehearsal can, and what else keeps one from proving anything, in words that end a sentence. */
export function listDifferences(
  takesOwn: string | undefined,
  job: JobStart | undefined,
  options: Readonly<Record<Runtime, RunOptions>>,
  dockerfile: DockerfileFacts | undefined,
): readonly string[] {
  const frontend = foreignFrontend(dockerfile?.text ?? '');
  return [
    ...(frontend === undefined
      ? []
      : [`the Dockerfile is built by ${frontend}, which reads of the project what it likes: leave "# syntax" out`]),
    ...[...(dockerfile?.problems ?? []), ...(dockerfile?.otherReadings ?? [])]
      .slice(0, mostTold)
      .map(
        ({ line, what }) =>
          `what ${dockerfile?.path ?? 'the Dockerfile'}:${String(line)} has a builder take is not known: ${what}`,
      ),
    ...(dockerfile === undefined ? [] : describeUnseenSources(dockerfile).slice(0, mostTold)),
    ...(takesOwn === undefined ? [] : [takesOwn]),
    ...(job?.differences ?? []),
    ...[...options.podman.foreign, ...options.apptainer.foreign].map((each) => `the opt-files ask for ${each}`),
  ];
}
