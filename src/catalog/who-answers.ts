/** Who answers what no command can know, by the id of the rule that asks it: one table for the rules and for the questions of the checklist. */
export const whoAnswers = {
  'builders-named': 'research coordinator',
  'data-in-image-agreed': 'project',
  'desktop-not-sufficient': 'project',
  'licences-allowed': 'project',
  'project-named': 'research coordinator',
  'purpose-approved': 'principal investigator',
  'software-agreed': 'Information Governance',
} as const;
