import type { CellCase, RunFinding } from '../../model/rehearsal/rehearsal.ts';
import { explainEnd, lastWords } from './explain-end.ts';

/** What was wrong with an interactive server: it ended, it did not answer, it let anybody in, or it did not stop. */
export function explainServer(input: CellCase): readonly RunFinding[] {
  const { observation, subject, limits } = input;
  const { server } = observation;
  if (server === undefined || server.endedEarly === true) {
    const causes =
      observation.exitCode === 0
        ? []
        : explainEnd(input).filter(({ requirement }) => requirement !== 'ends-with-success');
    return [
      ...causes,
      {
        requirement: 'port-answers',
        level: 'failure',
        message: `the server ended with exit code ${observation.exitCode} before it answered${lastWords(observation.log)}`,
        fix:
          causes.length > 0
            ? 'mend the cause above'
            : 'start the container by hand with the same identity and read what it says',
      },
    ];
  }
  const findings: RunFinding[] = [];
  // Where nothing could ask, whether it answers is not known.
  if (server.answeredAfter === undefined && observation.network !== 'log') {
    findings.push({
      requirement: 'port-answers',
      level: 'failure',
      message:
        server.loopbackOnly === true
          ? `it answers on port ${subject.port} only to programs in its own container: it listens on 127.0.0.1`
          : `nothing answered on port ${subject.port} within ${limits.answerSeconds} s${lastWords(observation.log)}`,
      fix: 'let the server listen on all addresses (0.0.0.0) and on the port that EXPOSE names',
    });
  }
  if (server.asksForCredential === 'no') {
    findings.push({
      requirement: 'asks-for-credential',
      level: 'failure',
      message: `it serves ${server.open ?? '/'} to anybody who reaches port ${subject.port}, without password or token (${server.answer ?? 'no answer'})`,
      fix: `remove the option that switches the token off (such as --NotebookApp.token='' or DISABLE_AUTH) and hand ${subject.profile.credentialVariable ?? 'a password'} over in the env-file when the session starts`,
    });
  }
  if (server.stoppedAfter === undefined) {
    findings.push({
      requirement: 'stops-when-told',
      level: 'failure',
      message: `it went on for ${limits.stopSeconds} s after SIGTERM and had to be killed`,
      fix: 'use the exec form of CMD and ENTRYPOINT (["program", "argument"]), or `exec program` at the end of a start script, so that the signal reaches the server',
    });
  }
  return findings;
}
