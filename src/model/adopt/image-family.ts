/** What kind of image a base is, as far as its name tells. */
export type ImageFamily =
  | 'python'
  | 'conda'
  | 'pytorch'
  | 'rapids'
  | 'jupyter'
  | 'r'
  | 'rstudio'
  | 'julia'
  | 'shiny'
  | 'tensorflow'
  | 'stata'
  | 'matlab'
  | 'web';
