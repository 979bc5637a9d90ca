import type { CellCase, RunFinding, ServerObservation } from '../../model/rehearsal/rehearsal.ts';
import { explainEnd, lastWords } from './explain-end.ts';

/** A program that ends by itself with success is a batch job whose image has EXPOSE, more often than a server that broke. */
function explainBatch({ subject }: CellCase): RunFinding {
  return {
    requirement: 'port-answers',
    level: 'failure',
    message: `it ended with exit code 0 and opened no port, and EXPOSE ${String(subject.port)} makes it a server`,
    fix: 'if it is a batch job, take EXPOSE out of the Dockerfile, or rehearse it with --batch; if it is a server, find out why it ends',
  };
}

/** It ended before it answered: why, as far as that is known. */
function explainEarlyEnd(input: CellCase): readonly RunFinding[] {
  const { observation } = input;
  if (observation.exitCode === 0 && input.isExposedOnly === true) return [explainBatch(input)];
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
          ? 'remove the cause above'
          : 'start the container by hand with the same identity and read what it says',
    },
  ];
}

function couldBeAsked({ network }: CellCase['observation']): boolean {
  return ['sink', 'image', 'names'].includes(network);
}

/** What nobody could ask it, or what it did not answer. Where nothing could ask, whether it answers is not known. */
function explainSilence({ observation, subject, limits }: CellCase, server: ServerObservation): readonly RunFinding[] {
  if (server.noHttp !== undefined && server.loopbackOnly !== true)
    return [
      {
        requirement: 'asks-for-credential',
        level: 'warning',
        message: `port ${server.noHttp} takes connections and speaks no HTTP, so that nothing here can tell whether it lets everybody in`,
        fix: 'see with its own client that it asks for a password or key (VNC, a database), or that its certificate and login work (HTTPS); --port names another port',
      },
    ];
  if (server.answeredAfter !== undefined || !couldBeAsked(observation)) return [];
  const ports = (subject.ports ?? [subject.port]).join(', ');
  return [
    {
      requirement: 'port-answers',
      level: 'failure',
      message:
        server.loopbackOnly === true
          ? `it answers on port ${ports} only to programs in its own container: it listens on 127.0.0.1`
          : `nothing answered on port ${ports} within ${limits.answerSeconds} s${lastWords(observation.log)}`,
      fix: 'let the server listen on all addresses (0.0.0.0) and on a port that EXPOSE names, or name it with --port',
    },
  ];
}

function whyUnknown({ carries, otherwise, asksNobody, veiled }: ServerObservation): string {
  if (carries !== undefined)
    return `an answer without the credential carries, in good part, the page of ${carries} that the credential opens, and a browser shows it to whoever asks`;
  if (veiled !== undefined)
    return `what its refusal shows to whoever asks cannot be told (${veiled}), and it may be the page itself`;
  if (otherwise !== undefined)
    return `it answers without the credential where something else than GET is sent (${otherwise})`;
  return asksNobody === true
    ? 'it refuses and asks nobody for a credential, as a server does of files that it may not read, and no credential was seen to open anything'
    : 'a path that nobody serves is not refused, and no credential was seen to open anything';
}

const falseKeyFix =
  'let the server compare what it is given with its password or token, and open for nothing else: not for another one, an empty one, or a cookie that it sets for everybody';

/** What was wrong with an interactive server: it ended, it did not answer, it let anybody in, or it did not stop. */
export function explainServer(input: CellCase): readonly RunFinding[] {
  const { observation, subject, limits } = input;
  const { server } = observation;
  if (server === undefined || server.endedEarly === true) return explainEarlyEnd(input);
  const findings: RunFinding[] = [...explainSilence(input, server)];
  if (server.asksForCredential === 'no') {
    findings.push({
      requirement: 'asks-for-credential',
      level: 'failure',
      message: `it serves ${server.open ?? '/'} to anybody who reaches port ${server.port ?? subject.port}${server.openedBy === undefined ? ', without password or token' : ` with ${server.openedBy}, which opens what is refused without it`} (${server.answer ?? 'no answer'})`,
      fix:
        server.openedBy !== undefined
          ? falseKeyFix
          : `remove the option that switches the token off (such as --NotebookApp.token='' or DISABLE_AUTH) and hand ${subject.profile.credentialVariable ?? 'a password'} over in the env-file when the session starts`,
    });
  }
  if (server.asksForCredential === 'unknown' && server.asked !== undefined) {
    findings.push({
      requirement: 'asks-for-credential',
      level: 'warning',
      message: `nothing shows that port ${server.port ?? subject.port} is locked as a whole (${server.answer ?? 'no clear answer'}): ${whyUnknown(server)}`,
      fix: 'let the server refuse whatever is asked for without the password (401, or a redirect to its login), in a short and plain answer, in every way of asking and not its first page alone; or see by hand that it does, and answer for it in the checklist',
    });
  }
  if (server.otherPorts !== undefined) {
    const others = server.otherPorts.join(', ');
    findings.push({
      requirement: 'asks-for-credential',
      level: 'warning',
      message: `it listens on port ${others} too, which EXPOSE does not name: whether it lets everybody in there was not looked at`,
      fix: `let it listen there on 127.0.0.1 only, or write EXPOSE ${server.otherPorts.join(' ')} into the Dockerfile, and the rehearsal asks there as well`,
    });
  }
  // Where nobody could ask, it may have been told to end before it had begun: the runs in which it answered show how it ends.
  if (server.stoppedAfter === undefined && couldBeAsked(observation)) {
    findings.push({
      requirement: 'stops-when-told',
      level: 'failure',
      message: `it went on for ${limits.stopSeconds} s after SIGTERM and had to be killed`,
      fix:
        input.isExecForm === true
          ? 'the first process of a container gets no default handling of signals: give the server a handler for SIGTERM that ends it, or start it by tini (ENTRYPOINT ["tini", "--", "program"])'
          : 'use the exec form of CMD and ENTRYPOINT (["program", "argument"]), or `exec program` at the end of a start script, so that the signal reaches the server',
    });
  }
  return findings;
}
