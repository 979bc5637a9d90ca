/** Where the pages of `docs/` can be read: whoever was sent to one need not have the package. */
export const docsPages = 'https://unpkg.com/generator-tre-container/docs';
