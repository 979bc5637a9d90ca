import type { OpenQuestion, Proposal } from '../../model/adopt/proposal.ts';
import type { PlaceFact, RepositoryFacts } from '../../model/adopt/repository-facts.ts';

/** What only a person knows: first what must be known before anything is written, then what can wait as a to-do. */
export function askQuestions(facts: RepositoryFacts, proposal: Omit<Proposal, 'questions' | 'goesIn' | 'staysOut'>): OpenQuestion[] {
  return [...askNow(facts, proposal), ...askLater(facts, proposal)];
}

function askNow(facts: RepositoryFacts, { program, mode, otherBase, base }: Omit<Proposal, 'questions' | 'goesIn' | 'staysOut'>): OpenQuestion[] {
  const questions: OpenQuestion[] = [];
  if (facts.projects.length > 0)
    questions.push({ id: 'project', question: 'Which folder is the project?', when: 'now', choices: facts.projects });
  if (program.ask)
    questions.push({ id: 'program', question: 'What does the container start?', when: 'now', choices: [...program.candidates.slice(0, 20), 'decided-at-run'] });
  const [session] = facts.sessions;
  const isBoth = base !== 'none' && session !== undefined && (mode === 'batch' || otherBase === 'python' || otherBase === 'pytorch');
  if (isBoth && (otherBase === 'rocker' || otherBase === 'jupyter' || /streamlit|jupyter|rstudio/i.test(session.what)))
    questions.push({ id: 'mode', question: 'A batch job, or a session that people work in?', when: 'now', choices: ['batch', 'interactive'], default: mode, location: session.location });
  return questions;
}

function askLater(facts: RepositoryFacts, { manifest }: Omit<Proposal, 'questions' | 'goesIn' | 'staysOut'>): OpenQuestion[] {
  const later = (id: string, question: string, fact?: PlaceFact): OpenQuestion => ({
    id,
    question,
    when: 'later',
    choices: [],
    ...(fact === undefined ? {} : { location: fact.location }),
  });
  const versions = facts.versions.filter(({ language }) => language === facts.versions[0]?.language);
  const [first, other] = [versions[0], versions.find(({ version }) => !agrees(version, versions[0]?.version ?? ''))];
  return [
    ...facts.services.map((service) => later(`service:${service.what}`, `${service.what}: is it reachable in the TRE, or what replaces it?`, service)),
    ...facts.models.map((model) => later(`model:${model.what}`, `${model.what}: where do the weights come from, and are they in the image or below /safe_data?`, model)),
    ...facts.places.slice(0, 20).map((place) => later(`place:${place.location.file}:${String(place.location.line ?? 0)}`, `${place.what} does not exist in the TRE: read below /safe_data, write below /safe_outputs`, place)),
    ...facts.network.slice(0, 10).map((place) => later(`network:${place.location.file}:${String(place.location.line ?? 0)}`, `${place.what}: there is no network when the container runs`, place)),
    ...facts.dataFiles.filter(({ readAt }) => readAt !== undefined).slice(0, 20).map(({ path, goes, readAt }) => later(`data:${path}`, `${path} is read by ${readAt?.file ?? ''} and ${goes === 'in' ? 'goes into the image' : 'stays out: is it below /safe_data in the TRE?'}`, { what: path, location: { file: path } })),
    ...(other === undefined || first === undefined ? [] : [later('version', `${first.location.file} says ${first.language} ${first.version}, ${other.location.file} says ${other.version}: which one?`, { what: '', location: other.location })]),
    ...(facts.lacking.length === 0 || manifest.path === null ? [] : [later('lacking', `${facts.lacking.map(({ name }) => name).slice(0, 12).join(', ')}: imported, and in no list`, { what: '', location: facts.lacking[0]?.location ?? { file: manifest.path } })]),
    ...facts.lists.filter(({ path }) => path === manifest.path).flatMap(({ problems }) => problems.slice(0, 5).map((problem) => later(`list:${problem.location.file}:${String(problem.location.line ?? 0)}`, problem.what, problem))),
  ];
}

function agrees(a: string, b: string): boolean {
  const [plainA, plainB] = [a, b].map((version) => /\d+(?:\.\d+)?/.exec(version)?.[0] ?? '');
  return plainA === plainB || /[<>~^*]/.test(a + b);
}
