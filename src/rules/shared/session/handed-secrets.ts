import type { Finding, Verdict } from '../../../model/check/rule.ts';
import { judge, notApplicable } from '../../../model/check/verdicts.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import { parseArgumentFile } from '../../../parse/manifests/option-words.ts';
import { isSecretName } from '../../../parse/text/secret-name.ts';
import { isLeftOut } from '../files/brought-before.ts';
import { givesSecret } from '../secrets/given-secrets.ts';
import { findSecret } from '../secrets/secrets.ts';

const fix =
  'take it out of the file, which goes wherever the repository goes, and change it where it is used; write it there where the container is started, or read it from a file of /safe_data';
/** A variable that a line gives a value: of an env-file, or of `--env` in an opt-file. */
const given = /^\s*(?:(?:--env|-e)[ =]["']?)?([A-Za-z_]\w*)=(.*)$/;
/** Values that hold no secret: nothing, a switch, a path, a variable, or what stands for one. */
const harmless = /^["']?(?:$|["']$|true\b|false\b|none\b|null\b|[0-9]{1,3}["']?$|[/$<{]|your|change|xxx)/i;

/** Judges what the run is given with the project: the files of ces/ and the variables of Kubernetes Jobs. What git leaves out stays on one machine. */
export function judgeHanded(facts: ProjectFacts): Verdict {
  const { files, home = '' } = facts;
  const handed = files.filter(
    ({ path }) => path.startsWith(`${home}ces/`) && path.endsWith('.txt') && !isLeftOut(path, facts),
  );
  const findings = [
    ...handed.flatMap(({ path, text }) => (text === undefined ? [] : findInFile(path, text))),
    ...findInJobs(facts),
  ];
  return findings.length === 0
    ? notApplicable('there is no Dockerfile, and nothing is handed to a run')
    : judge(findings, { text: '' });
}

function findInFile(path: string, text: string): readonly Finding[] {
  const named = text.split('\n').flatMap((line, index): Finding[] => {
    const [, name = '', value = ''] = given.exec(line) ?? [];
    return isSecretName(name) && !harmless.test(value.trim()) ? [describe(name, path, index + 1)] : [];
  });
  if (named.length > 0) return named;
  // By the forms that settings keep secrets in, which a file of this name has.
  const found = findSecret(`${path}.env`, text);
  if (found !== undefined) return [{ message: found.message, location: { file: path, line: found.line }, fix }];
  return /\/arg-file/.test(path) && givesSecret(parseArgumentFile(text))
    ? [{ message: 'gives the program a password or key as a text', location: { file: path }, fix }]
    : [];
}

function findInJobs({ jobs }: ProjectFacts): readonly Finding[] {
  return jobs.flatMap(({ path, manifest, unread }) => {
    const pod =
      unread === undefined ? manifest.entries.get('spec')?.entries.get('template')?.entries.get('spec') : undefined;
    return (pod?.entries.get('containers')?.items ?? [])
      .flatMap(({ entries }) => entries.get('env')?.items ?? [])
      .flatMap(({ entries }) => {
        const [name, value] = [entries.get('name')?.text ?? '', entries.get('value')];
        return value?.text === undefined || !isSecretName(name) || harmless.test(value.text)
          ? []
          : [describe(name, path, value.line)];
      });
  });
}

function describe(name: string, file: string, line: number): Finding {
  return { message: `${name} has its value here, as a text that is committed`, location: { file, line }, fix };
}
