/** Conditions that speak of a tag. */
const onTag = /refs\/tags|ref_type|CI_COMMIT_TAG|\btags\b|github\.event_name == 'release'/;
/** What turns a condition round: with it nobody can tell, short of working it out. */
const turned = /^except:|\bnever\b|!|== ?null|ref_type\W+branch/;

/** Whether a job or step runs for tags and releases alone, by its condition. */
export function asksForTag(condition: string): boolean {
  return onTag.test(condition) && !turned.test(condition.replaceAll(/!\s*(?:cancelled|failure)\s*\(\s*\)/g, ''));
}
