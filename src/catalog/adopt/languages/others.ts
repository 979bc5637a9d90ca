import type { SurveyedLanguage } from '../../../model/adopt/surveyed-language.ts';

/** Scripts of a shell, which start what others are written in. */
export const shell: SurveyedLanguage = {
  name: 'shell',
  label: 'shell',
  start: ['./{path}'],
  scripts: ['sh', 'bash'],
  entry: { by: 'commands' },
};

/** Stata: recognised, not read. */
export const stata: SurveyedLanguage = {
  name: 'stata',
  label: 'Stata',
  start: ['stata-mp', '-b', 'do', '{path}'],
  scripts: ['do'],
  entry: { by: 'line' },
  // `do "file"`, also in a comment.
  calls: {
    line: /^[ \t]*(?:(?:\/\/|\*)[ \t]*)?(?:(?:qui(?:etly)?|cap(?:ture)?|noi(?:sily)?)[ \t]+)*(?:do|run|include)[ \t]+(?:["`]+([^\n"]+)|([^\s",][^\n",]*))/,
    ending: '.do',
  },
  licence: {
    instead:
      'an image of Stata (such as dataeditors/stata) with your own licence file copied in at build: ask your Research Coordinator whether the licence allows it',
  },
};

/** MATLAB: recognised, not read. */
export const matlab: SurveyedLanguage = {
  name: 'matlab',
  label: 'MATLAB',
  start: ['matlab', '-batch', '{stem}'],
  scripts: ['m'],
  entry: { by: 'line', unless: /^[ \t]*(?:function|classdef)\b/m },
  licence: {
    instead:
      "MathWorks' image with a licence file that works without a network, or MATLAB Runtime with a compiled program: ask your Research Coordinator; Octave where the code needs no toolbox",
    free: { name: 'Octave', image: /\boctave\b/i },
  },
};
