/** What stands on the Hub where the owner of a model does. */
const hubPages = 'api|blog|collections|datasets|docs|models|organizations|papers|spaces|tasks';
const hubName = '[A-Za-z0-9][A-Za-z0-9_.-]{0,95}';

/** Of a model on the Hugging Face Hub: `OWNER/NAME`. */
export const modelId = `^(?!(?:${hubPages})/)(?!.*(?:\\.\\.|--))${hubName}/${hubName}$`;
